import { Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `doctor`.
 */
export const doctor: Define = (say) => ({
  command: new Command('doctor').description(
    say('check config, tokens, clock, proxy, store and Node', '检查配置、令牌、时钟、代理、存储与 Node'),
  ),
  options: [],
  examples: [['mini-domains doctor', say('says what to fix', '指出需要修正之处')]],
  load: async () => (await import('./run.js')).doctor,
})
