import { type DomainError } from '@mini-domains/core'

/**
 * How far the keeping of a token has come. Each is told after it is done: `intended` and `saved` when the store has it.
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
 * What a program may listen to. What a hook throws, or rejects with, is dropped. No token is in any event.
 */
export interface CredentialHooks {
  readonly onStep?: (event: StepEvent) => void
  /** Something went wrong where nobody waits for it: behind a push, or in an early refresh. */
  readonly onTrouble?: (error: DomainError) => void
}
