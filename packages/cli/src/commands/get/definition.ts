import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { appArgument, listOption, vendorOption } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `get`.
 */
export const get: Define = (say) => ({
  command: new Command('get')
    .description(say('read the lists of apps', '读取小程序的域名列表'))
    .addArgument(appArgument(say, '<APP...>')),
  options: [
    vendorOption(say),
    listOption(say),
    new Option('--effective', say('what is live for users, not what is configured', '读取已生效的域名，而非已配置的')),
  ],
  examples: [
    ['mini-domains get wx0123456789abcdef', say('the lists of an app', '某小程序的各个列表')],
    [
      `mini-domains get ${exampleVendor}/wx0123456789abcdef --effective --json`,
      say('what is live, as JSON', '已生效的域名，JSON 格式'),
    ],
  ],
  load: async () => (await import('./run.js')).get,
})
