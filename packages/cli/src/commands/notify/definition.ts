import { Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `notify`.
 */
export const notify: Define = (say) => ({
  command: new Command('notify').description(
    say('send a test message to everyone under notify: in the config', '向配置中 notify: 的所有接收方发送测试消息'),
  ),
  options: [],
  examples: [['mini-domains notify', say('exit code 1 where one did not arrive', '有一条未送达时退出码为 1')]],
  load: async () => (await import('./run.js')).notify,
})
