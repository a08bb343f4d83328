import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `doctor`.
 */
export const doctor: Define = (say) => ({
  command: new Command('doctor').description(
    say('check config, tokens, clock, proxy, store and Node', '检查配置、令牌、时钟、代理、存储与 Node'),
  ),
  options: [
    new Option(
      '--probe',
      say(
        'make the calls that only read, and compare the replies with what is known of the vendor',
        '仅发起读取调用，并将返回与已知的厂商事实对照',
      ),
    ),
    new Option('-o, --out <FILE>', say('write the report of --probe here', '将 --probe 的报告写入文件')),
  ],
  examples: [
    ['mini-domains doctor', say('says what to fix', '指出需要修正之处')],
    [
      'mini-domains doctor --probe --out probe.md',
      say('a report without secrets, ids and hosts, for an issue', '不含机密、ID 与域名的报告，可附于 issue'),
    ],
  ],
  load: async () => (await import('./run.js')).doctor,
})
