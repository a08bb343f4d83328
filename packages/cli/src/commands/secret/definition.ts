import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { confirmOption } from '../../args/options.js'
import { actionPlace } from '../../args/place.js'

/**
 * The manual of `secret`.
 */
export const secret: Manual = {
  least: 1,
  most: 2,
  places: [
    actionPlace(
      ['put', 'list', 'remove'],
      bilingual('keep one, list their names, or remove one', '保存、列出名称或删除'),
    ),
    { name: 'NAME', about: bilingual('its name, as in { store: NAME }', '名称，即 { store: 名称 } 中的名称') },
  ],
  options: [
    {
      name: 'from-env',
      value: 'VARIABLE',
      about: bilingual('take it from this variable', '取自该环境变量'),
    },
    confirmOption,
  ],
  examples: [
    {
      line: 'mini-domains secret put wechat/secret < secret.txt',
      about: bilingual('{ store: wechat/secret } in the config is this', '配置中以 { store: wechat/secret } 引用'),
    },
    {
      line: 'mini-domains secret put wechat/secret',
      about: bilingual('typed at the terminal, without being shown', '在终端输入，不显示'),
    },
    { line: 'mini-domains secret list', about: bilingual('the names, nothing else', '仅列出名称') },
  ],
  load: async () => (await import('./run.js')).secret,
}
