import { type Kept, piecesOf } from './line-break.js'
import { carried } from './terminal-text.js'
import { widthOf } from './text-width.js'

const leastWidth = 16

/** What stands between dots, such as the name of a list in a title, is broken only where it has more than a line. */
const fieldsOf = (text: string, width: number, kept: Kept): ReadonlyArray<string> =>
  text
    .split(/(?<= · )/)
    .flatMap((field, _, all) => (all.length > 1 && widthOf(field) <= width ? [field] : piecesOf(field, kept)))

/**
 * Breaks a text into lines of so many places, where `piecesOf` says that a line may end. A word that is longer, such as an address, stays
 * whole.
 */
export const wrapped = (text: string, width: number, kept: Kept = 'words'): ReadonlyArray<string> => {
  if (widthOf(text) <= width) return [text.trimEnd()]
  const lines: Array<string> = []
  let line = ''
  for (const piece of fieldsOf(text, width, kept)) {
    if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}

// Styles are marked within a text.
const mark = '[\ufdd0-\ufddf]*'

/** What stands before a text, all of it optional: an indent, a sign or what leads to a hint, and a label such as `error:`. */
const lead = new RegExp(
  `^ *${mark}(?:[→✓✗!=+~-]${mark} |[a-z-]+ → )?(?:${mark}(?:[a-z]{1,10}:${mark} |\\p{Script=Han}{1,4}：${mark}))?`,
  'iu',
)

/**
 * Lays a line of text out for a terminal of `room` places: the lines that follow begin below its text, behind indent, sign and label; what
 * stands apart in it, behind two blanks, goes to a line of its own before it is broken. Where `room` is `undefined`, since nobody looks at a
 * terminal, it stays one line.
 */
export const paragraph = (text: string, room: number | undefined): ReadonlyArray<string> => {
  if (room === undefined || widthOf(text) <= room) return [text]
  const [before = ''] = lead.exec(text) ?? []
  const hang = widthOf(before)
  const lines: Array<string> = []
  for (const part of text.slice(before.length).split(/ {2,}/)) {
    const last = lines.at(-1)
    const joined = `${last ?? ''}  ${part}`
    if (last !== undefined && widthOf(joined) <= room) lines[lines.length - 1] = joined
    else {
      const indent = ' '.repeat(last === undefined ? hang : hang + 2)
      lines.push(...wrapped(part, Math.max(leastWidth, room - indent.length)).map((line) => `${indent}${line}`))
    }
  }
  return carried(lines.map((line, at) => (at === 0 ? `${before}${line.slice(hang)}` : line)))
}

/**
 * The layout of help in Chinese: characters as wide as terminals show them, lines broken between them; help comes at once, without a dictionary.
 */
export const wideLayout = {
  displayWidth: widthOf,
  boxWrap: (text: string, width: number): string =>
    text
      .split('\n')
      .flatMap((line) => wrapped(line, width, 'characters'))
      .join('\n'),
}
