import { bilingual } from '../language.js'
import type { Manual } from '../command.js'
import { clearOption, domainOptions, vendorOption, writingOptions } from '../option.js'
import { appPlace } from '../place.js'

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
  load: async () => (await import('../command/change.js')).set,
}
