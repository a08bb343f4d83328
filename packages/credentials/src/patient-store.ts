import { type Clock, type StoreFailure, type Store } from '@mini-domains/core'
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
      const deadline = clock.now() + patienceMs
      for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
        if (clock.now() >= deadline) return first
        await clock.sleep(pause * (0.5 + clock.random()))
        const next = await call()
        if (E.isRight(next) || next.left.reason !== 'unavailable') return next
      }
    }
  return {
    get: (key) => patiently(store.get(key)),
    put: (key, value, expected) => patiently(store.put(key, value, expected)),
    remove: (key, expected) => patiently(store.remove(key, expected)),
    keys: (prefix, after, limit) => patiently(store.keys(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => patiently(store.acquire(name, owner, ttlMs)),
    // These two are pointless once they are late: the lease has run out.
    renew: store.renew,
    release: store.release,
    close: store.close,
  }
}
