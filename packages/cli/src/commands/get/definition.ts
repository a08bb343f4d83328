import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { type Option, vendorOption } from '../../args/options.js'
import { appPlace } from '../../args/place.js'

const listOption: Option = {
  name: 'list',
  value: 'server|webview',
  choices: ['server', 'webview'],
  about: bilingual('only this list', '只看该列表'),
}

const effectiveOption: Option = {
  name: 'effective',
  about: bilingual('what is live for users, not what is configured', '读取已生效的域名，而非已配置的'),
}

/**
 * The manual of `get`.
 */
export const get: Manual = {
  least: 1,
  most: Number.MAX_SAFE_INTEGER,
  places: [appPlace],
  options: [vendorOption, listOption, effectiveOption],
  examples: [
    { line: 'mini-domains get wx0123456789abcdef', about: bilingual('both lists of an app', '某小程序的两个列表') },
    {
      line: 'mini-domains get wechat/wx0123456789abcdef --effective --json',
      about: bilingual('what is live, as JSON', '已生效的域名，JSON 格式'),
    },
  ],
  load: async () => (await import('./run.js')).get,
}
