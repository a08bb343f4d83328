import stringWidth from 'string-width'
import { plain } from './terminal-text.js'

/**
 * How many places a text takes at a terminal.
 */
export const widthOf = (text: string): number => stringWidth(plain(text))

/**
 * Whether a character takes two places at a terminal, as Chinese ones do.
 */
export const isWide = (character: string): boolean => stringWidth(character) === 2
