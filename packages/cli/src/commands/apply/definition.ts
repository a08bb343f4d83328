import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { concurrencyOption, writingOptions } from '../../args/options.js'

/**
 * The manual of `apply`.
 */
export const apply: Manual = {
  least: 1,
  most: 1,
  places: [{ name: 'PLAN', about: bilingual('what plan --out saved', '由 plan --out 保存的计划'), offers: ['file'] }],
  options: [
    {
      name: 'allow',
      value: 'DANGER',
      many: true,
      choices: ['app-deletes', 'fleet-deletes', 'pool-deletes', 'pool-in-use', 'pool-before-apps'],
      about: bilingual('let this danger pass; may be repeated', '放行该项危险，可重复'),
    },
    {
      name: 'canary',
      value: 'N|N%',
      about: bilingual(
        'do so many changes of each vendor first, the rest only if they go well',
        '每个厂商先执行这么多，顺利后再执行其余',
      ),
    },
    concurrencyOption,
    ...writingOptions,
  ],
  examples: [
    { line: 'mini-domains apply plan.jsonl', about: bilingual('shows the plan and asks', '显示计划并询问') },
    {
      line: 'mini-domains apply plan.jsonl --yes --canary 5% --allow app-deletes',
      about: bilingual('in a script; run it again to go on after a break', '在脚本中；中断后再次运行即可续跑'),
    },
  ],
  load: async () => (await import('./run.js')).apply,
}
