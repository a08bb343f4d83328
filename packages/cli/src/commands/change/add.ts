import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { domainOptions, vendorOption, writingOptions } from '../../args/options.js'
import { appPlace } from '../../args/place.js'

/**
 * The manual of `add`.
 */
export const add: Manual = {
  least: 1,
  most: 1,
  places: [appPlace],
  options: [vendorOption, ...domainOptions, ...writingOptions],
  examples: [
    {
      line: 'mini-domains add wx0123456789abcdef --request api.example.com,pay.example.com --socket push.example.com',
      about: bilingual('one call for all kinds', '多个种类合并为一次调用'),
    },
    {
      line: 'mini-domains add wx0123456789abcdef --webview www.example.com --dry-run',
      about: bilingual('what would change', '只看变更'),
    },
  ],
  load: async () => (await import('./run.js')).add,
}
