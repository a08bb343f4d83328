import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, planFileOptions, readingWorkersOption, selectionOptions } from '../../args/options.js'

/**
 * Defines `plan`.
 */
export const plan: Define = (say) => ({
  command: new Command('plan').description(
    say('read the lists and show what would change', '读取列表并显示将发生的变更'),
  ),
  options: [...selectionOptions(say), ...planFileOptions(say), concurrencyOption(say), readingWorkersOption(say)],
  examples: [
    ['mini-domains plan', say('what would change', '查看将发生的变更')],
    ['mini-domains plan --detailed-exitcode', say('exit code 2 where something differs', '有差异时退出码为 2')],
    [
      'mini-domains plan --out plan.jsonl --html plan.html',
      say('saves it for apply, and a page to read it first', '保存计划供执行，并生成网页先行查看'),
    ],
  ],
  load: async () => (await import('./run.js')).plan,
})
