import { Argument, Command } from 'commander'
import type { Define } from '../../args/definition.js'

/**
 * Defines `completion`.
 */
export const completion: Define = (say) => ({
  command: new Command('completion')
    .description(say('print a completion script for your shell', '输出 shell 补全脚本'))
    .addArgument(
      new Argument('<SHELL>', say('the shell that you use', '您使用的 shell')).choices(['bash', 'zsh', 'fish']),
    ),
  options: [],
  examples: [
    ['eval "$(mini-domains completion bash)"', say('bash, in ~/.bashrc', 'bash：写入 ~/.bashrc')],
    ['source <(mini-domains completion zsh)', say('zsh, in ~/.zshrc', 'zsh：写入 ~/.zshrc')],
    [
      'mini-domains completion fish | source',
      say('fish, in ~/.config/fish/config.fish', 'fish：写入 ~/.config/fish/config.fish'),
    ],
  ],
  load: async () => (await import('./run.js')).completion,
})
