import * as E from 'fp-ts/lib/Either.js'
import { type ApplyCounts, type ApplyEvent, type HaltReason, type ItemStatus, type Wave } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { type Progress, resume } from './apply-progress.js'
import { canarySize, waveSorter, waves } from './apply-wave.js'
import { type ChangeEnd, type ChangeRun, runChange, settleBegun } from './change-run.js'
import { noteOf } from './error-note.js'
import { type FleetVendors, vendorOf } from './fleet-vendor.js'
import { haltMessage } from './halt-message.js'
import { asDone } from './in-order.js'
import { openList } from './open-list.js'
import { type PlanChange } from './plan-line.js'
import { type PlanReview, checkVendors, damagedPlan, guardPlan, journalRefused, reviewPlan } from './plan-review.js'
import { decodePlan } from './plan-text.js'
import { type VendorHealth, vendorHealth } from './vendor-health.js'

/**
 * Opens a saved plan from its begin: its lines. It is read once for each wave, so it must give the same each time.
 */
export type PlanSource = () => AsyncIterable<string>

interface Work {
  readonly source: PlanSource
  readonly vendors: FleetVendors
  readonly options: ApplyOptions
  readonly review: PlanReview
  readonly progress: Progress
  readonly health: (vendor: string) => VendorHealth
  readonly counts: { -readonly [C in keyof ApplyCounts]: number }
}

interface Item {
  readonly n: number
  readonly line: PlanChange
  readonly wave: Wave
}

const isOver = (status: ReturnType<Progress['statusOf']>): status is ItemStatus =>
  status !== 'untouched' && status !== 'begun'

// A change that ended in an earlier run is not tried again; what it came to counts for what follows.
async function* itemsOf(work: Work, wave: Wave): AsyncGenerator<Item> {
  const sort = waveSorter(work.options.waves ?? {}, work.review.appChanges)
  let n = -1
  for await (const line of decodePlan(work.source())) {
    n += 1
    if (work.options.signal?.aborted === true) return
    if (E.isLeft(line) || line.right.line !== 'change' || sort(line.right) !== wave) continue
    const status = work.progress.statusOf(n)
    if (isOver(status)) work.health(line.right.address.vendor).recall(status, wave)
    else yield { n, line: line.right, wave }
  }
}

const runOf = ({ vendors, options }: Work, { n, line }: Item): ChangeRun | undefined => {
  const vendor = vendorOf(vendors, line.address.vendor)
  const { clock, journal, ledger, signal, settleMs = 60_000 } = options
  return vendor === undefined
    ? undefined
    : { n, line, list: openList(vendor, line.address), clock, journal, ledger, signal, settleMs }
}

const carryOut = (work: Work, item: Item, run: ChangeRun): Promise<ChangeEnd> => {
  const retries = work.options.retries ?? 2
  return work.progress.statusOf(item.n) === 'begun'
    ? settleBegun(run, work.progress.begunAt(item.n), retries)
    : runChange(run, retries)
}

const halted = (vendor: string, reason: HaltReason): ApplyEvent => ({
  event: 'halted',
  vendor,
  reason,
  message: haltMessage(reason),
})

const itemEvent = ({ line, wave }: Item, { status, modification, error, rejected }: ChangeEnd): ApplyEvent => ({
  event: 'item',
  address: line.address,
  status,
  modification,
  wave,
  ...(error === undefined ? {} : { error: noteOf(error) }),
  ...(rejected === undefined ? {} : { rejected }),
})

const haltAll = (work: Work): void => {
  for (const vendor of Object.keys(work.vendors)) work.health(vendor).halt()
}

// An unknown end has no entry: the next run finds the intent alone, and looks.
const journalled = async ({ options }: Work, { n }: Item, { status, modification }: ChangeEnd): Promise<boolean> => {
  if (status === 'unknown') return true
  return E.isRight(await options.journal.append({ entry: 'end', n, status, modification })())
}

const doItem = async (work: Work, item: Item): Promise<ReadonlyArray<ApplyEvent>> => {
  const { vendor } = item.line.address
  const health = work.health(vendor)
  const run = health.halted() || work.options.signal?.aborted === true ? undefined : runOf(work, item)
  if (run === undefined) return []
  const end = await carryOut(work, item, run)
  const kept = end.journalLost !== true && (await journalled(work, item, end))
  work.counts[end.status] += 1
  const reason = health.hear(end, item.wave)
  if (!kept) haltAll(work)
  const told = itemEvent(item, end)
  if (!kept) return [told, halted(vendor, 'journal')]
  return reason === undefined ? [told] : [told, halted(vendor, reason)]
}

const changesIn = ({ review, options }: Work, wave: Wave, vendor: string): number => {
  const changes = review.appChanges.get(vendor) ?? 0
  const canary = canarySize(options.waves ?? {}, changes)
  if (wave === 'canary') return canary
  return wave === 'rest' ? changes - canary : 0
}

const isIdle = (work: Work, wave: Wave, vendor: string): boolean => {
  const { poolAdditions, poolRemovals } = work.review
  if (wave === 'pool-add') return !poolAdditions.has(vendor)
  return wave === 'pool-remove' ? !poolRemovals.has(vendor) : changesIn(work, wave, vendor) === 0
}

async function* runWave(work: Work, wave: Wave): AsyncGenerator<ApplyEvent> {
  const anyway = work.options.allow?.includes('pool-before-apps') === true
  // A plan is read once for each wave, so waves of nothing are left out.
  const busy = Object.keys(work.vendors).filter((vendor) => !isIdle(work, wave, vendor))
  if (busy.length === 0) return
  for (const vendor of busy) {
    const reason = work.health(vendor).before(wave, anyway)
    if (reason !== undefined) yield halted(vendor, reason)
    const changes = changesIn(work, wave, vendor)
    if (changes > 0 && !work.health(vendor).halted()) yield { event: 'wave', wave, vendor, changes }
  }
  const { concurrency = 16 } = work.options
  for await (const events of asDone(itemsOf(work, wave), concurrency, (item) => doItem(work, item))) yield* events
}

const noneYet = (resumed: number): Work['counts'] => ({
  done: 0,
  already: 0,
  partial: 0,
  stale: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
  resumed,
})

const finished = (work: Work, resumedWell: number): ApplyEvent => {
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

const healthOf = (vendors: FleetVendors, options: ApplyOptions): ((vendor: string) => VendorHealth) => {
  const byVendor = new Map(Object.keys(vendors).map((vendor) => [vendor, vendorHealth(options.waves ?? {})]))
  return (vendor) => byVendor.get(vendor) ?? vendorHealth({})
}

/**
 * Carries out a saved plan exactly: each change once, on lists that are as they were when it was made. Streams what happens;
 * one that fails stops no other. Nothing is done where the plan is damaged, deletes more than it may, or was made with other
 * adapters: then the one event is `refused`.
 *
 * Run it again with the same journal to go on where it was stopped, also after a crash.
 */
export async function* apply(
  source: PlanSource,
  vendors: FleetVendors,
  options: ApplyOptions,
): AsyncGenerator<ApplyEvent> {
  const review = await reviewPlan(source())
  if (E.isLeft(review)) {
    yield damagedPlan(review.left)
    return
  }
  const refusal =
    checkVendors(review.right, vendors) ?? guardPlan(review.right, options.guard ?? {}, options.allow ?? [])
  if (refusal !== undefined) {
    yield refusal
    return
  }
  const { summary } = review.right
  const progress = await resume(options.journal, summary.digest, summary.lines)
  if (E.isLeft(progress)) {
    yield journalRefused(progress.left.message)
    return
  }
  const { ended, well } = progress.right
  yield { event: 'started', plan: summary.digest, changes: summary.counts.changes, resumed: ended }
  const work: Work = {
    source,
    vendors,
    options,
    review: review.right,
    progress: progress.right,
    health: healthOf(vendors, options),
    counts: noneYet(ended),
  }
  for (const wave of waves) if (options.signal?.aborted !== true) yield* runWave(work, wave)
  yield finished(work, well)
}
