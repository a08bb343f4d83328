import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { concurrencyOption, selectionOptions } from '../../args/options.js'

/**
 * The manual of `verify`.
 */
export const verify: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [...selectionOptions, concurrencyOption],
  examples: [
    { line: 'mini-domains verify', about: bilingual('exit code 2 where something differs', '不一致时退出码为 2') },
    {
      line: '0 6 * * * mini-domains verify --json > verify.jsonl || mail-the-team',
      about: bilingual('every morning, from cron', '用 cron 每天早晨检查'),
    },
  ],
  load: async () => (await import('./run.js')).verify,
}
