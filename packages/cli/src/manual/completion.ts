import { bilingual } from '../language.js'
import type { Manual } from '../command.js'

/**
 * The manual of `completion`.
 */
export const completion: Manual = {
  least: 1,
  most: 1,
  choices: ['bash', 'zsh', 'fish'],
  options: [],
  examples: [
    { line: 'source <(mini-domains completion bash)', about: bilingual('bash, zsh', 'bash、zsh') },
    { line: 'mini-domains completion fish | source', about: bilingual('fish', 'fish') },
  ],
  load: async () => (await import('../command/completion.js')).completion,
}
