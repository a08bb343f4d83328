import colors from 'picocolors'
import type { Surroundings } from './surroundings.js'

/**
 * Colours for one stream; plain text where it is no terminal or NO_COLOR is set.
 */
export type Paint = ReturnType<typeof colors.createColors>

/**
 * Makes the colours of standard output.
 */
export const paintOf = ({ output, environment }: Surroundings): Paint => {
  const noColor = (environment['NO_COLOR'] ?? '') !== ''
  const forced = (environment['FORCE_COLOR'] ?? '') !== ''
  return colors.createColors(!noColor && (output.isTerminal || forced))
}
