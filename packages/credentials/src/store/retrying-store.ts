import { type Clock } from '@mini-domains/core'
import { type StoreFailure, type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

const firstPause = 20
const longestPause = 500

/**
 * The same store, which tries again for a while when it is away for a moment: a lock that others hold, a server that starts
 * again. A write that did arrive although its answer was lost is then found to be there, as a version that is not expected.
 */
export const patientStore = (store: Store, clock: Clock, patienceMs: number): Store => {
  const patiently =
    <A>(call: TE.TaskEither<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
    async () => {
      const first = await call()
      if (E.isRight(first) || first.left.reason !== 'unavailable') return first
      let [pause, waited] = [firstPause, 0]
      while (waited < patienceMs) {
        const started = clock.now()
        const slept = pause * (0.5 + clock.random())
        await clock.sleep(slept)
        const next = await call()
        if (E.isRight(next) || next.left.reason !== 'unavailable') return next
        // A clock that is set back does not make anybody wait longer.
        waited += Math.max(slept, clock.now() - started)
        pause = Math.min(longestPause, pause * 2)
      }
      return first
    }
  return {
    get: (key) => patiently(store.get(key)),
    put: (key, value, expected) => patiently(store.put(key, value, expected)),
    remove: (key, expected) => patiently(store.remove(key, expected)),
    transact: (writes, under) => patiently(store.transact(writes, under)),
    keys: (prefix, after, limit) => patiently(store.keys(prefix, after, limit)),
    entries: (prefix, after, limit) => patiently(store.entries(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => patiently(store.acquire(name, owner, ttlMs)),
    // These two are pointless once they are late: the lease has run out.
    renew: store.renew,
    release: store.release,
    close: store.close,
  }
}
