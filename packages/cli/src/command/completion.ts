import type { Command, Task } from '../command.js'
import { type Documented, type Shell, completionScript } from '../completion-script.js'
import type { Ending } from '../exit-code.js'

const shellOf = (word: string | undefined): Shell => (word === 'zsh' || word === 'fish' ? word : 'bash')

const documented = async (command: Command): Promise<Documented> => ({ ...command, taken: await command.manual() })

/**
 * Prints the completion script of a shell.
 */
export const completion = async ({ given, surroundings, commands, voice }: Task): Promise<Ending> => {
  const shell = shellOf(given.words[0])
  const script = completionScript(shell, await Promise.all(commands.map(documented)))
  if (voice.isJson) voice.tell({ event: 'fact', name: 'completion', value: { shell, script } })
  else surroundings.output.write(script)
  return 'done'
}
