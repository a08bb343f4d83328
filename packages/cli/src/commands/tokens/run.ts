import { withConfig } from '../../config/session.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { checkTokens } from './check.js'
import { importTokens } from './import.js'
import { tokenStatus } from './status.js'

/**
 * Tells how tokens stand, without secrets, asks the vendor again, or imports refresh tokens.
 */
export const tokens = (context: Context): Promise<ExitStatus> =>
  withConfig(context, (config) => {
    const [action] = context.args.words
    if (action === 'check') return checkTokens(context, config)
    return action === 'import' ? importTokens(context, config) : tokenStatus(context, config)
  })
