import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `history`.
 */
export const history: Define = (say) => ({
  command: new Command('history').description(
    say('list the runs of plans, newest first', '列出计划的执行记录，最新的在前'),
  ),
  options: [new Option('--limit <N>', say('at most so many; 20 by default', '最多显示的条数，默认 20'))],
  examples: [
    ['mini-domains history', say('the last 20 runs', '最近 20 次运行')],
    ['mini-domains history --limit 500 --json', say('as events', '以事件输出')],
  ],
  load: async () => (await import('./run.js')).history,
})
