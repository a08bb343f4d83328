import type { FedPlan } from '@mini-domains/bullmq'
import { counted, type Store } from '@mini-domains/core/adapter'
import { type PlanSummary, holderName, journalOf, runHolder } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { manyMachines } from '../../config/many-machines.js'
import type { ConfigFile } from '../../config/config-file.js'
import { storeProblem } from '../../config/secret-store.js'
import { withConfig } from '../../config/session.js'
import { withStore } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { failed, reportFailure, reportProblem } from '../../output/problem.js'
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
        `${over} of ${counted(counts.changes, 'change')} ${counts.changes === 1 ? 'has' : 'have'} ended, ${begun} begun and not ended`,
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

/** Who carries a plan out now, if anybody does. */
const showHolder = async ({ reporter }: Context, store: Store, { digest }: PlanSummary): Promise<ExitStatus> => {
  const holder = await runHolder(store, digest)
  if (E.isLeft(holder)) {
    reportProblem(reporter, storeProblem(holder.left))
    return 'error'
  }
  reporter.event({
    event: 'fact',
    name: 'holder',
    value: { plan: digest, held: holder.right !== undefined, ...holder.right },
  })
  const { en, zh } = holderName(holder.right)
  reporter.line(
    reporter.say(
      holder.right === undefined
        ? bilingual('Nobody is applying it now.', '目前没有进程在执行该计划。')
        : bilingual(`${en} is applying it.`, `${zh}正在执行该计划。`),
    ),
  )
  return 'done'
}

const showOne = async (
  context: Context,
  config: ConfigFile,
  store: Store,
  summary: PlanSummary,
): Promise<ExitStatus> => {
  const progress = await showProgress(context, store, summary)
  const holder = progress === 'done' ? await showHolder(context, store, summary) : progress
  // Without a store on Redis there is nothing that workers could be fed through.
  const machines = await manyMachines(context.io, config)
  if (E.isRight(machines)) {
    const plans = await machines.right.bullmq.fedPlans(machines.right.place)
    if (E.isLeft(plans)) return reportFailure(context.reporter, failed(storeProblem(plans.left)))
    const fed = plans.right.filter(({ plan }) => plan === summary.digest)
    // Who applies without workers need not hear of them.
    if (fed.length > 0) showQueues(context.reporter, fed)
  }
  return holder
}

const showAll = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const machines = await manyMachines(context.io, config)
  if (E.isLeft(machines)) return reportFailure(context.reporter, machines.left)
  const { bullmq, place } = machines.right
  // The store is on the same Redis, and tells in its own words where that cannot be reached.
  const asked = await withStore(context.io, config, () => bullmq.fedPlans(place))
  if (E.isLeft(asked)) return reportFailure(context.reporter, asked.left)
  const plans = asked.right
  if (E.isLeft(plans)) return reportFailure(context.reporter, failed(storeProblem(plans.left)))
  showQueues(context.reporter, plans.right)
  return 'done'
}

/**
 * Shows what is fed to workers, and of one plan how far it has come and who is applying it.
 */
export const status = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const saved = args.words[0] === undefined ? undefined : await savedPlan(context)
  if (saved !== undefined && E.isLeft(saved)) return saved.left
  return withConfig(context, async (config) => {
    if (saved === undefined) return showAll(context, config)
    const shown = await withStore(io, config, (store) => showOne(context, config, store, saved.right.summary))
    return E.isLeft(shown) ? reportFailure(reporter, shown.left) : shown.right
  })
}
