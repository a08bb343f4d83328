import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `tokens`.
 */
export const tokens: Define = (say) => ({
  command: new Command('tokens')
    .description(say('show the state of tokens, or import refresh tokens', '查看令牌状态，或导入刷新令牌'))
    .addArgument(
      new Argument(
        '<ACTION>',
        say(
          'show their state, ask the vendor again, or import refresh tokens',
          '查看状态、重新向厂商确认，或导入刷新令牌',
        ),
      ).choices(['status', 'check', 'import']),
    )
    .addArgument(
      new Argument(
        '[APP|FILE...]',
        say(
          'status, check: only these apps, which may also be picked by options; import: a CSV or JSON Lines file',
          'status、check：只看这些小程序，也可用选项筛选；import：CSV 或 JSON Lines 文件',
        ),
      ),
    ),
  options: [...selectionOptions(say)],
  examples: [
    ['mini-domains tokens status', say('of the platform and of every app', '平台与每个小程序的令牌')],
    [
      'mini-domains tokens check APP',
      say('also for an app whose authorisation seems lost', '对记为授权失效的小程序重新确认'),
    ],
    ['mini-domains tokens check --label tier=gold', say('asks about each of these', '逐个确认这些小程序')],
    [
      `mini-domains tokens import apps.csv --vendor ${exampleVendor}`,
      say('columns appId and refreshToken', '列：appId、refreshToken'),
    ],
  ],
  load: async () => (await import('./run.js')).tokens,
})
