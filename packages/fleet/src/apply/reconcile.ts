import { type Clock, type DomainError } from '@mini-domains/core'
import {
  type Store,
  type StoreFailure,
  type Transaction,
  bilingual,
  invalidConfig,
  spentAtMost,
  spentNothing,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { noteOf } from '../error/error-note.js'
import { type FleetVendors, openList, vendorOf } from '../lists/open-list.js'
import { type PlanChange } from '../plan/plan-line.js'
import { type LineEnd, announceEnd, keptEnd } from '../state/line-end.js'
import { type KnownLine, lookUpLine } from '../state/known-line.js'
import { type LineContext, lineKeeper } from '../state/line-keeper.js'
import { lineTaken } from '../state/record-failure.js'
import { type ChangeEnd, lineEndOf } from './change-end.js'
import { type ChangeRun, resolveInterrupted, runChange } from './change-run.js'

/**
 * One change of a plan, to be carried out by whatever process takes it.
 */
export interface LineWork {
  /** The digest of the plan, as its summary says it. */
  readonly plan: string
  /** The number of the line in the plan, from 0 (the header is 0). */
  readonly n: number
  readonly line: PlanChange
  /**
   * The version of an end that is to be tried once more (`LineEnd.version`, `Progress.versionOf`). A line that ended at this version is
   * carried out again; one that has ended since gives that end. Left out: an end that is kept is given as it is.
   */
  readonly again?: number
}

/**
 * How one line is carried out.
 */
export interface ReconcileOptions {
  /** Where the run and the budgets are kept: the same for all processes. */
  readonly store: Store
  readonly clock: Clock
  /**
   * How long a write may be on its way after it was begun. Default 60,000; the same for all processes. A write is not sent once half of it
   * has passed; its process waits for the reply for half of it at most, whatever `timeoutMs` the config has, and nobody else writes in its
   * place before all of it has passed.
   */
  readonly settleMs?: number
  /** How often a change that surely did nothing and cost nothing is sent again. Default 2. */
  readonly retries?: number
  /** Finishes what is in flight, and ends what waits. */
  readonly signal?: AbortSignal | undefined
  /** Whether the end is announced to who holds the run, who hears it by `Run.ends`. Default true; `false` where nobody listens. */
  readonly announces?: boolean
}

const defaultSettleMs = 60_000

interface Hands {
  readonly run: ChangeRun['run']
  readonly version: () => number
}

/** Keeps one line, as long as nobody else does. */
const handsOn = ({ plan }: LineWork, options: ReconcileOptions, found: KnownLine): Hands => {
  const { store, clock, announces = true } = options
  const commit: LineContext['commit'] = async (writes) =>
    E.map((done: Transaction) => (done._tag === 'Committed' ? done.version : ('conflict' as const)))(
      await store.transact(writes)(),
    )
  const keeper = lineKeeper({ store, clock, plan, announces, commit })
  let known = found
  const noted = (kept: E.Either<StoreFailure, KnownLine>): E.Either<StoreFailure, void> => {
    if (E.isLeft(kept)) return kept
    known = kept.right
    return E.right(undefined)
  }
  return {
    run: {
      begin: async (change, at, effect) => noted(await keeper.begin(change, known, at, effect)),
      end: async (change, end) => noted(await keeper.end(change, known, end)),
    },
    version: () => known.version,
  }
}

/** How often somebody who waits for the end of another's write looks whether it has come. */
const looks = 60

/** Waits as long as another's write may be on its way. Gives the line as it is then, or as soon as it is another. */
const othersEnd = async (
  { plan, n }: LineWork,
  { store, clock, signal, settleMs = defaultSettleMs }: ReconcileOptions,
  found: KnownLine,
): Promise<E.Either<StoreFailure, KnownLine>> => {
  for (let look = 0; look < looks && signal?.aborted !== true; look += 1) {
    await clock.sleep(settleMs / looks, signal)
    const now = await lookUpLine(store, plan, n)
    if (E.isLeft(now) || now.right.version !== found.version) return now
  }
  return E.right(found)
}

const endOf = (end: ChangeEnd, version: number): E.Either<StoreFailure, LineEnd> =>
  end.storeFailure === undefined ? E.right(lineEndOf(end, version)) : E.left(end.storeFailure)

/** Goes on with a line whose write somebody has begun. */
const goneOnWith = async (
  work: LineWork,
  options: ReconcileOptions,
  found: KnownLine,
  begunAt: number,
  resolve: (begunAt: number) => Promise<ChangeEnd>,
  version: () => number,
): Promise<E.Either<StoreFailure, LineEnd>> => {
  const { clock, signal, settleMs = defaultSettleMs } = options
  // No clock of another machine says when it is safe to write again, only that a first look is worth its while.
  if (clock.now() - begunAt >= settleMs) return endOf(await resolve(clock.now()), version())
  const now = await othersEnd(work, options, found)
  if (E.isLeft(now)) return now
  if (now.right.version !== found.version) return E.left(lineTaken)
  if (signal?.aborted === true)
    return E.right({ status: 'unknown', ...spentAtMost(work.line.cost), version: found.version, stopped: true })
  return endOf(await resolve(clock.now() - settleMs), version())
}

const noVendor = (vendor: string): DomainError =>
  invalidConfig(vendor, [
    {
      path: 'vendors',
      expected: bilingual(`a vendor named ${vendor}`, `名为 ${vendor} 的厂商`),
      found: bilingual('none', '无'),
    },
  ])

const carriedOut = async (
  work: LineWork,
  vendors: FleetVendors,
  options: ReconcileOptions,
  found: KnownLine,
): Promise<E.Either<StoreFailure, LineEnd>> => {
  const { n, line } = work
  const { clock, signal, settleMs = defaultSettleMs, retries = 2 } = options
  const { address, cost } = line
  const { run, version } = handsOn(work, options, found)
  const vendor = vendorOf(vendors, address.vendor)
  if (vendor === undefined) {
    const error = noteOf(noVendor(address.vendor))
    if (found.record?.state === 'begun')
      return E.right({ status: 'unknown', ...spentAtMost(cost), error, version: found.version })
    const end = { ...spentNothing, status: 'failed' as const, error }
    const kept = await run.end({ n, address, cost }, { ...end, exhausted: false })
    return E.map((): LineEnd => ({ ...end, version: version() }))(kept)
  }
  const change: ChangeRun = { n, line, list: openList(vendor, address), clock, run, signal, settleMs }
  if (found.record?.state !== 'begun') return endOf(await runChange(change, retries), version())
  const resolve = (begunAt: number) => resolveInterrupted(change, begunAt, retries)
  return goneOnWith(work, options, found, found.record.at, resolve, version)
}

/**
 * Carries out one change of a plan, whoever else is at it: any number of processes may be given the same line, at the same time or again.
 * It holds no lock of the run and knows no queue.
 *
 * - The line has ended: gives that end, and asks nobody.
 * - Somebody has begun it: waits for that end, up to `settleMs`, and only then looks at the list, and carries it out if nothing was done.
 * - Else it is begun by one transaction, which one process wins; the list is read, changed, and the end kept with what it spent.
 *
 * At least once, never exactly once: see the README on what a pause can cost. The left is a store that cannot be read or written: the line
 * may have been carried out all the same, and another call finds out. Never rejects.
 */
export const reconcile = async (
  work: LineWork,
  vendors: FleetVendors,
  options: ReconcileOptions,
): Promise<E.Either<StoreFailure, LineEnd>> => {
  const { store } = options
  const { plan, n, again } = work
  for (;;) {
    const found = await lookUpLine(store, plan, n)
    if (E.isLeft(found)) return found
    const { version, record } = found.right
    const kept = version === again ? undefined : keptEnd(record, version)
    const end = kept === undefined ? await carriedOut(work, vendors, options, found.right) : E.right(kept)
    if (E.isLeft(end)) {
      // Somebody else is at it, or has ended it: the line is as the store says by now.
      if (end.left === lineTaken) continue
      return end
    }
    const isTold = kept === undefined && end.right.status !== 'unknown'
    if (isTold || end.right.stopped === true || options.announces === false) return end
    const announced = await announceEnd(store, plan, n, end.right)
    return E.isLeft(announced) ? announced : end
  }
}
