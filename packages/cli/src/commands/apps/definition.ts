import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { selectionOptions } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `apps`.
 */
export const apps: Define = (say) => ({
  command: new Command('apps')
    .description(
      say(
        'list the apps of the desired state, or discover those that it does not name yet',
        '列出期望状态中的小程序，或发现尚未列入的已授权小程序',
      ),
    )
    .addArgument(
      new Argument(
        '[ACTION]',
        say(
          'ask each vendor which apps are authorised, and give those that are new as CSV; without it: list',
          '向厂商查询已授权列表，将未列入的小程序输出为 CSV；省略则列出',
        ),
      ).choices(['discover']),
    ),
  options: [
    ...selectionOptions(say),
    new Option('-o, --out <FILE>', say('discover: write the rows here', 'discover：写入该文件')),
    new Option('--force', say('discover: overwrite an existing file', 'discover：覆盖已有文件')),
  ],
  examples: [
    ['mini-domains apps', say('all of them', '全部')],
    ['mini-domains apps --label tier=gold --json', say('one JSON event for each', '每个小程序一行 JSON')],
    [
      `mini-domains apps discover --vendor ${exampleVendor} --out new.csv`,
      say('then name the file under appFiles', '然后将该文件写入 appFiles'),
    ],
  ],
  load: async () => (await import('./run.js')).apps,
})
