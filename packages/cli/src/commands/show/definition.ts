import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `show`.
 */
export const show: Define = (say) => ({
  command: new Command('show')
    .description(say('show what a run changed', '显示某次运行修改了什么'))
    .addArgument(new Argument('<RUN>', say('a run, as history names it', '运行的名称，见 history'))),
  options: [],
  examples: [
    ['mini-domains show m1abc2de-0f1e2d3c', say('each of its changes and how it ended', '每项变更及其结果')],
    ['mini-domains show m1abc2de-0f1e2d3c --json', say('as events', '以事件输出')],
  ],
  load: async () => (await import('./run.js')).show,
})
