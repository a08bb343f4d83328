import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { domainOptions } from '../../args/options.js'
import { bundledVendors, exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `init`.
 */
export const init: Define = (say) => ({
  command: new Command('init').description(
    say('ask a few questions and write a commented config', '提问并生成带注释的配置文件'),
  ),
  options: [
    new Option(
      '-v, --vendor <VENDOR...>',
      say(
        'which vendor to begin with, by default those that --app-file names; may be repeated',
        '从哪个厂商开始，可重复；默认取 --app-file 中的厂商',
      ),
    ).choices(bundledVendors),
    new Option(
      '--adapter <NAME>',
      say(
        'the adapter of another vendor: a package, or a file such as ./own.mjs',
        '其他厂商的适配器：包名，或 ./own.mjs 等文件',
      ),
    ).conflicts('vendor'),
    new Option(
      '--app <APP_ID...>',
      say(
        'an app, or vendor/id where there are several vendors; may be repeated',
        '小程序 ID，多个厂商时写作 厂商/ID，可重复',
      ),
    ),
    new Option(
      '--app-file <FILE>',
      say(
        'a CSV or JSON Lines file of apps that you have; each row is read',
        '已有的名单文件（CSV 或 JSON Lines），会逐行读取',
      ),
    ),
    ...domainOptions(say, ['request', 'socket', 'webview']),
    new Option('--force', say('overwrite an existing file', '覆盖已有文件')),
  ],
  examples: [
    ['mini-domains init', say('asks everything', '逐项询问')],
    [
      `mini-domains init --vendor ${exampleVendor} --app wx0123456789abcdef --request api.example.com`,
      say('asks nothing', '不询问'),
    ],
    [
      'mini-domains init --app-file apps.csv --request api.example.com',
      say(
        'the vendors and the apps of a file with the columns id and vendor',
        '厂商与小程序取自含 id 与 vendor 列的文件',
      ),
    ],
  ],
  load: async () => (await import('./run.js')).init,
})
