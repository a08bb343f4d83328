import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { readConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { checkTokens } from './check.js'
import { importTokens } from './import.js'
import { tokenStatus } from './status.js'

/**
 * Tells how tokens stand, without secrets, asks the vendor again, or imports refresh tokens.
 */
export const tokens = async (context: Context): Promise<ExitStatus> => {
  const config = await readConfigFile(context)
  if (E.isLeft(config)) return tellFailure(context.reporter, config.left)
  const [action] = context.args.words
  if (action === 'check') return checkTokens(context, config.right)
  return action === 'import' ? importTokens(context, config.right) : tokenStatus(context, config.right)
}
