import { type Clock, type DomainError } from '@mini-domains/core'
import { retrying } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type OpenList } from './open-list.js'

/**
 * What waiting between two reads is done with.
 */
export interface RetryContext {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

const mostRetries = 4

/**
 * A list whose reads wait where the vendor limits their rate, until its window is over, up to four times: a fleet has more time than a
 * single call.
 */
export const retryingList = (list: OpenList, { clock, signal }: RetryContext): OpenList => {
  const pauseMs = ({ _tag, retry }: DomainError, tries: number): number | undefined =>
    _tag === 'RateLimited' && retry.when === 'later' && tries < mostRetries
      ? retry.afterMs * (1 + clock.random() / 10)
      : undefined
  const retried = <A>(read: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
    retrying({ clock, pauseMs, signal }, read)
  return { ...list, get: retried(list.get), effective: retried(list.effective) }
}
