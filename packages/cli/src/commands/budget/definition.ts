import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'

/**
 * Defines `budget`.
 */
export const budget: Define = (say) => ({
  command: new Command('budget').description(
    say('show what lists have spent of the month, and what is left', '显示各列表本月已用与剩余的修改次数'),
  ),
  options: [
    ...selectionOptions(say),
    new Option('--low <N>', say('only lists with at most N modifications left', '只显示剩余不超过 N 次的列表')),
  ],
  examples: [
    ['mini-domains budget --vendor wechat', say('of every app of a vendor', '某厂商的全部小程序')],
    ['mini-domains budget --low 5', say('what is nearly spent', '即将用尽的列表')],
  ],
  load: async () => (await import('./run.js')).budget,
})
