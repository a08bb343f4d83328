import { type Subject } from '../domain/subject.js'
import { type RateLimited } from '../error/domain-error.js'

/**
 * The class of a call: vendors count reads, writes and token calls apart.
 */
export type CallClass = 'read' | 'write' | 'token'

/**
 * An HTTP attempt that is about to start.
 */
export interface CallStart {
  readonly vendor: string
  readonly class: CallClass
  /** Whose quota it draws on. */
  readonly subject: Subject
  readonly signal?: AbortSignal | undefined
}

/**
 * What a rate limiter decides: `go`; `cancelled` when the signal was aborted during the wait; `closed` when the vendor has said
 * that the day's quota of this class and subject is used up, so that one more call would only be refused.
 */
export type RateDecision = 'go' | 'cancelled' | 'closed'

/**
 * The port that every HTTP attempt asks before it starts. One limiter may be shared by many providers.
 */
export interface RateLimiter {
  /** Returns true if the attempt may start now; otherwise it waits, first come first served within its class. */
  readonly acquire: (start: CallStart) => true | Promise<RateDecision>
  /** Reports that the vendor rate-limited this attempt. */
  readonly limited: (start: CallStart, error: RateLimited) => void
}
