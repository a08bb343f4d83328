import { type Actor, type Bilingual } from '@mini-domains/core'
import { type ListAddress } from '../lists/list-address.js'
import { type EndDetail } from '../state/record.js'
import { type RunHolder } from '../state/run-holder.js'

/**
 * How one change of a plan ended.
 *
 * - `done`: written, and all of it taken. `already`: the list was as wanted, nothing was written.
 * - `partial`: written, and the vendor rejected some. `stale`: the list has moved since the plan; left alone.
 * - `failed`: nothing was changed. `unknown`: nobody can tell yet; the next run looks again.
 */
export type ItemStatus = 'done' | 'already' | 'partial' | 'stale' | 'failed' | 'unknown'

/**
 * A domain that the vendor rejected, and what to do about it.
 */
export interface RejectedDomain {
  readonly kind: string
  readonly domain: string
  readonly reason: string
  /** Who must act. */
  readonly actor: Actor
  readonly hint: Bilingual
  /** The vendor's own code of this domain, where it gives one beside that of the call. */
  readonly vendorCode?: number | string
  /** The vendor's own words of this domain. */
  readonly vendorMessage?: string
}

/**
 * How many domains a change would delete, counted on the list as it was just read, where that is more than its plan says. Then it is
 * `stale`: nothing was sent.
 */
export interface DeletesBeyond {
  readonly planned: number
  readonly counted: number
}

/**
 * What is told of how a change ended: what it spent (`modifications` surely, and at most `uncertain` more), and what went wrong.
 */
export type EndNote = EndDetail & { readonly status: ItemStatus }

/**
 * How many changes ended in each way. `skipped`: not tried, after a halt or a cancel. `resumed`: ended in an earlier run.
 */
export type ApplyCounts = { readonly [S in ItemStatus | 'skipped' | 'resumed']: number }

/**
 * What happens while a plan is applied.
 */
export type ApplyEvent =
  | {
      readonly event: 'waiting'
      readonly plan: string
      /** Who holds the plan, where that is what is waited for. */
      readonly holder?: RunHolder
      readonly message: Bilingual
      /** Others carry the plan out and tell who must know; what follows is what happens there. */
      readonly watched?: true
    }
  | { readonly event: 'started'; readonly plan: string; readonly changes: number; readonly resumed: number }
  | {
      readonly event: 'refused'
      readonly reason: ApplyRefusal
      /** Who holds the plan, where it is `busy`. */
      readonly holder?: RunHolder
      readonly message: Bilingual
    }
  | { readonly event: 'wave'; readonly wave: Wave; readonly vendor: string; readonly changes: number }
  | (EndNote & {
      readonly event: 'item'
      readonly address: ListAddress
      /** The merchant's name for the app, where the plan has one. */
      readonly name?: string
      readonly wave: Wave
    })
  | { readonly event: 'halted'; readonly vendor: string; readonly reason: HaltReason; readonly message: Bilingual }
  /** All is done and kept, but that the run has ended is not. */
  | { readonly event: 'end-unkept'; readonly message: Bilingual }
  /** All is done and kept, but what is too old to be kept was not deleted. */
  | { readonly event: 'old-kept'; readonly message: Bilingual }
  | ApplyFinished

/**
 * What an apply came to.
 */
export type ApplyFinished = {
  readonly event: 'finished'
  readonly counts: ApplyCounts
  /** Every change of the plan ended as `done` or `already`, now or in an earlier run. */
  readonly complete: boolean
  readonly cancelled: boolean
  readonly halted: ReadonlyArray<string>
}

/**
 * The steps of an apply, in their order.
 */
export type Wave = 'pool-add' | 'canary' | 'rest' | 'pool-remove'

/**
 * Why nothing was applied at all.
 */
export type ApplyRefusal =
  | 'damaged-plan'
  | 'unknown-vendor'
  | 'other-adapter'
  | 'app-deletes'
  | 'fleet-deletes'
  | 'pool-deletes'
  | 'pool-in-use'
  | 'store'
  | 'busy'

/**
 * Why the rest of a vendor's changes was left out.
 */
export type HaltReason = 'failure-ratio' | 'error-class' | 'pool-not-ready' | 'apps-not-done' | 'store' | 'damaged-plan'
