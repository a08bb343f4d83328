import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock } from '@mini-domains/core'
import { type StoreFailure, backoffMs, retrying } from '@mini-domains/core/adapter'
import { failureOf, isBusy } from '../store-failure.js'

/**
 * How long to wait for a lock that was held so many times.
 */
export const busyPauseMs = (clock: Clock, times: number): number =>
  backoffMs({ firstMs: 1, longestMs: 16 }, times, clock)

/**
 * Does something with the file, again after a short random pause while another process holds the lock, for up to `forMs`.
 *
 * SQLite would wait for the lock itself, but block the whole process meanwhile.
 */
export const whileBusy = <A>(
  clock: Clock,
  forMs: number,
  action: () => E.Either<StoreFailure, A>,
): TE.TaskEither<StoreFailure, A> => {
  const pauseMs = (error: unknown, times: number): number | undefined =>
    isBusy(error) ? busyPauseMs(clock, times) : undefined
  const call = () => Promise.resolve(E.tryCatch(action, (error): unknown => error))
  return async () => E.flattenW(E.mapLeft(failureOf)(await retrying({ clock, pauseMs, forMs }, call)()))
}
