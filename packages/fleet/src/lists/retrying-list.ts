import { type Clock, type DomainError } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type OpenList } from './open-list.js'

/**
 * What waiting is done with.
 */
export interface RetryContext {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

const most = 5

const pauseOf = ({ _tag, retry }: DomainError): number | undefined =>
  _tag === 'RateLimited' && retry.when === 'later' ? retry.afterMs : undefined

const retrying =
  <A>(read: TE.TaskEither<DomainError, A>, { clock, signal }: RetryContext): TE.TaskEither<DomainError, A> =>
  async () => {
    for (let round = 1; ; round += 1) {
      const found = await read()
      const pause = E.isLeft(found) && round < most ? pauseOf(found.left) : undefined
      if (pause === undefined) return found
      await clock.sleep(pause * (1 + clock.random() / 10), signal)
      if (signal?.aborted === true) return found
    }
  }

/**
 * A list whose reads wait where the vendor finds one too many, until its window is over, up to four times: a fleet has more
 * time than a single call.
 */
export const retryingList = (list: OpenList, retry: RetryContext): OpenList => ({
  ...list,
  get: retrying(list.get, retry),
  effective: retrying(list.effective, retry),
})
