import { type StoreFailure } from '@mini-domains/core/adapter'
import { type FleetVendors, openList, vendorOf } from '../lists/open-list.js'
import { type PlanChange } from '../plan/plan-line.js'
import { type Run } from '../state/run.js'
import { type EndNote, type Wave } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { noteOfEnd, resolveInterrupted, runChange } from './change-run.js'

/**
 * A change of a plan: its line, from 0, and the wave in which it goes.
 */
export interface PlacedChange {
  readonly n: number
  readonly line: PlanChange
  readonly wave: Wave
}

/**
 * How a change ended, for who carries the plan out. `storeFailure`: the store did not keep what must be kept, so nothing more may be sent.
 */
export type RunnerEnd = EndNote & { readonly storeFailure?: StoreFailure }

/**
 * Who carries the changes of a plan out: this process, or workers elsewhere.
 */
export interface ChangeRunner {
  /** Changes that it is given at the same time, at most. */
  readonly concurrency: number
  /** Carries one change out; `undefined` where it was given up before anybody began it. Never rejects. */
  readonly carryOut: (change: PlacedChange) => Promise<RunnerEnd | undefined>
  /** Hears that a vendor is halted: what of its changes nobody has begun is given up. */
  readonly halt: (vendor: string) => void
  /** Ends it, once all that it was given has ended. */
  readonly close: () => Promise<void>
}

/**
 * Carries changes out in this process.
 */
export const ownRunner = (run: Run, vendors: FleetVendors, options: ApplyOptions): ChangeRunner => {
  const { clock, signal, concurrency = 16, settleMs = 60_000, retries = 2 } = options
  return {
    concurrency,
    carryOut: async ({ n, line }) => {
      const vendor = vendorOf(vendors, line.address.vendor)
      if (vendor === undefined) return undefined
      const change = { n, line, list: openList(vendor, line.address), clock, run, signal, settleMs }
      const end = await (run.progress.statusOf(n) === 'begun'
        ? resolveInterrupted(change, run.progress.begunAt(n), retries)
        : runChange(change, retries))
      const { storeFailure } = end
      return { ...noteOfEnd(end), ...(storeFailure === undefined ? {} : { storeFailure }) }
    },
    halt: () => undefined,
    close: () => Promise.resolve(),
  }
}
