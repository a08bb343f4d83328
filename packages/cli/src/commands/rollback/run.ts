import type { Store } from '@mini-domains/core/adapter'
import { type Selection, rollback as rollbackOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { ConfigFile } from '../../config/config-file.js'
import { keptRun, noRun } from '../../config/kept-run.js'
import { withSelection } from '../../config/selection.js'
import { withVendors } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportFailure } from '../../output/problem.js'
import { runPlan } from '../plan/make.js'
import { tellLeftByOthers } from './left-by-others.js'

const planBack = async (
  context: Context,
  config: ConfigFile,
  select: Selection | undefined,
  store: Store | undefined,
): Promise<ExitStatus> => {
  const { args, reporter } = context
  const name = args.words[0] ?? ''
  if (store === undefined) return reportFailure(reporter, noRun(name))
  const found = await keptRun(store, name)
  if (E.isLeft(found)) return reportFailure(reporter, found.left)
  const { plan, run } = found.right
  const selected = select === undefined ? {} : { select }
  const status = await withVendors(context, config, undefined, (session) =>
    runPlan(
      context,
      session,
      (options) => rollbackOf(config.desired, session.byName, { ...options, ...selected, store, plan, run }),
      undefined,
    ),
  )
  if (status !== 'error' && status !== 'cancelled') await tellLeftByOthers(reporter, store, found.right)
  return status
}

/**
 * Plans the way back from a run, as `plan` makes any other: shows it, and saves it where `--out` says.
 */
export const rollback = (context: Context): Promise<ExitStatus> =>
  withSelection(context, async (config, select) => {
    const status = await withStoreToRead(context.io, config, (store) => planBack(context, config, select, store))
    return E.isLeft(status) ? reportFailure(context.reporter, status.left) : status.right
  })
