import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { anyKindOption, clearAnyOption, domainOptions, vendorOption, writingOptions } from '../../args/options.js'
import { actionPlace } from '../../args/place.js'

/**
 * The manual of `pool`.
 */
export const pool: Manual = {
  least: 1,
  most: 1,
  places: [
    actionPlace(
      ['get', 'add', 'delete', 'set'],
      bilingual('read the pool, or what to do with these domains', '查看域名池，或对所列域名的操作'),
    ),
  ],
  options: [
    vendorOption,
    anyKindOption,
    ...domainOptions,
    clearAnyOption,
    {
      name: 'for',
      value: 'both|testing',
      choices: ['both', 'testing'],
      about: bilingual(
        'which versions of a WeChat pool: published and testing, or only testing',
        '微信域名池的版本：全网发布版与测试版，或仅测试版',
      ),
    },
    ...writingOptions,
  ],
  examples: [
    { line: 'mini-domains pool get --vendor wechat', about: bilingual('what apps may draw from', '查看域名池') },
    {
      line: 'mini-domains pool add --vendor wechat --any api.example.com --webview www.example.com',
      about: bilingual('shows the change and asks', '显示变更并询问'),
    },
  ],
  load: async () => (await import('./run.js')).pool,
}
