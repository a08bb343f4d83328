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

/**
 * Tells a hook, which must not change what it watches. One that is an async function may reject, which nobody hears.
 */
export const quietly = (tell: () => unknown): void => {
  try {
    const told = tell()
    if (typeof told === 'object') Promise.resolve(told).catch(() => undefined)
  } catch {
    // The program's own, and dropped: the docstring of CredentialHooks says so.
  }
}
