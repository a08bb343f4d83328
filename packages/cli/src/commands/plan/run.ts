import { planBy, plan as planOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportFailure } from '../../output/problem.js'
import { appCount } from './app-progress.js'
import { runPlan } from './make.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { withVendors } from '../../config/session.js'
import { workerRanges } from '../../config/worker-ranges.js'

/**
 * Reads the lists, or has the workers read them, shows what would change, and saves it for `apply`.
 */
export const plan = (context: Context): Promise<ExitStatus> =>
  withSelection(context, async (config, select) => {
    const ranges = await workerRanges(context, config)
    if (E.isLeft(ranges)) return reportFailure(context.reporter, ranges.left)
    const dispatch = ranges.right
    const total = await appCount(context, config, select)
    return withVendors(context, config, selectedVendors(config, select), (session) =>
      runPlan(
        context,
        session,
        (options) => {
          const picked = { ...options, ...(select === undefined ? {} : { select }) }
          return dispatch === undefined
            ? planOf(config.desired, session.byName, picked)
            : planBy(dispatch, config.desired, session.byName, picked)
        },
        total,
      ),
    )
  })
