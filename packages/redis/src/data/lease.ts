import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Store } from '@mini-domains/core/adapter'
import { type KeyNames } from './key-name.js'
import { acquireScript, releaseScript, renewScript } from './script.js'
import { type Session } from '../connection/session.js'
import { toCount } from './text.js'

// About 30,000 years, which Redis can still add to its time.
const longestMs = 1e15

const timeToLive = (ms: number): string => String(Math.min(longestMs, ms))

/**
 * The leases of a store.
 */
export const leasesOf = (session: Session, names: KeyNames): Pick<Store, 'acquire' | 'renew' | 'release'> => ({
  acquire: (name, owner, ttlMs) =>
    pipe(
      session.run(acquireScript, [names.lease(name), names.sequence], [owner, timeToLive(ttlMs)]),
      TE.chainEitherK((reply) =>
        reply === null ? E.right(undefined) : E.map((fence: number) => ({ name, owner, fence }))(toCount(reply)),
      ),
    ),
  renew: ({ name, fence }, ttlMs) =>
    pipe(
      session.run(renewScript, [names.lease(name)], [String(fence), timeToLive(ttlMs)]),
      TE.map((reply) => reply === 1),
    ),
  release: ({ name, fence }) =>
    pipe(
      session.run(releaseScript, [names.lease(name)], [String(fence)]),
      TE.map(() => undefined),
    ),
})
