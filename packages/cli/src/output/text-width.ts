import stringWidth from 'string-width'
import type { HelpLayout } from '../args/help.js'
import { plain } from './terminal-text.js'

/**
 * How many places a text takes at a terminal.
 */
export const widthOf = (text: string): number => stringWidth(plain(text))

const isWide = (character: string): boolean => widthOf(character) === 2

const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? ''

/** Where a line may end: behind a blank, and between Chinese characters, but not before what closes a sentence or a bracket. */
const piecesOf = (text: string): ReadonlyArray<string> => {
  const pieces: Array<string> = []
  for (const character of text) {
    const before = pieces.at(-1)
    const isJoined =
      before !== undefined &&
      !before.endsWith(' ') &&
      (/[，。；：、！？）》”’」]/u.test(character) ||
        /[（《“‘「]$/u.test(before) ||
        (!isWide(character) && !isWide(lastOf(before))))
    if (isJoined) pieces[pieces.length - 1] = `${before}${character}`
    else pieces.push(character)
  }
  return pieces
}

/**
 * Breaks a text into lines of so many places, between words or Chinese characters. A word that is longer, such as an address, stays
 * whole.
 */
export const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line) + widthOf(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
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
