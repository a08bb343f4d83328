import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import {
  concurrencyOption,
  failOnOption,
  readingWorkersOption,
  reportOption,
  selectionOptions,
} from '../../args/options.js'

/**
 * Defines `verify`.
 */
export const verify: Define = (say) => ({
  command: new Command('verify').description(say('compare desired, configured and live', '对比期望、已配置与已生效')),
  options: [
    ...selectionOptions(say),
    failOnOption(say),
    reportOption(say),
    concurrencyOption(say),
    readingWorkersOption(say),
  ],
  examples: [
    [
      'mini-domains verify',
      say('exit code 2 where there is drift, 3 where a list is unreadable', '有偏差时退出码为 2，无法读取时为 3'),
    ],
    [
      'mini-domains verify --fail-on drift,unreadable,awaiting-release',
      say('also where an app was not released yet', '尚未发布也视为异常'),
    ],
    [
      '0 6 * * * mini-domains verify --json > verify.jsonl || mail-the-team',
      say('every morning, from cron', '用 cron 每天早晨检查'),
    ],
  ],
  load: async () => (await import('./run.js')).verify,
})
