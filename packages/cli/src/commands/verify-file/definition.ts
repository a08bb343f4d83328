import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `verify-file`.
 */
export const verifyFile: Define = (say) => ({
  command: new Command('verify-file')
    .description(say('check that hosts serve the confirm file as vendors want it', '检查域名是否正确提供校验文件'))
    .addArgument(new Argument('[HOST...]', say('a host whose confirm file is fetched', '要检查校验文件的域名'))),
  options: [
    ...selectionOptions(say).filter(({ long }) => long !== '--app'),
    new Option(
      '--app <APP_ID...>',
      say(
        "with a host: check for this app's file, not the platform's; with --all: only hosts of this app (glob)",
        '指定域名时：检查该小程序而非平台的校验文件；与 --all 同用时：只检查该小程序（通配符）的域名',
      ),
    ),
    new Option('--all', say('all webview hosts of the config', '配置中的全部业务域名')),
    new Option('--file <FILE>', say('compare with this file, ask no vendor', '与本地文件比较，不询问厂商')),
  ],
  examples: [
    [
      'mini-domains verify-file --all',
      say('every webview host of the config, once for each vendor', '配置中的每个业务域名，每个厂商各查一次'),
    ],
    ['mini-domains verify-file --all --label tier=gold', say('only those of these apps', '只检查这些小程序的域名')],
    [
      `mini-domains verify-file www.example.com --vendor ${exampleVendor}`,
      say('asks the vendor for the file, and fetches it as the vendor would', '向厂商取得校验文件，再以厂商的方式抓取'),
    ],
    [
      'mini-domains verify-file www.example.com shop.example.com --file 0a1b2c3d4e.txt',
      say('compares with a file that you have', '与手头的文件比较'),
    ],
  ],
  load: async () => (await import('./run.js')).verifyFile,
})
