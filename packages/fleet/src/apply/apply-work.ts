import { type FileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { type ApplyCounts, type ApplyFinished, type Wave } from './apply-event.js'
import { type ApplyOptions, type WavePolicy } from './apply-options.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type PlanChange, type PlanLine } from '../plan/plan-line.js'
import { type PlanReview } from './plan-review.js'
import { type PlanDamage, decodePlan, encodeLine } from '../plan/plan-text.js'
import { type Progress } from '../state/progress.js'
import { type Run } from '../state/run.js'
import { type KeptStatus } from '../state/record.js'
import { type VendorHealth, vendorHealth } from './vendor-health.js'

/**
 * The waves, in their order.
 */
export const waves: ReadonlyArray<Wave> = ['pool-add', 'canary', 'rest', 'pool-remove']

/**
 * How many changes of a vendor go first.
 */
export const canarySize = (policy: WavePolicy, changes: number): number => {
  const { canary } = policy
  if (canary === undefined) return 0
  const size = 'count' in canary ? canary.count : Math.ceil((changes * canary.percent) / 100)
  return Math.max(0, Math.min(changes, Math.ceil(size)))
}

/**
 * Says, change by change in the order of the plan, in which wave it goes. The first changes of each vendor are its canary.
 */
export const waveSorter = (
  policy: WavePolicy,
  appChanges: ReadonlyMap<string, number>,
): ((line: PlanChange) => Wave) => {
  const seen = new Map<string, number>()
  return ({ stage, address }) => {
    if (stage !== 'app') return stage
    const before = seen.get(address.vendor) ?? 0
    seen.set(address.vendor, before + 1)
    return before < canarySize(policy, appChanges.get(address.vendor) ?? 0) ? 'canary' : 'rest'
  }
}

/**
 * Opens a saved plan from its begin: its lines. It is read once for each wave, so it must give the same each time.
 */
export type PlanSource = () => AsyncIterable<string | FileFault>

/**
 * One run of an apply: what it was given, and how it is going.
 */
export interface Work {
  readonly source: PlanSource
  readonly vendors: FleetVendors
  readonly options: ApplyOptions
  readonly review: PlanReview
  readonly run: Run
  readonly health: (vendor: string) => VendorHealth
  readonly counts: { -readonly [C in keyof ApplyCounts]: number }
}

/**
 * One change that is to be made.
 */
export interface Item {
  readonly n: number
  readonly line: PlanChange
  readonly wave: Wave
}

const isOver = (status: ReturnType<Progress['statusOf']>): status is KeptStatus =>
  status !== 'untouched' && status !== 'begun'

// Another plan may have been saved under the same name meanwhile; it was not reviewed, so nothing of it is done.
const isReviewed = ({ review }: Work, line: E.Either<PlanDamage, PlanLine>): boolean =>
  E.isRight(line) && review.header !== undefined && encodeLine(line.right) === encodeLine(review.header)

/**
 * Gives the changes of a wave. One that ended in an earlier run is not tried again; what it came to counts for what follows.
 */
export async function* itemsOf(work: Work, wave: Wave): AsyncGenerator<Item> {
  const sort = waveSorter(work.options.waves ?? {}, work.review.appChanges)
  let n = -1
  for await (const line of decodePlan(work.source())) {
    n += 1
    if (work.options.signal?.aborted === true || (n === 0 && !isReviewed(work, line))) return
    if (E.isLeft(line) || line.right.line !== 'change' || sort(line.right) !== wave) continue
    const status = work.run.progress.statusOf(n)
    if (isOver(status)) work.health(line.right.address.vendor).recall(status, wave)
    else yield { n, line: line.right, wave }
  }
}

/**
 * Counts before anything was done, with what ended in earlier runs.
 */
export const noneYet = (resumed: number): Work['counts'] => ({
  done: 0,
  already: 0,
  partial: 0,
  stale: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
  resumed,
})

/**
 * Makes the last event.
 */
export const finished = (work: Work, resumedWell: number): ApplyFinished => {
  const { counts, review, options, vendors } = work
  const total = review.summary.counts.changes
  const ended = counts.done + counts.already + counts.partial + counts.stale + counts.failed + counts.unknown
  return {
    event: 'finished',
    counts: { ...counts, skipped: total - ended - counts.resumed },
    complete: counts.done + counts.already + resumedWell === total,
    cancelled: options.signal?.aborted === true,
    halted: Object.keys(vendors).filter((vendor) => work.health(vendor).halted()),
  }
}

/**
 * Watches all vendors.
 */
export const healthOf = (vendors: FleetVendors, options: ApplyOptions): ((vendor: string) => VendorHealth) => {
  const byVendor = new Map(Object.keys(vendors).map((vendor) => [vendor, vendorHealth(options.waves ?? {})]))
  return (vendor) => byVendor.get(vendor) ?? vendorHealth({})
}
