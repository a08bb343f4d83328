import { bilingual } from '../language.js'
import type { Manual } from '../command.js'
import { vendorOption } from '../option.js'

/**
 * The manual of `tokens`.
 */
export const tokens: Manual = {
  least: 1,
  most: Number.MAX_SAFE_INTEGER,
  places: [{ choices: ['status', 'import'] }, { offers: ['app-id', 'file'] }],
  options: [vendorOption],
  examples: [
    { line: 'mini-domains tokens status', about: bilingual('of the platform and every app', '平台与每个小程序') },
    {
      line: 'mini-domains tokens import apps.csv --vendor wechat',
      about: bilingual('columns appId and refreshToken', '列：appId、refreshToken'),
    },
  ],
  load: async () => (await import('../command/tokens.js')).tokens,
}
