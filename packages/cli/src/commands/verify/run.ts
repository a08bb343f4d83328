import { type Selection, verify as verifyFleet } from '@mini-domains/fleet'
import { appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { concurrencyOf } from '../plan/make.js'
import { progressOf } from '../../output/progress.js'
import { repeatedRows } from '../../output/repeated-row.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { type Session, withVendors } from '../../config/session.js'
import { tell } from '../../notify/tell.js'
import { verifyNotices } from '../../notify/verify-notices.js'
import { showVerified, verifyStatus } from './view.js'

const compare = async (
  context: Context,
  session: Session,
  select: Selection | undefined,
  concurrency: number,
): Promise<ExitStatus> => {
  const { io, reporter, stop } = context
  const progress = progressOf(io, reporter, reporter.say(bilingual('calls made', '已调用')), undefined)
  const unwatch = session.onCall((calls) => progress.at(calls))
  let status: ExitStatus = 'cancelled'
  const repeated = repeatedRows(reporter)
  const gathered = verifyNotices()
  const lines = verifyFleet(session.config.desired, session.byName, {
    openLines: appLines(session.config),
    concurrency,
    signal: stop,
    ...(select === undefined ? {} : { select }),
  })
  for await (const line of lines) {
    progress.end()
    showVerified(reporter, repeated, line)
    gathered.see(line)
    if (line.line === 'summary' && !stop.aborted) status = verifyStatus(line)
  }
  unwatch()
  progress.end()
  if (status !== 'cancelled') await tell(context, session.config, gathered.notices())
  return status
}

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live.
 */
export const verify = async (context: Context): Promise<ExitStatus> => {
  const concurrency = concurrencyOf(context, 32)
  if (concurrency === undefined) return 'error'
  return withSelection(context, (config, select) =>
    withVendors(context, config, selectedVendors(config, select), (session) =>
      compare(context, session, select, concurrency),
    ),
  )
}
