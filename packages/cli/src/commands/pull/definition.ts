import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, dryRunOption, listOption, selectionOptions } from '../../args/options.js'

/**
 * Defines `pull`.
 */
export const pull: Define = (say) => ({
  command: new Command('pull').description(
    say('take over into the config what the apps have', '将小程序的现有域名写入配置'),
  ),
  options: [...selectionOptions(say), listOption(say), dryRunOption(say), concurrencyOption(say)],
  examples: [
    [
      'mini-domains pull --dry-run',
      say('what would be added to the config; exit code 2 if there is something', '查看将写入的内容，有则退出码为 2'),
    ],
    ['mini-domains pull --label tier=gold', say('for some apps', '只处理部分小程序')],
    ['mini-domains pull --list prefetch', say('hosts to prefetch, of all apps', '全部小程序的预解析域名')],
  ],
  load: async () => (await import('./run.js')).pull,
})
