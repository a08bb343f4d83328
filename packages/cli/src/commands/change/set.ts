import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { clearOption, domainOptions, vendorOption, writingOptions } from '../../args/options.js'
import { appPlace } from '../../args/place.js'

/**
 * The manual of `set`.
 */
export const set: Manual = {
  least: 1,
  most: 1,
  places: [appPlace],
  options: [vendorOption, ...domainOptions, clearOption, ...writingOptions],
  examples: [
    {
      line: 'mini-domains set wx0123456789abcdef --request api.example.com --clear udp',
      about: bilingual('kinds that are not named stay as they are', '未提及的种类保持不变'),
    },
  ],
  load: async () => (await import('./run.js')).set,
}
