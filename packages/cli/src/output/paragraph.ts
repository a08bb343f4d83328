import type { HelpLayout } from '../args/help.js'
import { piecesOf } from './line-break.js'
import { carried } from './terminal-text.js'
import { widthOf } from './text-width.js'

const leastWidth = 16

/**
 * Breaks a text into lines of so many places, where `piecesOf` says that a line may end. A word that is longer, such as an address, stays
 * whole.
 */
export const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  if (widthOf(text) <= width) return [text.trimEnd()]
  const lines: Array<string> = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return carried([...lines, line.trimEnd()])
}

/** What stands before a text, all of it optional: an indent, a sign, and a label such as `error:`; with the marks of their styles. */
const lead =
  /^ *[\ufdd0-\ufddf]*(?:[→✓✗!=+~-][\ufdd0-\ufddf]* )?(?:[\ufdd0-\ufddf]*(?:[a-z]{1,10}:[\ufdd0-\ufddf]* |\p{Script=Han}{1,4}：[\ufdd0-\ufddf]*))?/iu

/**
 * Lays a line of text out for a terminal of `room` places: the lines that follow begin below its text, behind indent, sign and label. Where
 * `room` is `undefined`, since nobody looks at a terminal, it stays one line.
 */
export const paragraph = (text: string, room: number | undefined): ReadonlyArray<string> => {
  if (room === undefined || widthOf(text) <= room) return [text]
  const [before = ''] = lead.exec(text) ?? []
  const hang = widthOf(before)
  return wrapped(text.slice(before.length), Math.max(leastWidth, room - hang)).map((line, at) =>
    at === 0 ? `${before}${line}` : `${' '.repeat(hang)}${line}`,
  )
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
