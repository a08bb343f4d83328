import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'

/**
 * The manual of `doctor`.
 */
export const doctor: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [],
  examples: [{ line: 'mini-domains doctor', about: bilingual('says what to mend', '指出需要修正之处') }],
  load: async () => (await import('./run.js')).doctor,
}
