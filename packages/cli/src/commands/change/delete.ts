import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { domainOptions, vendorOption, writingOptions } from '../../args/options.js'
import { appPlace } from '../../args/place.js'

/**
 * The manual of `delete`.
 */
export const remove: Manual = {
  least: 1,
  most: 1,
  places: [appPlace],
  options: [vendorOption, ...domainOptions, ...writingOptions],
  examples: [
    {
      line: 'mini-domains delete wx0123456789abcdef --request old.example.com',
      about: bilingual('shows the change and asks', '显示变更并询问'),
    },
    {
      line: 'mini-domains delete wx0123456789abcdef --request old.example.com --yes',
      about: bilingual('in a script', '在脚本中'),
    },
  ],
  load: async () => (await import('./run.js')).remove,
}
