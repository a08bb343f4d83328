import type { FedPlan } from '@mini-domains/bullmq'
import type { Store } from '@mini-domains/core/adapter'
import { type PlanSummary, journalOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ManyMachines, manyMachines } from '../../config/many-machines.js'
import { storeProblem } from '../../config/secret-store.js'
import { withConfig } from '../../config/session.js'
import { withStore } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { reportFailure, reportProblem } from '../../output/problem.js'
import type { Reporter } from '../../output/reporter.js'
import { countTable, tableOf } from '../../output/table.js'
import { savedPlan } from '../apply/saved-plan.js'
import { countWords } from '../apply/view.js'

const feederWord = ({ isFed, isDetached }: FedPlan) => {
  if (isDetached) return isFed ? bilingual('a worker', 'worker 下发中') : bilingual('awaits a worker', '等待 worker')
  return isFed ? bilingual('fed', '下发中') : bilingual('nobody feeds it', '无人下发')
}

const unknownVendor = { vendor: '', waiting: '', inHand: '', workers: '' }

const showQueues = (reporter: Reporter, plans: ReadonlyArray<FedPlan>): void => {
  for (const plan of plans)
    reporter.event({ event: 'fact', name: 'fed', value: { ...plan, vendors: plan.vendors.map((one) => ({ ...one })) } })
  const head = [
    bilingual('plan', '计划'),
    bilingual('feeder', '下发'),
    bilingual('vendor', '厂商'),
    bilingual('waiting', '等待'),
    bilingual('in hand', '执行中'),
    bilingual('workers', 'worker'),
  ].map(reporter.say)
  const rows = plans.flatMap((fed) =>
    (fed.vendors.length > 0 ? fed.vendors : [unknownVendor]).map(({ vendor, waiting, inHand, workers }) => [
      fed.plan.slice(0, 12),
      reporter.say(feederWord(fed)),
      vendor,
      String(waiting),
      String(inHand),
      String(workers),
    ]),
  )
  if (rows.length > 0) reporter.lines(tableOf(head, rows, reporter.columns))
  else reporter.line(reporter.say(bilingual('No plan is fed to workers.', '没有向 worker 下发的计划。')))
}

/** How the changes of a plan stand, by the store. */
const showProgress = async (
  { reporter }: Context,
  store: Store,
  { digest, counts }: PlanSummary,
): Promise<ExitStatus> => {
  const stand = { done: 0, already: 0, partial: 0, stale: 0, failed: 0, begun: 0 }
  for await (const change of journalOf(store, digest)) {
    if (E.isLeft(change)) {
      reportProblem(reporter, storeProblem(change.left))
      return 'error'
    }
    stand[change.right.status] += 1
  }
  const { begun, ...ended } = stand
  const over = Object.values(ended).reduce((sum, count) => sum + count, 0)
  reporter.event({ event: 'fact', name: 'progress', value: { plan: digest, changes: counts.changes, ...stand } })
  reporter.line(
    reporter.say(
      bilingual(
        `${over} of ${counts.changes} changes have ended, ${begun} begun and not ended`,
        `共 ${counts.changes} 项变更，已结束 ${over} 项，已开始但未结束 ${begun} 项`,
      ),
    ),
  )
  const { done, already, partial, stale, failed } = ended
  const columns = [
    [reporter.say(countWords.done), done],
    [reporter.say(countWords.already), already],
    [reporter.say(countWords.partial), partial],
    [reporter.say(countWords.stale), stale],
    [reporter.say(countWords.failed), failed],
  ] as const
  reporter.lines(countTable(columns, reporter.columns))
  return 'done'
}

const showAll = async ({ reporter }: Context, { bullmq, place }: ManyMachines): Promise<ExitStatus> => {
  showQueues(reporter, await bullmq.fedPlans(place))
  return 'done'
}

const showOne = async (
  context: Context,
  { bullmq, place }: ManyMachines,
  store: Store,
  summary: PlanSummary,
): Promise<ExitStatus> => {
  const progress = await showProgress(context, store, summary)
  const plans = await bullmq.fedPlans(place)
  showQueues(
    context.reporter,
    plans.filter(({ plan }) => plan === summary.digest),
  )
  return progress
}

/**
 * Shows what is fed to workers, and of one plan how far it has come.
 */
export const status = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const saved = args.words[0] === undefined ? undefined : await savedPlan(context)
  if (saved !== undefined && E.isLeft(saved)) return saved.left
  return withConfig(context, async (config) => {
    const machines = await manyMachines(io, config)
    if (E.isLeft(machines)) return reportFailure(reporter, machines.left)
    const shown = await withStore(io, config, (store) =>
      saved === undefined
        ? showAll(context, machines.right)
        : showOne(context, machines.right, store, saved.right.summary),
    )
    return E.isLeft(shown) ? reportFailure(reporter, shown.left) : shown.right
  })
}
