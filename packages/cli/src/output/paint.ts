import type { Io } from '../io/io.js'
import { type Style, marked } from './terminal-text.js'

/**
 * Styles for one stream; plain text where it is no terminal or NO_COLOR is set.
 */
export type Paint = { readonly [S in Style]: (text: string) => string }

/**
 * Makes the styles of standard output.
 */
export const paintOf = ({ output, environment }: Pick<Io, 'output' | 'environment'>): Paint => {
  const noColor = (environment['NO_COLOR'] ?? '') !== ''
  const forced = (environment['FORCE_COLOR'] ?? '') !== ''
  const isOn = !noColor && (output.isTerminal || forced)
  const of =
    (style: Style) =>
    (text: string): string =>
      isOn ? marked(style, text) : text
  return { bold: of('bold'), dim: of('dim'), red: of('red'), green: of('green'), yellow: of('yellow') }
}
