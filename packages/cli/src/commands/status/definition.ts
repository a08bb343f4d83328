import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `status`.
 */
export const status: Define = (say) => ({
  command: new Command('status')
    .description(
      say(
        'show how far a plan is and who applies it, or what workers carry out',
        '查看计划进度与执行者，或 worker 执行中的计划',
      ),
    )
    .addArgument(
      new Argument(
        '[PLAN]',
        say(
          'one plan: how its changes ended, and who applies it; without it: all that are fed',
          '某个计划的变更结果及正在执行它的进程；省略则列出全部下发中的计划',
        ),
      ),
    ),
  options: [],
  examples: [
    ['mini-domains status', say('what is fed, what waits, how many workers', '下发中的计划、等待数与 worker 数')],
    ['mini-domains status plan.jsonl', say('how its changes ended so far', '该计划目前各项变更的结果')],
  ],
  load: async () => (await import('./run.js')).status,
})
