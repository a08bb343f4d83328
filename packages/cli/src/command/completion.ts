import type { Task } from '../command.js'
import { type Shell, completionScript } from '../completion-script.js'
import type { Ending } from '../exit-code.js'

const shellOf = (word: string | undefined): Shell => (word === 'zsh' || word === 'fish' ? word : 'bash')

/**
 * Prints the completion script of a shell.
 */
export const completion = ({ given, surroundings, commands }: Task): Promise<Ending> => {
  surroundings.output.write(completionScript(shellOf(given.words[0]), commands))
  return Promise.resolve('done')
}
