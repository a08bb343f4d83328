import { plan as planOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportFailure } from '../../output/problem.js'
import { listCount, runPlan } from './make.js'
import { selectionOf } from '../../config/selection.js'
import { withConfig, withVendors } from '../../config/session.js'

/**
 * Reads the lists, shows what would change, and saves it for `apply`.
 */
export const plan = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const select = selectionOf(args)
  if (E.isLeft(select)) return reportFailure(reporter, select.left)
  const selected = select.right === undefined ? {} : { select: select.right }
  return withConfig(context, (config) =>
    withVendors(context, config, undefined, (session) =>
      runPlan(
        context,
        session,
        (options) => planOf(config.desired, session.byName, { ...options, ...selected }),
        select.right === undefined ? listCount(session) : undefined,
      ),
    ),
  )
}
