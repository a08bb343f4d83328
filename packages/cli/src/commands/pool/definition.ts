import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { clearOption, poolDomainOptions, vendorOption, writingOptions } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `pool`.
 */
export const pool: Define = (say) => ({
  command: new Command('pool')
    .description(say('read or change the platform pool', '查看或修改平台域名池'))
    .addArgument(
      new Argument(
        '<ACTION>',
        say('read the pool, or what to do with these domains', '查看域名池，或对所列域名的操作'),
      ).choices(['get', 'add', 'delete', 'set']),
    ),
  options: [
    vendorOption(say),
    ...poolDomainOptions(say),
    clearOption(say, true),
    new Option(
      '--for <both|testing>',
      say(
        'which versions of a pool that has two: published and testing, or only testing',
        '域名池分两版时的版本：全网发布版与测试版，或仅测试版',
      ),
    ).choices(['both', 'testing']),
    ...writingOptions(say),
  ],
  examples: [
    [`mini-domains pool get --vendor ${exampleVendor}`, say('what apps may draw from', '查看域名池')],
    [
      `mini-domains pool add --vendor ${exampleVendor} --any api.example.com --webview www.example.com`,
      say('shows the change and asks', '显示变更并询问'),
    ],
  ],
  load: async () => (await import('./run.js')).pool,
})
