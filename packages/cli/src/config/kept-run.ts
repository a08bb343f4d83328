import type { Store } from '@mini-domains/core/adapter'
import { type HistoryRecord, findRun } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { bilingual } from '../output/language.js'
import { type Failure, failed, problem } from '../output/problem.js'
import { storeProblem } from './secret-store.js'

/** A name of a run as it may be repeated: what was typed may be anything. */
const shownRun = (name: string): string => (/^[0-9a-z-]{1,40}$/.test(name) ? name : '…')

/**
 * Tells that the store has no run of a name.
 */
export const noRun = (name: string): Failure =>
  failed(
    problem(
      'run',
      bilingual(`the store has no run "${shownRun(name)}"`, `存储中没有运行“${shownRun(name)}”`),
      bilingual('mini-domains history lists them.', '可用 mini-domains history 查看。'),
    ),
  )

/**
 * Finds the run of a name in the store.
 */
export const keptRun = async (store: Store, name: string): Promise<E.Either<Failure, HistoryRecord>> => {
  const found = await findRun(store, name)
  if (E.isLeft(found)) return E.left(failed(storeProblem(found.left)))
  return found.right === undefined ? E.left(noRun(name)) : E.right(found.right)
}
