import { spentOf } from '@mini-domains/core/adapter'
import { type ApplyEvent, type HaltReason, type Wave } from './apply-event.js'
import { type Item, type Work, canarySize, itemsOf } from './apply-work.js'
import { type ChangeEnd, type ChangeRun, runChange, settleBegun } from './change-run.js'
import { noteOf } from '../error/error-note.js'
import { asDone } from '../plan/in-order.js'
import { openList, vendorOf } from '../lists/open-list.js'
import { haltMessage, unkeptMessage } from './vendor-health.js'

const runOf = ({ vendors, options, run }: Work, { n, line }: Item): ChangeRun | undefined => {
  const vendor = vendorOf(vendors, line.address.vendor)
  const { clock, signal, settleMs = 60_000 } = options
  return vendor === undefined
    ? undefined
    : { n, line, list: openList(vendor, line.address), clock, run, signal, settleMs }
}

const carryOut = (work: Work, item: Item, run: ChangeRun): Promise<ChangeEnd> => {
  const retries = work.options.retries ?? 2
  const { progress } = work.run
  return progress.statusOf(item.n) === 'begun'
    ? settleBegun(run, progress.begunAt(item.n), retries)
    : runChange(run, retries)
}

type Halted = Extract<ApplyEvent, { readonly event: 'halted' }>

const halted = (vendor: string, reason: HaltReason): Halted => ({
  event: 'halted',
  vendor,
  reason,
  message: haltMessage(reason),
})

const itemEvent = ({ line, wave }: Item, end: ChangeEnd): ApplyEvent => ({
  event: 'item',
  address: line.address,
  status: end.status,
  ...spentOf(end),
  wave,
  ...(end.error === undefined ? {} : { error: noteOf(end.error) }),
  ...(end.deletes === undefined ? {} : { deletes: end.deletes }),
  ...(end.rejected === undefined ? {} : { rejected: end.rejected }),
})

const haltAll = (work: Work): void => {
  for (const vendor of Object.keys(work.vendors)) work.health(vendor).halt()
}

const doItem = async (work: Work, item: Item): Promise<ReadonlyArray<ApplyEvent>> => {
  const { vendor } = item.line.address
  const health = work.health(vendor)
  const run = health.halted() || work.options.signal?.aborted === true ? undefined : runOf(work, item)
  if (run === undefined) return []
  const end = await carryOut(work, item, run)
  work.counts[end.status] += 1
  const reason = health.hear(end, item.wave)
  const told = itemEvent(item, end)
  if (end.unkept !== undefined) {
    haltAll(work)
    return [told, { ...halted(vendor, 'store'), message: unkeptMessage(end.unkept) }]
  }
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

/**
 * Carries out one wave: all its changes, some at the same time, each vendor until it is halted.
 */
export async function* runWave(work: Work, wave: Wave): AsyncGenerator<ApplyEvent> {
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
