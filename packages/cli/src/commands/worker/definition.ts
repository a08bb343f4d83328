import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `worker`.
 */
export const worker: Define = (say) => ({
  command: new Command('worker').description(
    say(
      'carry out plans that apply --workers feeds on any machine, until it is stopped',
      '执行任意机器上 apply --workers 下发的计划，直到被停止',
    ),
  ),
  options: [
    new Option(
      '--concurrency <N>',
      say('how many lists of each vendor to work on at once; 10 by default', '每个厂商同时处理的列表数，默认 10'),
    ),
  ],
  examples: [
    [
      'mini-domains worker',
      say('on every machine, with the same config and store', '在每台机器上运行，配置与存储须相同'),
    ],
    ['mini-domains worker --json', say('one event for each change that is carried out', '每执行一项变更输出一个事件')],
  ],
  load: async () => (await import('./run.js')).worker,
})
