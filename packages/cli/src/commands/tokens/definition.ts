import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { vendorOption } from '../../args/options.js'
import { actionPlace } from '../../args/place.js'

/**
 * The manual of `tokens`.
 */
export const tokens: Manual = {
  least: 1,
  most: Number.MAX_SAFE_INTEGER,
  places: [
    actionPlace(
      ['status', 'check', 'import'],
      bilingual(
        'tell how tokens stand, ask the vendor again, or take in refresh tokens',
        '查看状态、重新向厂商确认，或导入刷新令牌',
      ),
    ),
    {
      name: 'APP|FILE',
      about: bilingual(
        'status, check: only these apps; import: a CSV or JSON Lines file',
        'status、check：只看这些小程序；import：CSV 或 JSON Lines 文件',
      ),
      offers: ['app-id', 'file'],
    },
  ],
  options: [vendorOption],
  examples: [
    {
      line: 'mini-domains tokens status',
      about: bilingual('of the platform and of every app', '平台与每个小程序的令牌'),
    },
    {
      line: 'mini-domains tokens check APP',
      about: bilingual('also of an app taken for lost', '对记为授权失效的小程序重新确认'),
    },
    {
      line: 'mini-domains tokens import apps.csv --vendor wechat',
      about: bilingual('columns appId and refreshToken', '列：appId、refreshToken'),
    },
  ],
  load: async () => (await import('./run.js')).tokens,
}
