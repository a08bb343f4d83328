import { type RateLimited } from '../error/domain-error.js'
import { type Subject } from '../domain/subject.js'

/**
 * What a call is for, as far as its pace goes: vendors count reading, writing and getting tokens apart.
 */
export type CallClass = 'read' | 'write' | 'token'

/**
 * An HTTP attempt that wants to start.
 */
export interface CallStart {
  readonly vendor: string
  readonly class: CallClass
  /** Whose quota it draws on. */
  readonly subject: Subject
  readonly signal?: AbortSignal | undefined
}

/**
 * What a gate answers: `go`; `cancelled` when the signal was aborted while waiting; `closed` when the vendor has said that the
 * day's calls of this class and subject are used up, so that one more would only be refused.
 */
export type Admission = 'go' | 'cancelled' | 'closed'

/**
 * Paces calls: the port that every HTTP attempt asks before it starts. One gate may be shared by many providers.
 */
export interface RateGate {
  /** Gives true when the attempt may start now; otherwise it waits, in the order of coming within its class. */
  readonly enter: (start: CallStart) => true | Promise<Admission>
  /** Hears that the vendor found this attempt one too many. */
  readonly limited: (start: CallStart, error: RateLimited) => void
}
