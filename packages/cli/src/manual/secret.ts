import { bilingual } from '../language.js'
import type { Manual } from '../command.js'
import { confirmOption } from '../option.js'

/**
 * The manual of `secret`.
 */
export const secret: Manual = {
  least: 1,
  most: 2,
  places: [{ choices: ['put', 'list', 'remove'] }, {}],
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
  load: async () => (await import('../command/secret.js')).secret,
}
