import {
  type GroupReport,
  type RangeDispatch,
  type Selection,
  type VerifySummary,
  verifyBy,
  verify as verifyFleet,
} from '@mini-domains/fleet'
import type { Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { withGroupReport } from '../../output/group-report.js'
import { reportFailure } from '../../output/problem.js'
import { withStoreToRead } from '../../config/store.js'
import { type Alarm, alarmBook, alarmOf } from './alarm.js'
import { appCount, appProgress } from '../plan/app-progress.js'
import { concurrencyOf } from '../plan/make.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { type Session, withVendors } from '../../config/session.js'
import { workerRanges } from '../../config/worker-ranges.js'
import { tell } from '../../notify/tell.js'
import { verifyNotices } from '../../notify/verify-notices.js'
import { verifyStatus, verifyTotal, verifyView } from './view.js'

const compare = async (
  context: Context,
  session: Session,
  select: Selection | undefined,
  concurrency: number,
  isAlarm: Alarm,
  store: Store | undefined,
  dispatch: RangeDispatch | undefined,
): Promise<ExitStatus> => {
  const { io, reporter, stop } = context
  const alarms = alarmBook(isAlarm)
  const progress = appProgress(context, await appCount(context, session.config, select))
  let status: ExitStatus = 'cancelled'
  const view = verifyView(context)
  let summary: VerifySummary | undefined
  const gathered = verifyNotices(isAlarm)
  const options = {
    openLines: appLines(session.config),
    concurrency,
    clock: io.clock,
    signal: stop,
    onApp: progress.onApp,
    ...(store === undefined ? {} : { store }),
    ...(select === undefined ? {} : { select }),
  }
  const lines =
    dispatch === undefined
      ? verifyFleet(session.config.desired, session.byName, options)
      : verifyBy(dispatch, session.config.desired, session.byName, options)
  for await (const line of lines) {
    progress.end()
    view.see(line)
    gathered.see(line)
    if (line.line === 'finding') alarms.hear(line)
    else if (!stop.aborted) summary = line
  }
  progress.end()
  view.end(summary)
  if (summary !== undefined) status = verifyStatus(reporter, summary, alarms.status())
  if (status === 'cancelled' || summary === undefined) return status
  await tell(context, session.config, gathered.notices())
  const total = verifyTotal(summary)
  const report = (): GroupReport => ({
    title: bilingual('Verification of mini-domains', 'mini-domains 核对报告'),
    total,
    at: new Date(io.clock.now()).toISOString(),
    from: session.config.desired.file,
    groups: view.book.groups(),
    ungrouped: view.book.ungrouped(),
  })
  return withGroupReport(context, report, status)
}

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live.
 */
export const verify = async (context: Context): Promise<ExitStatus> => {
  const concurrency = concurrencyOf(context, 32)
  if (concurrency === undefined) return 'error'
  const alarm = alarmOf(context.args)
  if (E.isLeft(alarm)) return reportFailure(context.reporter, alarm.left)
  return withSelection(context, async (config, select) => {
    const dispatch = await workerRanges(context, config)
    if (E.isLeft(dispatch)) return reportFailure(context.reporter, dispatch.left)
    return withVendors(context, config, selectedVendors(config, select), async (session) => {
      const status = await withStoreToRead(context.io, config, (store) =>
        compare(context, session, select, concurrency, alarm.right, store, dispatch.right),
      )
      return E.isLeft(status) ? reportFailure(context.reporter, status.left) : status.right
    })
  })
}
