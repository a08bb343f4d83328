import { plan as planOf } from '@mini-domains/fleet'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { listCount, runPlan } from './make.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { withVendors } from '../../config/session.js'

/**
 * Reads the lists, shows what would change, and saves it for `apply`.
 */
export const plan = (context: Context): Promise<ExitStatus> =>
  withSelection(context, (config, select) =>
    withVendors(context, config, selectedVendors(config, select), (session) =>
      runPlan(
        context,
        session,
        (options) =>
          planOf(config.desired, session.byName, { ...options, ...(select === undefined ? {} : { select }) }),
        select === undefined ? listCount(session) : undefined,
      ),
    ),
  )
