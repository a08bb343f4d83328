import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock } from './clock.js'

/**
 * Pauses that grow from one try to the next.
 */
export interface Backoff {
  readonly firstMs: number
  readonly longestMs: number
  /** By what each pause is longer than the one before; 2. */
  readonly factor?: number
}

/**
 * Gives the pause after so many tries that failed before, from 0: from half as long to one and a half times as long, at random, so that
 * those who failed together do not come back together.
 */
export const backoffMs = ({ firstMs, longestMs, factor = 2 }: Backoff, tries: number, clock: Clock): number =>
  Math.min(longestMs, firstMs * factor ** tries) * (0.5 + clock.random())

/**
 * How a call is tried again.
 */
export interface RetryOptions<E> {
  readonly clock: Clock
  /** The pause after an error, with how many tries failed before; `undefined` where trying again is of no use. */
  readonly pauseMs: (error: E, tries: number) => number | undefined
  /** How long it is tried again, in milliseconds; without end by default. */
  readonly forMs?: number
  /** Ends the pause and the trying once it is aborted. */
  readonly signal?: AbortSignal | undefined
  /** Hears of an error after which it is tried again. */
  readonly onRetry?: (error: E) => void
}

/**
 * The same call, tried again while it fails. Gives the last error.
 *
 * The time is counted on from the pauses and calls, not read off the clock once: one that is set back makes nobody wait longer.
 */
export const retrying =
  <E, A>(
    { clock, pauseMs, forMs = Infinity, signal, onRetry }: RetryOptions<E>,
    call: TE.TaskEither<E, A>,
  ): TE.TaskEither<E, A> =>
  async () => {
    let result = await call()
    for (let [tries, waitedMs] = [0, 0]; E.isLeft(result) && waitedMs < forMs; tries += 1) {
      const pause = signal?.aborted === true ? undefined : pauseMs(result.left, tries)
      if (pause === undefined) break
      onRetry?.(result.left)
      const started = clock.now()
      await clock.sleep(pause, signal)
      if (signal?.aborted === true) break
      result = await call()
      waitedMs += Math.max(pause, clock.now() - started)
    }
    return result
  }
