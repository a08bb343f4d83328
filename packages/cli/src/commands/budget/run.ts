import type { Store } from '@mini-domains/core/adapter'
import { type ListBudget, type Selection, listBudgets, monthOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { wholeNumber } from '../../args/args.js'
import { type ConfigFile, appLines, diagnosticProblem } from '../../config/config-file.js'
import { storeProblem } from '../../config/secret-store.js'
import { withSelection } from '../../config/selection.js'
import { withStoreToRead } from '../../config/store.js'
import { knownCapabilities } from '../../config/vendor-capabilities.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { noApps, problem, reportEmpty, reportFailure, reportProblem } from '../../output/problem.js'
import { lowBudgets } from '../../notify/budget-notice.js'
import { tell } from '../../notify/tell.js'
import { type BudgetView, budgetView } from './view.js'

interface Asked {
  readonly select: Selection | undefined
  /** Only lists of which at most so many are left. */
  readonly low: number | undefined
}

const isLow = ({ remaining = Infinity }: ListBudget, low: number): boolean => remaining <= low

const tellUnread = ({ reporter }: Context, { address, spending }: ListBudget): void => {
  if (E.isRight(spending)) return
  const { message, ...rest } = storeProblem(spending.left)
  const title = titleOf(address, reporter)
  reportProblem(reporter, { ...rest, message: bilingual(`${title}: ${message.en}`, `${title}：${message.zh}`) })
}

const show = async (
  context: Context,
  config: ConfigFile,
  store: Store | undefined,
  { select, low }: Asked,
  view: BudgetView,
): Promise<ExitStatus> => {
  const month = monthOf(context.io.clock.now())
  const lowOnes = low === undefined ? undefined : lowBudgets(low + 1, () => month)
  const { known, faults } = await knownCapabilities(context, config)
  let lists = 0
  let unread = 0
  let bad = faults
  const budgets = listBudgets(config.desired, (vendor) => known.get(vendor), {
    store,
    month,
    openLines: appLines(config),
    signal: context.stop,
    ...(select === undefined ? {} : { select }),
  })
  for await (const found of budgets) {
    if (E.isRight(found)) lists += 1
    if (E.isLeft(found)) {
      bad += 1
      for (const one of found.left) reportProblem(context.reporter, diagnosticProblem(one))
    } else if (E.isLeft(found.right.spending)) {
      unread += 1
      tellUnread(context, found.right)
      lowOnes?.add(found.right.address, undefined, found.right.name)
    } else if (low === undefined) view.add(found.right, found.right.spending.right)
    else if (isLow(found.right, low)) {
      view.add(found.right, found.right.spending.right)
      lowOnes?.add(found.right.address, found.right.remaining, found.right.name)
    }
  }
  if (context.stop.aborted) return 'cancelled'
  bad += unread
  if (lists + bad === 0) return reportEmpty(context.reporter, noApps)
  view.end(lists)
  const notices = lowOnes?.notices() ?? []
  await tell(context, config, notices)
  if (bad === 0) return notices.length > 0 && context.args.has('detailed-exitcode') ? 'differences' : 'done'
  return lists === unread ? 'error' : 'partial'
}

const noNumber = problem('usage', bilingual('--low is a whole number', '--low 应为非负整数'))
const noLow = problem('usage', bilingual('--detailed-exitcode goes with --low', '--detailed-exitcode 须与 --low 同用'))

/**
 * Shows what the lists of apps have spent of the month, as the store counts it, and what is left. What is low under `--low` is told to everyone
 * under `notify:`.
 */
export const budget = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const low = wholeNumber(args.text('low'), Infinity)
  const wrong = low === undefined ? noNumber : args.has('detailed-exitcode') && low === Infinity ? noLow : undefined
  if (low === undefined || wrong !== undefined) {
    reportProblem(reporter, wrong ?? noNumber)
    return 'error'
  }
  return withSelection(context, async (config, select) => {
    const asked: Asked = { select, low: low === Infinity ? undefined : low }
    const shown = await withStoreToRead(io, config, (store) =>
      show(context, config, store, asked, budgetView(reporter, monthOf(io.clock.now()))),
    )
    return E.isLeft(shown) ? reportFailure(reporter, shown.left) : shown.right
  })
}
