import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { domainOptions, vendorOption } from '../../args/options.js'

/**
 * The manual of `init`.
 */
export const init: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [
    { ...vendorOption, choices: ['wechat', 'baidu'], about: bilingual('wechat or baidu', 'wechat 或 baidu') },
    { name: 'app', value: 'ID', many: true, about: bilingual('an app; may be repeated', '小程序 ID，可重复') },
    ...domainOptions.filter(({ name }) => ['request', 'socket', 'webview'].includes(name)),
    { name: 'force', about: bilingual('write over a file that is there', '覆盖已有文件') },
  ],
  examples: [
    { line: 'mini-domains init', about: bilingual('asks for everything', '逐项询问') },
    {
      line: 'mini-domains init --vendor wechat --app wx0123456789abcdef --request api.example.com',
      about: bilingual('asks for nothing', '不询问'),
    },
  ],
  load: async () => (await import('./run.js')).init,
}
