import type { Task } from '../../args/command.js'
import { type Shell, completionScript } from './script.js'
import type { Ending } from '../../output/exit-code.js'

const shellOf = (word: string | undefined): Shell => (word === 'zsh' || word === 'fish' ? word : 'bash')

/**
 * Prints the completion script of a shell.
 */
export const completion = ({ given, voice }: Task): Promise<Ending> => {
  const shell = shellOf(given.words[0])
  const script = completionScript(shell)
  if (voice.isJson) voice.tell({ event: 'fact', name: 'completion', value: { shell, script } })
  else voice.lines(script.replace(/\n$/, '').split('\n'))
  return Promise.resolve('done')
}
