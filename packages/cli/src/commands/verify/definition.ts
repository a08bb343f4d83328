import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, selectionOptions } from '../../args/options.js'

/**
 * Defines `verify`.
 */
export const verify: Define = (say) => ({
  command: new Command('verify').description(say('compare desired, configured and live', '对比期望、已配置与已生效')),
  options: [...selectionOptions(say), concurrencyOption(say)],
  examples: [
    ['mini-domains verify', say('exit code 2 where something differs', '不一致时退出码为 2')],
    [
      '0 6 * * * mini-domains verify --json > verify.jsonl || mail-the-team',
      say('every morning, from cron', '用 cron 每天早晨检查'),
    ],
  ],
  load: async () => (await import('./run.js')).verify,
})
