import { Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `validate`.
 */
export const validate: Define = (say) => ({
  command: new Command('validate').description(
    say('check the config and its files, asking no vendor', '检查配置及其名单文件，不访问厂商'),
  ),
  options: [],
  examples: [
    ['mini-domains validate', say('exit code 1 where something is wrong', '有误时退出码为 1')],
    ['mini-domains validate --json', say('each fault with its file, line and column', '每处错误给出文件、行与列')],
  ],
  load: async () => (await import('./run.js')).validate,
})
