import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { vendorOption } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `listen`.
 */
export const listen: Define = (say) => ({
  command: new Command('listen').description(
    say("receive the vendors' pushes: tickets and authorisations", '接收厂商推送：票据与授权'),
  ),
  options: [
    new Option('--port <PORT>', say('the port to listen on; 8080 by default', '监听端口，默认 8080')),
    new Option(
      '--host <ADDRESS>',
      say(
        'the address to listen on; 127.0.0.1 by default, behind a proxy with TLS',
        '监听地址，默认 127.0.0.1，前面须有 TLS 代理',
      ),
    ),
    vendorOption(say),
  ],
  examples: [
    [
      'mini-domains listen --port 8080',
      say('all vendors that have pushes in the config, at one address', '配置了 pushes 的全部厂商，共用一个地址'),
    ],
    [
      `mini-domains listen --vendor ${exampleVendor} --json`,
      say('one event per push, without secrets', '每次推送输出一个事件，不含机密'),
    ],
  ],
  load: async () => (await import('./run.js')).listen,
})
