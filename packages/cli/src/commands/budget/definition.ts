import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `budget`.
 */
export const budget: Define = (say) => ({
  command: new Command('budget').description(
    say('show what lists have spent of the month, and what is left', '显示各列表本月已用与剩余的修改次数'),
  ),
  options: [
    ...selectionOptions(say),
    new Option(
      '--low <N>',
      say(
        'only lists with at most N modifications left; told to whom notify: names',
        '只显示剩余不超过 N 次的列表，并发送通知（notify:）',
      ),
    ),
    new Option(
      '--detailed-exitcode',
      say(
        'with --low: end with 2 where a list is low; else with 0',
        '与 --low 同用：有即将用尽的列表时以 2 退出，否则为 0',
      ),
    ),
  ],
  examples: [
    [`mini-domains budget --vendor ${exampleVendor}`, say('of every app of a vendor', '某厂商的全部小程序')],
    ['mini-domains budget --low 5', say('what is nearly spent', '即将用尽的列表')],
    [
      'mini-domains budget --low 5 --detailed-exitcode --quiet',
      say('in a nightly job: tells people, and ends with 2', '在定时任务中：发送通知，并以 2 退出'),
    ],
  ],
  load: async () => (await import('./run.js')).budget,
})
