import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { yesOption } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `secret`.
 */
export const secret: Define = (say) => ({
  command: new Command('secret')
    .description(say('keep the secrets that the config refers to', '保存配置所引用的机密'))
    .addArgument(
      new Argument('<ACTION>', say('keep one, list their names, or remove one', '保存、列出名称或删除')).choices([
        'put',
        'list',
        'remove',
      ]),
    )
    .addArgument(new Argument('[NAME]', say('its name, as in { store: NAME }', '名称，即 { store: 名称 } 中的名称'))),
  options: [new Option('--from-env <VARIABLE>', say('take it from this variable', '取自该环境变量')), yesOption(say)],
  examples: [
    [
      `mini-domains secret put ${exampleVendor}/secret < secret.txt`,
      say(
        `the config refers to it as { store: ${exampleVendor}/secret }`,
        `配置中以 { store: ${exampleVendor}/secret } 引用`,
      ),
    ],
    [
      `mini-domains secret put ${exampleVendor}/secret`,
      say('typed at the terminal, without being shown', '在终端输入，不显示'),
    ],
    ['mini-domains secret list', say('the names, nothing else', '仅列出名称')],
  ],
  load: async () => (await import('./run.js')).secret,
})
