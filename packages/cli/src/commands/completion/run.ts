import type { Context } from '../../context.js'
import { type Shell, completionScript } from './script.js'
import type { ExitStatus } from '../../output/exit-code.js'

const shellOf = (word: string | undefined): Shell => (word === 'zsh' || word === 'fish' ? word : 'bash')

/**
 * Prints the completion script of a shell.
 */
export const completion = ({ args, reporter }: Context): Promise<ExitStatus> => {
  const shell = shellOf(args.words[0])
  const script = completionScript(shell)
  if (reporter.isJson) reporter.event({ event: 'fact', name: 'completion', value: { shell, script } })
  else reporter.lines(script.replace(/\n$/, '').split('\n'))
  return Promise.resolve('done')
}
