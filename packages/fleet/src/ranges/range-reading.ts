import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetRow } from '../desired/fleet-app.js'
import { selectedApps } from '../desired/selection.js'
import { type FleetVendors } from '../lists/open-list.js'
import { inOrder } from '../plan/in-order.js'
import { rangePlanner } from '../plan/plan.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { rangeVerifier } from '../verify/verify.js'
import { type AppRange, type Reading, rowsDigest } from './app-range.js'

/**
 * How a range is read.
 */
export type ReadingOptions = Pick<PlanOptions, 'clock' | 'store' | 'openLines' | 'concurrency' | 'signal'>

async function* each<A>(items: ReadonlyArray<A>): AsyncGenerator<A> {
  for (const item of items) yield await Promise.resolve(item)
}

/** Gives apps by their places. Ranges mostly come in order, so that the files of apps are read once. */
const rowTaker = (desired: DesiredState, { select }: Reading, options: ReadingOptions) => {
  const open = (): AsyncGenerator<FleetRow> =>
    selectedApps(desired, { ...options, ...(select === undefined ? {} : { select }) })
  let rows = open()
  let place = 0
  let turn: Promise<unknown> = Promise.resolve()
  const take = async ({ from, to }: AppRange): Promise<ReadonlyArray<FleetRow>> => {
    if (place > from) {
      await rows.return(undefined)
      rows = open()
      place = 0
    }
    const taken: Array<FleetRow> = []
    while (place < to) {
      const next = await rows.next()
      if (next.done === true) break
      if (place >= from) taken.push(next.value)
      place += 1
    }
    return taken
  }
  return (range: AppRange): Promise<ReadonlyArray<FleetRow>> => {
    const taken = turn.then(() => take(range))
    turn = taken.catch(() => undefined)
    return taken
  }
}

/**
 * Reads apps by ranges for another process: what a plan or a verification by ranges asks for, as a text for it. Left: this process has other
 * apps at these places, or was stopped.
 */
export const rangeReading = (
  desired: DesiredState,
  vendors: FleetVendors,
  reading: Reading,
  options: ReadingOptions,
): ((range: AppRange) => Promise<E.Either<'other-apps' | 'stopped', string>>) => {
  const take = rowTaker(desired, reading, options)
  const read: (row: FleetRow) => Promise<unknown> =
    reading.of === 'plan' ? rangePlanner(desired, vendors, reading, options) : rangeVerifier(desired, vendors, options)
  const isStopped = (): boolean => options.signal?.aborted === true
  return async (range) => {
    const rows = await take(range)
    if (isStopped()) return E.left('stopped')
    if (rowsDigest(rows) !== range.digest) return E.left('other-apps')
    const found: Array<unknown> = []
    for await (const one of inOrder(each(rows), options.concurrency ?? 32, read)) found.push(one)
    return isStopped() ? E.left('stopped') : E.right(JSON.stringify(found))
  }
}
