import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'

/**
 * Defines `apps`.
 */
export const apps: Define = (say) => ({
  command: new Command('apps').description(say('list the apps of the desired state', '列出期望状态中的小程序')),
  options: [...selectionOptions(say)],
  examples: [
    ['mini-domains apps', say('all of them', '全部')],
    ['mini-domains apps --label tier=gold --json', say('one JSON event for each', '每个小程序一行 JSON')],
  ],
  load: async () => (await import('./run.js')).apps,
})
