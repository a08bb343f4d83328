import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock } from '@mini-domains/core'
import { type StoreFailure } from '@mini-domains/core/adapter'
import { failureOf, isBusy } from '../store-failure.js'

const longestPauseMs = 16

/**
 * How long to wait for a lock that was held so many times: longer each time, and not as long as others who wait.
 */
export const busyPauseMs = (clock: Clock, times: number): number =>
  Math.min(2 ** times, longestPauseMs) * (0.5 + clock.random())

type Attempt<A> = E.Either<unknown, E.Either<StoreFailure, A>>

const attempt = <A>(action: () => E.Either<StoreFailure, A>): Attempt<A> =>
  E.tryCatch(action, (error): unknown => error)

/**
 * Does something with the file, again after a short random pause while another process holds the lock, until it was waited for
 * long enough. The pauses are counted, not the clock: that may be set back meanwhile.
 *
 * SQLite would wait for the lock itself, but it would stop the whole process meanwhile.
 */
export const whileBusy =
  <A>(clock: Clock, patienceMs: number, action: () => E.Either<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
  async () => {
    let waitedMs = 0
    for (let times = 0; ; times++) {
      const done = attempt(action)
      if (E.isRight(done)) return done.right
      if (!isBusy(done.left) || waitedMs >= patienceMs) return E.left(failureOf(done.left))
      const pauseMs = busyPauseMs(clock, times)
      await clock.sleep(pauseMs)
      waitedMs += pauseMs
    }
  }
