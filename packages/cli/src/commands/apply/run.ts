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
  verifyPlan,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { applyStatus } from './status.js'
import { type ApplyRequest, applyRequest } from './request.js'
import { appliedTotal, showApplied } from './view.js'
import { failureBook, nothingFailed } from './failure-book.js'
import type { Context } from '../../context.js'
import { confirm } from '../../io/confirm.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { problem, reportFailure, reportProblem } from '../../output/problem.js'
import { isThere } from '../../io/whole-file.js'
import { bilingual } from '../../output/language.js'
import { showSummary, showTotal } from '../plan/view.js'
import { withGroupReport } from '../../output/group-report.js'
import { showGroups } from '../../output/group-view.js'
import type { Reporter } from '../../output/reporter.js'
import { progressOf } from '../../output/progress.js'
import { type Session, withConfig, withVendors } from '../../config/session.js'
import { applyNotices } from '../../notify/apply-notices.js'
import { budgetBelowOf, tell } from '../../notify/tell.js'
import { withStore } from '../../config/store.js'

interface Seen {
  readonly summary: PlanSummary
  /** It takes something away, or changes a pool: somebody should say yes. */
  readonly asks: boolean
}

/** Shows what a plan comes to, then what it changes, each change once. */
const showPlan = async (reporter: Reporter, path: string, summary: PlanSummary): Promise<void> => {
  const book = groupBook({ named: 100 })
  for await (const line of decodePlan(fileLines(path)))
    if (E.isRight(line) && line.right.line === 'change') book.add(changeGroup(line.right), line.right)
  showTotal(reporter, summary)
  showGroups(reporter, 'plan', book)
  showSummary(reporter, summary)
}

const reviewed = async (path: string): Promise<E.Either<ReturnType<typeof problem>, Seen>> => {
  const verified = await verifyPlan(fileLines(path))
  if (E.isLeft(verified))
    return E.left(
      problem(
        'damaged-plan',
        verified.left.message,
        bilingual('Make it again: mini-domains plan --out FILE', '请重新生成：mini-domains plan --out FILE'),
      ),
    )
  const { summary } = verified.right
  const { deletes, pools } = summary.impact
  const asks = deletes.fleet + deletes.pool + pools.add.length + pools.remove.length > 0
  return E.right({ summary, asks })
}

const carryOut = async (
  context: Context,
  session: Session,
  wanted: ApplyRequest,
  changes: number,
  store: Store,
): Promise<ExitStatus> => {
  const { io, reporter, stop } = context
  const progress = progressOf(io, reporter, reporter.say(bilingual('changes', '变更')), changes)
  const { guard } = session.config.desired.content
  const gathered = applyNotices({
    vendors: session.byName,
    store,
    now: io.clock.now,
    budgetBelow: budgetBelowOf(session.config),
  })
  const failures = failureBook(context)
  let last: ApplyEvent | undefined
  let ended = 0
  const events = applyPlan(() => fileLines(wanted.path), session.byName, {
    clock: io.clock,
    store,
    concurrency: wanted.concurrency,
    allow: wanted.allow,
    waves: wanted.waves,
    onlyFailed: wanted.onlyFailed,
    signal: stop,
    ...(guard === undefined ? {} : { guard: guardOf(guard) }),
  })
  for await (const event of events) {
    progress.end()
    last = event
    if (event.event === 'started') ended = event.resumed
    if (event.event === 'item') ended += 1
    failures.see(event)
    showApplied(reporter, event)
    await gathered.see(event)
    progress.at(ended)
  }
  progress.end()
  await tell(context, session.config, gathered.notices())
  failures.show(reporter, last)
  const status = wanted.onlyFailed && failures.tried() === 0 ? nothingFailed(reporter, last) : applyStatus(last)
  failures.advise(reporter, status)
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

const guardOf = (guard: {
  readonly app?: number | undefined
  readonly fleet?: number | undefined
  readonly pool?: number | undefined
}) => ({
  ...(guard.app === undefined ? {} : { app: guard.app }),
  ...(guard.fleet === undefined ? {} : { fleet: guard.fleet }),
  ...(guard.pool === undefined ? {} : { pool: guard.pool }),
})

const look = async (context: Context, wanted: ApplyRequest): Promise<E.Either<ExitStatus, Seen>> => {
  const { args, reporter } = context
  if (!(await isThere(wanted.path))) {
    const message = bilingual(`there is no plan ${args.words[0] ?? ''}`, `没有计划文件 ${args.words[0] ?? ''}`)
    reportProblem(
      reporter,
      problem(
        'file',
        message,
        bilingual('Make one: mini-domains plan --out FILE', '请先运行 mini-domains plan --out FILE'),
      ),
    )
    return E.left('error')
  }
  const seen = await reviewed(wanted.path)
  if (E.isRight(seen)) return seen
  reportProblem(reporter, seen.left)
  return E.left('error')
}

/**
 * Carries a saved plan out, exactly, and by one process at a time. Asks first where it takes something away or changes a pool.
 */
export const apply = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const wanted = applyRequest(args, io.folder)
  if (wanted === undefined) {
    const message = bilingual(
      '--canary is N, or N% up to 100%; --concurrency a whole number from 1',
      '--canary 应为 N 或不超过 100% 的 N%；--concurrency 应为正整数',
    )
    reportProblem(reporter, problem('usage', message))
    return 'error'
  }
  const seen = await look(context, wanted)
  if (E.isLeft(seen)) return seen.left
  const { summary, asks } = seen.right
  const isDry = args.has('dry-run')
  if (isDry || asks) await showPlan(reporter, wanted.path, summary)
  if (isDry) return summary.applyable ? 'differences' : 'done'
  const refused = asks ? await confirm(context) : undefined
  if (refused !== undefined) return refused
  return withConfig(context, (config) =>
    withVendors(context, config, undefined, async (session) => {
      const status = await withStore(io, config, (store) =>
        carryOut(context, session, wanted, summary.counts.changes, store),
      )
      return E.isLeft(status) ? reportFailure(reporter, status.left) : status.right
    }),
  )
}
