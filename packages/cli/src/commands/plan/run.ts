import { plan as planOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { listCount, runPlan } from './make.js'
import { selectionOf } from '../../config/selection.js'
import { openSession, withSession } from '../../config/session.js'

/**
 * Reads the lists, shows what would change, and saves it for `apply`.
 */
export const plan = async (task: Task): Promise<Ending> => {
  const { given, voice } = task
  const select = selectionOf(given)
  if (E.isLeft(select)) return tellFailure(voice, select.left)
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, (open) => {
    const { desired } = open.config
    const some = select.right
    return some === undefined
      ? runPlan(task, open, (options) => planOf(desired, open.byName, options), listCount(open))
      : runPlan(task, open, (options) => planOf(desired, open.byName, { ...options, select: some }), undefined)
  })
}
