import { type Clock } from '@mini-domains/core'
import { type StoreFailure, type Store, backoffMs, retrying } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'

const backoff = { firstMs: 20, longestMs: 500 }

/**
 * The same store, which tries again for up to `forMs` while it is unavailable: a lock that others hold, a server that restarts. A write
 * that arrived although its reply was lost is then found to be there, as a version that is not expected.
 */
export const retryingStore = (store: Store, clock: Clock, forMs: number): Store => {
  const pauseMs = ({ reason }: StoreFailure, tries: number): number | undefined =>
    reason === 'unavailable' ? backoffMs(backoff, tries, clock) : undefined
  const retried = <A>(call: TE.TaskEither<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
    retrying({ clock, pauseMs, forMs }, call)
  return {
    get: (key) => retried(store.get(key)),
    put: (key, value, expected) => retried(store.put(key, value, expected)),
    remove: (key, expected) => retried(store.remove(key, expected)),
    transact: (writes, under) => retried(store.transact(writes, under)),
    keys: (prefix, after, limit) => retried(store.keys(prefix, after, limit)),
    entries: (prefix, after, limit) => retried(store.entries(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => retried(store.acquire(name, owner, ttlMs)),
    // Too late they are of no use: the lease has expired.
    renew: store.renew,
    release: store.release,
    close: store.close,
  }
}
