import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'

/**
 * The manual of `completion`.
 */
export const completion: Manual = {
  least: 1,
  most: 1,
  places: [
    { name: 'SHELL', about: bilingual('the shell that you use', '您使用的 shell'), choices: ['bash', 'zsh', 'fish'] },
  ],
  options: [],
  examples: [
    { line: 'eval "$(mini-domains completion bash)"', about: bilingual('bash, in ~/.bashrc', 'bash：写入 ~/.bashrc') },
    { line: 'source <(mini-domains completion zsh)', about: bilingual('zsh, in ~/.zshrc', 'zsh：写入 ~/.zshrc') },
    {
      line: 'mini-domains completion fish | source',
      about: bilingual('fish, in ~/.config/fish/config.fish', 'fish：写入 ~/.config/fish/config.fish'),
    },
  ],
  load: async () => (await import('./run.js')).completion,
}
