import { plain } from './terminal-text.js'

// What takes two places at a terminal: Chinese, Japanese and Korean characters, full-width forms and pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/gu

// What stands on the character before it.
const placeless = /\p{M}/gu

/**
 * How many places a text takes at a terminal.
 */
export const widthOf = (text: string): number => {
  const shown = plain(text).replace(placeless, '')
  return [...shown].length + (shown.match(wide)?.length ?? 0)
}

const isWide = (character: string): boolean => character.search(wide) === 0

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
