import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { bundledVendors } from '../../config/bundled-adapters.js'

/**
 * Defines `emulate`.
 */
export const emulate: Define = (say) => ({
  command: new Command('emulate').description(
    say('run WeChat and Baidu on this machine, to try things', '在本机运行微信与百度模拟服务'),
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
    new Option('--write <FILE>', say('write a config for this fleet', '写出与之对应的配置文件')),
    new Option('--force', say('write over files that are there', '覆盖已有文件')),
  ],
  examples: [
    [
      'mini-domains emulate --apps 100 --write mini-domains.yaml',
      say('a fleet to play with; Ctrl+C ends it', '可供试验的一批小程序；Ctrl+C 结束'),
    ],
  ],
  load: async () => (await import('./run.js')).emulate,
})
