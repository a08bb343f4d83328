import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock, type StoreFailure } from '@mini-domains/core'
import { failureOf, isBusy } from './store-failure.js'

const longestPauseMs = 16

type Attempt<A> = E.Either<unknown, E.Either<StoreFailure, A>>

const attempt = <A>(action: () => E.Either<StoreFailure, A>): Attempt<A> =>
  E.tryCatch(action, (error): unknown => error)

/**
 * Does something with the file, again after a short random pause while another process holds the lock, until a deadline.
 *
 * SQLite would wait for the lock itself, but it would stop the whole process meanwhile.
 */
export const whileBusy =
  <A>(clock: Clock, patienceMs: number, action: () => E.Either<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
  async () => {
    const deadline = clock.now() + patienceMs
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const done = attempt(action)
      if (E.isRight(done)) return done.right
      if (!isBusy(done.left) || clock.now() >= deadline) return E.left(failureOf(done.left))
      await clock.sleep(pauseMs * (0.5 + clock.random()))
    }
  }
