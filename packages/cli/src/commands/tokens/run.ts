import * as E from 'fp-ts/lib/Either.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { checkTokens } from './check.js'
import { importTokens } from './import.js'
import { tokenStatus } from './status.js'

/**
 * Tells how tokens stand, without secrets, asks the vendor again, or imports refresh tokens.
 */
export const tokens = async (task: Task): Promise<Ending> => {
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(task.voice, config.left)
  const [action] = task.given.words
  if (action === 'check') return checkTokens(task, config.right)
  return action === 'import' ? importTokens(task, config.right) : tokenStatus(task, config.right)
}
