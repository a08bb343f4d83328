import { type DomainError } from '@mini-domains/core'

/**
 * The steps of a token refresh. Each is told after it is done: `intended` and `saved` once the store has it.
 */
export type StepName = 'leased' | 'intended' | 'called' | 'saved' | 'recovering' | 'lost'

/**
 * One step.
 */
export interface StepEvent {
  readonly step: StepName
  /** `app wx0123`, `platform`. */
  readonly subject: string
  /** Of the lease. */
  readonly fence: number
}

/**
 * Hooks of a program. What a hook throws or rejects with is dropped. No event holds a token.
 */
export interface CredentialHooks {
  readonly onStep?: (event: StepEvent) => void
  /** An error in the background: after a push, or in a refresh ahead of expiry. */
  readonly onError?: (error: DomainError) => void
}
