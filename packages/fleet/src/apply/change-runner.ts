import { type StoreFailure, spentAtMost } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type FleetVendors, openList, vendorOf } from '../lists/open-list.js'
import { type PlanChange } from '../plan/plan-line.js'
import { type LineEnd } from '../state/line-end.js'
import { lineTaken } from '../state/record-failure.js'
import { type Run } from '../state/run.js'
import { type EndNote, type Wave } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { noteOfEnd } from './change-end.js'
import { resolveInterrupted, runChange } from './change-run.js'
import { reconcile } from './reconcile.js'

/**
 * A change of a plan: its line, from 0, and the wave in which it goes.
 */
export interface PlacedChange {
  readonly n: number
  readonly line: PlanChange
  readonly wave: Wave
}

/**
 * A change that is handed out once, and kept no longer.
 */
export interface Handout {
  readonly take: () => PlacedChange | undefined
}

/**
 * Makes a change ready to be handed out.
 */
export const handout = (change: PlacedChange): Handout => {
  let kept: PlacedChange | undefined = change
  return {
    take: () => {
      const taken = kept
      kept = undefined
      return taken
    },
  }
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
 * What a runner tells of a line, from what `reconcile` gave.
 */
const runnerEnd = ({ cost }: PlanChange, reconciled: E.Either<StoreFailure, LineEnd>): RunnerEnd => {
  if (E.isLeft(reconciled)) return { status: 'unknown', ...spentAtMost(cost), storeFailure: reconciled.left }
  const { version: _version, stopped: _stopped, ...note } = reconciled.right
  return note
}

/**
 * Carries changes out in this process.
 */
export const ownRunner = (plan: string, run: Run, vendors: FleetVendors, options: ApplyOptions): ChangeRunner => {
  const { store, clock, signal, concurrency = 16, settleMs = 60_000, retries = 2 } = options
  // What was found begun is at least as old as this. The moment in its record is by the clock of whatever machine wrote it.
  const foundAt = clock.now()
  return {
    concurrency,
    carryOut: async ({ n, line }) => {
      const vendor = vendorOf(vendors, line.address.vendor)
      if (vendor === undefined) return undefined
      const change = { n, line, list: openList(vendor, line.address), clock, run, signal, settleMs }
      const end =
        run.progress.statusOf(n) === 'begun'
          ? await resolveInterrupted(change, foundAt, retries)
          : await runChange(change, retries)
      if (end.storeFailure === undefined) return noteOfEnd(end)
      // A worker that an earlier feeder left behind is at it too.
      if (end.storeFailure === lineTaken)
        return runnerEnd(
          line,
          await reconcile({ plan, n, line }, vendors, { store, clock, signal, settleMs, retries, announces: false }),
        )
      return { ...noteOfEnd(end), storeFailure: end.storeFailure }
    },
    halt: () => undefined,
    close: () => Promise.resolve(),
  }
}
