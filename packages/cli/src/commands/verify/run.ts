import { type Selection, verify as verifyFleet } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/app-lines.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { bilingual } from '../../output/language.js'
import { concurrencyOf } from '../plan/make.js'
import { progressOf } from '../../output/progress.js'
import { repeatedRows } from '../../output/repeated-row.js'
import { selectionOf } from '../../config/selection.js'
import { type Session, openSession, withSession } from '../../config/session.js'
import { showVerified, verifyEnding } from './view.js'

const compare = async (
  task: Task,
  session: Session,
  select: Selection | undefined,
  concurrency: number,
): Promise<Ending> => {
  const { surroundings, voice, stop } = task
  const progress = progressOf(surroundings, voice, voice.in(bilingual('calls made', '已调用')), undefined)
  const unwatch = session.onCall((calls) => progress.at(calls))
  let ending: Ending = 'cancelled'
  const repeated = repeatedRows(voice)
  const lines = verifyFleet(session.config.desired, session.byName, {
    openLines: appLines(session.config),
    concurrency,
    signal: stop,
    ...(select === undefined ? {} : { select }),
  })
  for await (const line of lines) {
    progress.end()
    showVerified(voice, repeated, line)
    if (line.line === 'summary' && !stop.aborted) ending = verifyEnding(line)
  }
  unwatch()
  progress.end()
  return ending
}

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live.
 */
export const verify = async (task: Task): Promise<Ending> => {
  const { given, voice } = task
  const select = selectionOf(given)
  if (E.isLeft(select)) return tellFailure(voice, select.left)
  const concurrency = concurrencyOf(task, 32)
  if (concurrency === undefined) return 'error'
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, (open) => compare(task, open, select.right, concurrency))
}
