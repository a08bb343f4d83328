import type { Store } from '@mini-domains/core/adapter'
import {
  type ApplyEvent,
  type GroupReport,
  type PlanSummary,
  apply as applyPlan,
  changeGroup,
  decodePlan,
  fileLines,
  groupBook,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { guardOf } from './guard.js'
import { leaveForWorkers } from './leave.js'
import { applyStatus } from './status.js'
import { type ApplyRequest, applyRequest } from './request.js'
import { savedPlan } from './saved-plan.js'
import { appliedTotal, showApplied } from './view.js'
import { applyAdvice } from './advice.js'
import { failureBook, nothingFailed } from './failure-book.js'
import type { Context } from '../../context.js'
import { confirm } from '../../io/confirm.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Failure, reportFailure } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { showSummary, showTotal } from '../plan/view.js'
import { withGroupReport } from '../../output/group-report.js'
import { showGroups } from '../../output/group-view.js'
import type { Reporter } from '../../output/reporter.js'
import { progressOf } from '../../output/progress.js'
import type { ConfigFile } from '../../config/config-file.js'
import { identityOf, manyMachines } from '../../config/many-machines.js'
import { type Session, withConfig, withVendors } from '../../config/session.js'
import { applyNotices } from '../../notify/apply-notices.js'
import { budgetBelowOf, tell } from '../../notify/tell.js'
import { withStore } from '../../config/store.js'

/** Shows what a plan comes to, then what it changes, each change once. */
const showPlan = async (reporter: Reporter, path: string, summary: PlanSummary): Promise<void> => {
  const book = groupBook({ named: 100 })
  for await (const line of decodePlan(fileLines(path)))
    if (E.isRight(line) && line.right.line === 'change') book.add(changeGroup(line.right), line.right)
  showTotal(reporter, summary)
  showGroups(reporter, 'plan', book)
  showSummary(reporter, summary)
}

/** Whether it takes something away, or changes a pool: then somebody should say yes. */
const asksFirst = ({ impact: { deletes, pools } }: PlanSummary): boolean =>
  deletes.fleet + deletes.pool + pools.add.length + pools.remove.length > 0

/** Starts to carry a plan out. */
type Start = typeof applyPlan

/** By this process, or by workers that it feeds. */
const startOf = async (
  { io }: Context,
  config: ConfigFile,
  { byWorkers }: ApplyRequest,
): Promise<E.Either<Failure, Start>> => {
  if (!byWorkers) return E.right(applyPlan)
  const found = await manyMachines(io, config)
  if (E.isLeft(found)) return found
  const { bullmq, place } = found.right
  const identity = await identityOf(config)
  return E.right((source, vendors, options) => bullmq.feed(source, vendors, { ...options, place, identity }))
}

const carryOut = async (
  context: Context,
  session: Session,
  wanted: ApplyRequest,
  start: Start,
  changes: number,
  store: Store,
): Promise<ExitStatus> => {
  const { io, reporter, stop } = context
  const progress = progressOf(io, reporter, reporter.say(bilingual('changes', '变更')), changes)
  const gathered = applyNotices({
    vendors: session.byName,
    store,
    now: io.clock.now,
    budgetBelow: budgetBelowOf(session.config),
  })
  const failures = failureBook(context)
  const advice = applyAdvice()
  let last: ApplyEvent | undefined
  let ended = 0
  let isWatched = false
  const events = start(() => fileLines(wanted.path), session.byName, {
    clock: io.clock,
    store,
    by: io.process,
    concurrency: wanted.concurrency,
    allow: wanted.allow,
    waves: wanted.waves,
    onlyFailed: wanted.onlyFailed,
    signal: stop,
    ...guardOf(session.config),
  })
  for await (const event of events) {
    progress.end()
    last = event
    if (event.event === 'waiting') isWatched ||= event.watched === true
    if (event.event === 'started') ended = event.resumed
    if (event.event === 'item') ended += 1
    failures.see(event)
    advice.see(event)
    showApplied(reporter, event)
    await gathered.see(event)
    progress.at(ended)
  }
  progress.end()
  if (!isWatched) await tell(context, session.config, gathered.notices())
  failures.show(reporter)
  const status = wanted.onlyFailed && failures.tried() === 0 ? nothingFailed(reporter, last) : applyStatus(last)
  const next = advice.next(status)
  if (next !== undefined) reporter.note(reporter.say(next))
  if (last?.event !== 'finished') return status
  const { counts } = last
  const report = (): GroupReport => ({
    title: bilingual('Apply of mini-domains', 'mini-domains 执行报告'),
    total: appliedTotal(counts),
    at: new Date(io.clock.now()).toISOString(),
    from: context.args.words[0] ?? '',
    groups: failures.book.groups(),
    ungrouped: failures.book.ungrouped(),
  })
  return withGroupReport(context, report, status)
}

/**
 * Carries a saved plan out, exactly, and by one process at a time, which may feed workers. Asks first where it takes something away or changes a pool.
 */
export const apply = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const request = applyRequest(args, io.folder)
  if (E.isLeft(request)) return reportFailure(reporter, request.left)
  const wanted = request.right
  const saved = await savedPlan(context)
  if (E.isLeft(saved)) return saved.left
  const { summary } = saved.right
  const asks = asksFirst(summary)
  const isDry = args.has('dry-run')
  if (isDry || asks) await showPlan(reporter, wanted.path, summary)
  if (isDry) return summary.applyable ? 'differences' : 'done'
  const refused = asks ? await confirm(context) : undefined
  if (refused !== undefined) return refused
  return withConfig(context, async (config) => {
    if (wanted.detached) return leaveForWorkers(context, config, wanted)
    const start = await startOf(context, config, wanted)
    if (E.isLeft(start)) return reportFailure(reporter, start.left)
    return withVendors(context, config, undefined, async (session) => {
      const status = await withStore(io, config, (store) =>
        carryOut(context, session, wanted, start.right, summary.counts.changes, store),
      )
      return E.isLeft(status) ? reportFailure(reporter, status.left) : status.right
    })
  })
}
