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
import { type BudgetView, budgetView } from './view.js'

interface Asked {
  readonly select: Selection | undefined
  /** Only lists of which at most so many are left. */
  readonly low: number | undefined
}

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
  const { known, faults } = await knownCapabilities(context, config)
  let lists = 0
  let unread = 0
  let bad = faults
  const budgets = listBudgets(config.desired, (vendor) => known.get(vendor), {
    store,
    month: monthOf(context.io.clock.now()),
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
    } else if (low === undefined || (found.right.remaining ?? Infinity) <= low)
      view.add(found.right, found.right.spending.right)
  }
  if (context.stop.aborted) return 'cancelled'
  bad += unread
  if (lists + bad === 0) return reportEmpty(context.reporter, noApps)
  view.end(lists)
  if (bad === 0) return 'done'
  return lists === unread ? 'error' : 'partial'
}

/**
 * Shows what the lists of apps have spent of the month, as the store counts it, and what is left.
 */
export const budget = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const low = wholeNumber(args.text('low'), Infinity)
  if (low === undefined) {
    reportProblem(reporter, problem('usage', bilingual('--low is a whole number', '--low 应为非负整数')))
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
