import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { appArgument, vendorOption } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `explain`.
 */
export const explain: Define = (say) => ({
  command: new Command('explain')
    .description(say('tell why an app may not call a domain, and what to do', '说明小程序为何不能访问某域名及下一步'))
    .addArgument(appArgument(say, '<APP>'))
    .addArgument(new Argument('<DOMAIN>', say('a domain, or an address that was copied', '域名，或复制来的网址'))),
  options: [vendorOption(say)],
  examples: [
    [
      'mini-domains explain wx0123456789abcdef https://api.example.com/v1/orders',
      say(
        'desired, in the pool, configured, live? and the next step',
        '是否期望、在域名池、已配置、已生效，以及下一步',
      ),
    ],
    [
      `mini-domains explain ${exampleVendor}/wx0123456789abcdef api.example.com --json`,
      say('as an event', '以事件输出'),
    ],
  ],
  load: async () => (await import('./run.js')).explain,
})
