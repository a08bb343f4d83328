import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { bundledVendors } from '../../config/bundled-adapters.js'

// By name, since definitions are read at each start and load nothing; a test holds them to those of the emulator.
const scenarioNames = ['merchant-revokes', 'filing-missing', 'release-due', 'budget-spent']

/**
 * Defines `emulate`.
 */
export const emulate: Define = (say) => ({
  command: new Command('emulate').description(
    say('run the vendors on this machine, to try things', '在本机运行各厂商的模拟服务'),
  ),
  options: [
    new Option('--apps <N>', say('apps of each vendor; 3 by default', '每个厂商的小程序数，默认 3')),
    ...bundledVendors.map(
      (vendor) =>
        new Option(
          `--port-${vendor} <PORT>`,
          say(`the port of ${vendor}; a free one by default`, `${vendor} 的端口，默认自动选择`),
        ),
    ),
    new Option('--latency <MS>', say('every reply takes so many milliseconds longer', '每次响应增加的毫秒数')),
    new Option(
      '--faults <PERCENT>',
      say(
        'something happens to so many requests: a connection breaks, a reply is cut',
        '出现断连、截断等故障的请求比例',
      ),
    ),
    new Option(
      '--quota <N>',
      say('calls of each interface a day, where the vendor has such a limit', '各接口每日调用上限（厂商有此限制时）'),
    ),
    new Option('--budget <N>', say('modifications of each list a month', '每个列表每月修改次数')),
    new Option('--scenario <NAME...>', say('a bad day to rehearse; may be repeated', '演练的场景，可重复')).choices(
      scenarioNames,
    ),
    new Option(
      '--profile <NAME|FILE>',
      say(
        'reply as a report of doctor --probe found the vendors, or as default, legacy, contrary',
        '按 doctor --probe 的报告作答，或用 default、legacy、contrary',
      ),
    ),
    new Option('--write <FILE>', say('write a config for this fleet', '写出与之对应的配置文件')),
    new Option('--force', say('write over files that are there', '覆盖已有文件')),
  ],
  examples: [
    [
      'mini-domains emulate --apps 100 --write mini-domains.yaml',
      say('a fleet to play with; Ctrl+C ends it', '可供试验的一批小程序；Ctrl+C 结束'),
    ],
    [
      'mini-domains emulate --scenario merchant-revokes --faults 5 --latency 200 --write mini-domains.yaml',
      say('a bad day, to rehearse it before it comes', '提前演练糟糕的一天'),
    ],
  ],
  load: async () => (await import('./run.js')).emulate,
})
