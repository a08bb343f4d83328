import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `schema`.
 */
export const schema: Define = (say) => ({
  command: new Command('schema').description(
    say('print the JSON Schema of the config, for editors', '输出配置的 JSON Schema，供编辑器使用'),
  ),
  options: [new Option('-o, --out <FILE>', say('write it here', '写入该文件'))],
  examples: [
    [
      'mini-domains schema --out mini-domains.schema.json',
      say(
        'then, first in the config: # yaml-language-server: $schema=./mini-domains.schema.json',
        '然后在配置首行写：# yaml-language-server: $schema=./mini-domains.schema.json',
      ),
    ],
    ['mini-domains schema > mini-domains.schema.json', say('the same, by the shell', '同上，用 shell 重定向')],
  ],
  load: async () => (await import('./run.js')).schema,
})
