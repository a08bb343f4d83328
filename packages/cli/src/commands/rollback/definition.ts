import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, planFileOptions, selectionOptions } from '../../args/options.js'

/**
 * Defines `rollback`.
 */
export const rollback: Define = (say) => ({
  command: new Command('rollback')
    .description(say('plan the way back from a run; nothing is written', '为撤回某次运行生成计划，不写入'))
    .addArgument(new Argument('<RUN>', say('a run, as history names it', '运行的名称，见 history'))),
  options: [...selectionOptions(say), ...planFileOptions(say), concurrencyOption(say)],
  examples: [
    [
      'mini-domains rollback m1abc2de-0f1e2d3c --out back.jsonl',
      say('then: mini-domains apply back.jsonl', '然后执行：mini-domains apply back.jsonl'),
    ],
    [
      'mini-domains rollback m1abc2de-0f1e2d3c --app wx0123456789abcdef',
      say('only what it changed of one app', '只看其中一个小程序'),
    ],
  ],
  load: async () => (await import('./run.js')).rollback,
})
