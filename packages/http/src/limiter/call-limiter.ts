import {
  type CallClass,
  type CallStart,
  type RateDecision,
  type RateLimited,
  type RateLimiter,
} from '@mini-domains/core/adapter'
import { type OnAbort } from '../transport/abort.js'
import { type Semaphore, semaphore } from './semaphore.js'

/**
 * Whether an attempt may start: the rate limiter's decision, or `failed` when the limiter itself does not work.
 */
export type StartDecision = RateDecision | 'failed'

/**
 * Decides when an attempt starts: a permit of the semaphore, then the rate limiter.
 */
export interface CallLimiter {
  readonly acquire: (start: CallStart) => true | Promise<StartDecision>
  /** Gives the permit back. Called once for every `acquire` that came to a go. */
  readonly release: () => void
  /** Reports to the rate limiter that the vendor rate-limited this attempt. */
  readonly limited: (start: CallStart, error: RateLimited) => void
}

const decisionOf = async (limiter: RateLimiter, start: CallStart): Promise<StartDecision> => {
  try {
    const decision = limiter.acquire(start)
    return decision === true ? 'go' : await decision
  } catch {
    // A port must not throw. If it does, nothing is sent: a flood without a limit would be worse than an error.
    return 'failed'
  }
}

/**
 * Combines the semaphore of calls under way with a rate limiter, if there is one. The rate limiter is asked last, so that nothing
 * delays a start that it has allowed, and by one call of each class at a time, so that a class on hold takes only one permit from
 * the others.
 */
export const callLimiter = (permits: Semaphore, limiter: RateLimiter | undefined, onAbort: OnAbort): CallLimiter => {
  if (limiter === undefined) return { ...permits, limited: () => undefined }
  const asking: { readonly [C in CallClass]: Semaphore } = {
    read: semaphore(1, onAbort),
    write: semaphore(1, onAbort),
    token: semaphore(1, onAbort),
  }

  const decide = async (start: CallStart): Promise<StartDecision> => {
    const permit = permits.acquire(start)
    if (permit !== true && (await permit) === 'cancelled') return 'cancelled'
    const decision = await decisionOf(limiter, start)
    if (decision !== 'go') permits.release()
    return decision
  }

  return {
    acquire: async (start) => {
      const turn = asking[start.class].acquire(start)
      if (turn !== true && (await turn) === 'cancelled') return 'cancelled'
      const decision = await decide(start)
      asking[start.class].release()
      return decision
    },
    release: permits.release,
    limited: (start, error) => {
      try {
        limiter.limited(start, error)
      } catch {
        // The attempt is over; a limiter that throws must not change its result.
      }
    },
  }
}
