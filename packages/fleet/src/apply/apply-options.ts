import { type Clock, type DomainErrorTag } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'

/**
 * What a plan may delete, counted in domains, before it must be allowed by name.
 */
export interface Guard {
  /** In all lists of one app. Default 10. */
  readonly app?: number
  /** In all apps together. Default 100. */
  readonly fleet?: number
  /** From all pools together. Default 0. */
  readonly pool?: number
}

/**
 * The dangers that can be allowed, each by its name. `pool-in-use`: a host leaves a pool that apps still list.
 * `pool-before-apps`: hosts leave a pool though changes of apps did not end well.
 */
export type Allowance = 'app-deletes' | 'fleet-deletes' | 'pool-deletes' | 'pool-in-use' | 'pool-before-apps'

/**
 * Canary first, then the rest; and when to halt a vendor.
 */
export interface WavePolicy {
  /** Changes of each vendor that go first: a number, or a share of its changes. Default none. */
  readonly canary?: { readonly count: number } | { readonly percent: number }
  /** Failures among what has ended that halt a vendor. Errors that a merchant must fix do not count. Default 0.5. */
  readonly failureRatio?: number
  /** How many must have ended before the ratio counts; at the end of the canary it counts at once. Default 10. */
  readonly minimum?: number
  /** Errors that halt a vendor at once. Default `AddressNotAllowed`. */
  readonly errors?: ReadonlyArray<DomainErrorTag>
}

/**
 * How a plan is applied.
 */
export interface ApplyOptions {
  readonly clock: Clock
  /** Where the run and the budgets are kept. A run goes on where one with the same store was stopped. */
  readonly store: Store
  /** This process: what others are told who want the same plan meanwhile. Default unknown. */
  readonly by?: { readonly host: string; readonly pid: number }
  /** How long the lock of a process that died keeps others out of the same plan. Default 4,000. */
  readonly leaseMs?: number
  /** Lists changed at the same time, at most. Default 16. */
  readonly concurrency?: number
  readonly guard?: Guard
  readonly allow?: ReadonlyArray<Allowance>
  readonly waves?: WavePolicy
  /**
   * Only changes that an earlier run tried and failed at, also where that spent something, or whose end it did not see: each list is read
   * first. What was done in part, or found stale, needs a new plan.
   */
  readonly onlyFailed?: boolean
  /** Finishes what is in flight, then stops. */
  readonly signal?: AbortSignal
  /**
   * How long a write may be on its way to the vendor after it was begun. Default 60,000. It is not sent once half of it has passed, and
   * nobody waits for its reply for longer than half of it, whatever `timeoutMs` the config has. What an earlier run began is not written
   * again before this one is so old.
   */
  readonly settleMs?: number
  /** How often a change that surely did nothing and cost nothing is sent again in one run. Default 2. */
  readonly retries?: number
}
