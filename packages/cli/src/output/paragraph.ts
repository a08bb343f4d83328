import type { HelpLayout } from '../args/help.js'
import { piecesOf } from './line-break.js'
import { carried } from './terminal-text.js'
import { widthOf } from './text-width.js'

const leastWidth = 16

/** What stands between dots, such as the name of a list in a title, is broken only where it has more than a line. */
const fieldsOf = (text: string, width: number): ReadonlyArray<string> =>
  text
    .split(/(?<= · )/)
    .flatMap((field, _, all) => (all.length > 1 && widthOf(field) <= width ? [field] : piecesOf(field)))

/**
 * Breaks a text into lines of so many places, where `piecesOf` says that a line may end. A word that is longer, such as an address, stays
 * whole.
 */
export const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  if (widthOf(text) <= width) return [text.trimEnd()]
  const lines: Array<string> = []
  let line = ''
  for (const piece of fieldsOf(text, width)) {
    if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}

/** What stands before a text, all of it optional: an indent, a sign, and a label such as `error:`; with the marks of their styles. */
const lead =
  /^ *[\ufdd0-\ufddf]*(?:[→✓✗!=+~-][\ufdd0-\ufddf]* )?(?:[\ufdd0-\ufddf]*(?:[a-z]{1,10}:[\ufdd0-\ufddf]* |\p{Script=Han}{1,4}：[\ufdd0-\ufddf]*))?/iu

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
    const joined = lines.length === 0 ? `${before}${part}` : `${lines.at(-1) ?? ''}  ${part}`
    if (lines.length > 0 && widthOf(joined) <= room) lines[lines.length - 1] = joined
    else {
      const indent = lines.length === 0 ? hang : hang + 2
      const broken = wrapped(part, Math.max(leastWidth, room - indent))
      lines.push(
        ...broken.map((line, at) => (lines.length + at === 0 ? `${before}${line}` : `${' '.repeat(indent)}${line}`)),
      )
    }
  }
  return carried(lines)
}

/**
 * The layout of help in Chinese: characters as wide as terminals show them, lines broken between them.
 */
export const wideLayout: HelpLayout = {
  displayWidth: widthOf,
  boxWrap: (text, width) =>
    text
      .split('\n')
      .flatMap((line) => wrapped(line, width))
      .join('\n'),
}
