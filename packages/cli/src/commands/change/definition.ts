import { Command } from 'commander'
import type { Define } from '../../args/definition.js'
import { appArgument, clearOption, domainOptions, vendorOption, writingOptions } from '../../args/options.js'

/**
 * Defines `add`.
 */
export const add: Define = (say) => ({
  command: new Command('add')
    .description(say('add domains to the lists of an app, leave the rest', '为小程序增加域名，其余不动'))
    .addArgument(appArgument(say, '<APP>')),
  options: [vendorOption(say), ...domainOptions(say), ...writingOptions(say)],
  examples: [
    [
      'mini-domains add wx0123456789abcdef --request api.example.com,pay.example.com --socket push.example.com',
      say('one call for all kinds', '多个种类合并为一次调用'),
    ],
    ['mini-domains add wx0123456789abcdef --webview www.example.com --dry-run', say('what would change', '只看变更')],
  ],
  load: async () => (await import('./run.js')).add,
})

/**
 * Defines `delete`.
 */
export const remove: Define = (say) => ({
  command: new Command('delete')
    .description(say('take domains off the lists of an app', '删除小程序的域名'))
    .addArgument(appArgument(say, '<APP>')),
  options: [vendorOption(say), ...domainOptions(say), ...writingOptions(say)],
  examples: [
    [
      'mini-domains delete wx0123456789abcdef --request old.example.com',
      say('shows the change and asks', '显示变更并询问'),
    ],
    ['mini-domains delete wx0123456789abcdef --request old.example.com --yes', say('in a script', '在脚本中')],
  ],
  load: async () => (await import('./run.js')).remove,
})

/**
 * Defines `set`.
 */
export const set: Define = (say) => ({
  command: new Command('set')
    .description(say('make the named kinds hold exactly these domains', '使所列种类只包含这些域名'))
    .addArgument(appArgument(say, '<APP>')),
  options: [vendorOption(say), ...domainOptions(say), clearOption(say), ...writingOptions(say)],
  examples: [
    [
      'mini-domains set wx0123456789abcdef --request api.example.com --clear udp',
      say('kinds that are not named stay as they are', '未提及的种类保持不变'),
    ],
  ],
  load: async () => (await import('./run.js')).set,
})
