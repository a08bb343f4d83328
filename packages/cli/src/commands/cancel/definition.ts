import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `cancel`.
 */
export const cancel: Define = (say) => ({
  command: new Command('cancel')
    .description(
      say(
        'stop a plan that workers carry out; what they have in hand is finished',
        '停止由 worker 执行的计划；手中的变更会执行完毕',
      ),
    )
    .addArgument(new Argument('<PLAN>', say('the plan', '计划文件'))),
  options: [],
  examples: [
    [
      'mini-domains cancel plan.jsonl',
      say('from any machine; apply it again to go on', '可在任意机器上运行；再次执行该计划即可续跑'),
    ],
  ],
  load: async () => (await import('./run.js')).cancel,
})
