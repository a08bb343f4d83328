import { plan as planOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { readConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { listCount, runPlan } from './make.js'
import { selectionOf } from '../../config/selection.js'
import { openSession, withSession } from '../../config/session.js'

/**
 * Reads the lists, shows what would change, and saves it for `apply`.
 */
export const plan = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const select = selectionOf(args)
  if (E.isLeft(select)) return tellFailure(reporter, select.left)
  const config = await readConfigFile(context)
  if (E.isLeft(config)) return tellFailure(reporter, config.left)
  const session = await openSession(context, config.right)
  if (E.isLeft(session)) return tellFailure(reporter, session.left)
  return withSession(session.right, (open) => {
    const { desired } = open.config
    const some = select.right
    return some === undefined
      ? runPlan(context, open, (options) => planOf(desired, open.byName, options), listCount(open))
      : runPlan(context, open, (options) => planOf(desired, open.byName, { ...options, select: some }), undefined)
  })
}
