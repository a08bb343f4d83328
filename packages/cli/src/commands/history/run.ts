import type { Store } from '@mini-domains/core/adapter'
import { type HistoryRecord, runHistory } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { wholeNumber } from '../../args/args.js'
import { storeProblem } from '../../config/secret-store.js'
import { withConfig } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportFailure, reportProblem } from '../../output/problem.js'
import { columns } from '../../output/table.js'
import { countsText, exitText, momentText, runFact } from './view.js'

const headOf = ({ reporter }: Context): ReadonlyArray<string> =>
  [
    bilingual('run', '运行'),
    bilingual('started', '开始时间'),
    bilingual('end', '结果'),
    bilingual('changes', '变更'),
    bilingual('', ''),
  ].map(reporter.say)

const rowOf = ({ reporter }: Context, run: HistoryRecord): ReadonlyArray<string> => [
  run.run,
  momentText(run.startedAt),
  exitText(reporter, run),
  String(run.changes),
  countsText(reporter, run),
]

const show = async (context: Context, store: Store | undefined, limit: number): Promise<ExitStatus> => {
  const { reporter } = context
  const found = store === undefined ? E.right([]) : await runHistory(store, { limit })
  if (E.isLeft(found)) {
    reportProblem(reporter, storeProblem(found.left))
    return 'error'
  }
  const table = columns(headOf(context), reporter.lines, reporter.columns)
  let good = 0
  for (const { run } of found.right) {
    if (E.isLeft(run)) {
      reportProblem(reporter, storeProblem(run.left))
      continue
    }
    good += 1
    reporter.event({ event: 'fact', name: 'run', value: runFact(run.right) })
    table.add(rowOf(context, run.right))
  }
  if (good > 0) table.end()
  if (found.right.length === 0)
    reporter.line(reporter.say(bilingual('No run is kept in the store.', '存储中没有执行记录。')))
  if (good === found.right.length) return 'done'
  return good === 0 ? 'error' : 'partial'
}

/**
 * Lists the runs that the store keeps, newest first.
 */
export const history = (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const limit = wholeNumber(args.text('limit'), 20)
  if (limit === undefined || limit === 0) {
    reportProblem(reporter, problem('usage', bilingual('--limit is a whole number from 1', '--limit 应为正整数')))
    return Promise.resolve('error')
  }
  return withConfig(context, async (config) => {
    const shown = await withStoreToRead(io, config, (store) => show(context, store, limit))
    return E.isLeft(shown) ? reportFailure(reporter, shown.left) : shown.right
  })
}
