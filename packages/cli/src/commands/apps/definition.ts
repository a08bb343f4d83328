import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { selectionOptions } from '../../args/options.js'

/**
 * The manual of `apps`.
 */
export const apps: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: selectionOptions,
  examples: [
    { line: 'mini-domains apps', about: bilingual('all of them', '全部') },
    {
      line: 'mini-domains apps --label tier=gold --json',
      about: bilingual('one JSON event for each', '每个小程序一行 JSON'),
    },
  ],
  load: async () => (await import('./run.js')).apps,
}
