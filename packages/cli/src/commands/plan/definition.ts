import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { concurrencyOption, outOption, reportOptions, selectionOptions } from '../../args/options.js'

/**
 * The manual of `plan`.
 */
export const plan: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [...selectionOptions, outOption, ...reportOptions, concurrencyOption],
  examples: [
    { line: 'mini-domains plan', about: bilingual('exit code 2 where something differs', '有差异时退出码为 2') },
    {
      line: 'mini-domains plan --out plan.jsonl --html plan.html',
      about: bilingual('saves it for apply, and a page to read it first', '保存计划供执行，并生成网页先行查看'),
    },
  ],
  load: async () => (await import('./run.js')).plan,
}
