import * as E from 'fp-ts/lib/Either.js'
import { type Clock } from '@mini-domains/core'

const late = (): Error => Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })

/**
 * Waits for a promise at most so long. What is thrown becomes a left. What comes later is not heard.
 */
export const withinDeadline = <A>(clock: Clock, ms: number, run: () => Promise<A>): Promise<E.Either<unknown, A>> =>
  new Promise((resolve) => {
    const stop = clock.timer(ms, () => resolve(E.left(late())))
    const settle = (result: E.Either<unknown, A>): void => {
      stop()
      resolve(result)
    }
    Promise.resolve()
      .then(run)
      .then(
        (value) => settle(E.right(value)),
        (error: unknown) => settle(E.left(error)),
      )
  })
