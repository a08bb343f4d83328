import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

/** The failure of a store that cannot be reached. */
export const away: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'unavailable',
  message: 'the store is away',
  hint: { en: '', zh: '' },
}

/** What happens to a call of a store in place of its answer, before or after it was done. */
export type Mishap = <A>(task: TE.TaskEither<StoreFailure, A>) => TE.TaskEither<StoreFailure, A>

/** The process dies before the call, or as soon as the store has done it: nobody hears the answer. */
export const diesBefore: Mishap = () => () => new Promise(() => undefined)

/** The process dies as soon as the store has done it. */
export const diesAfter: Mishap = (task) => async () => {
  await task()
  return new Promise(() => undefined)
}

/** The store is away before the call. */
export const awayBefore: Mishap = () => () => Promise.resolve(E.left(away))

/** The store does it, and its answer is lost. */
export const awayAfter: Mishap = (task) => async () => {
  await task()
  return E.left(away)
}

/** A store to whose call of this number (from 1, of these sorts) something happens. */
export const mishapAt = (
  store: Store,
  sorts: ReadonlyArray<'get' | 'transact'>,
  number: number,
  mishap: Mishap,
): Store & { readonly calls: () => number } => {
  let calls = 0
  const met = <A>(sort: 'get' | 'transact', task: TE.TaskEither<StoreFailure, A>): TE.TaskEither<StoreFailure, A> => {
    if (!sorts.includes(sort)) return task
    calls += 1
    return calls === number ? mishap(task) : task
  }
  return {
    ...store,
    calls: () => calls,
    get: (key) => met('get', store.get(key)),
    transact: (writes, under) => met('transact', store.transact(writes, under)),
  }
}
