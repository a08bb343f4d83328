import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, writingOptions } from '../../args/options.js'

/**
 * Defines `apply`.
 */
export const apply: Define = (say) => ({
  command: new Command('apply')
    .description(say('carry a saved plan out, exactly', '严格执行已保存的计划'))
    .addArgument(new Argument('<PLAN>', say('what plan --out saved', '由 plan --out 保存的计划'))),
  options: [
    new Option('--allow <DANGER...>', say('let this danger pass; may be repeated', '放行该项危险，可重复')).choices([
      'app-deletes',
      'fleet-deletes',
      'pool-deletes',
      'pool-in-use',
      'pool-before-apps',
    ]),
    new Option(
      '--canary <N|N%>',
      say(
        'do so many changes of each vendor first, the rest only if they go well',
        '每个厂商先执行这么多，顺利后再执行其余',
      ),
    ),
    concurrencyOption(say),
    ...writingOptions(say),
  ],
  examples: [
    ['mini-domains apply plan.jsonl', say('shows the plan and asks', '显示计划并询问')],
    [
      'mini-domains apply plan.jsonl --yes --canary 5% --allow app-deletes',
      say('in a script; run it again to go on after a break', '在脚本中；中断后再次运行即可续跑'),
    ],
  ],
  load: async () => (await import('./run.js')).apply,
})
