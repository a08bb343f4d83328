import * as t from 'io-ts'
import { settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { digestedFiles } from '../desired/file-lines.js'
import { goalCache } from '../desired/list-goal.js'
import { selectedApps } from '../desired/selection.js'
import { type FleetRow } from '../desired/fleet-app.js'
import { type ListAddress, ListAddress as ListAddressCodec } from '../lists/list-address.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type Reading } from '../ranges/app-range.js'
import { type RangeDispatch, byRanges, unfinished } from '../ranges/range-dispatch.js'
import { type AppPlanner, type PlannedList, planApp, planUnread } from './app-plan.js'
import { type BlastRadius } from './blast-radius.js'
import { inOrder } from './in-order.js'
import { PlanBlocked, PlanChange, type PlanLine } from './plan-line.js'
import { type PlanParts, blastKey, planLines } from './plan-lines.js'
import { type PlanOptions } from './plan-options.js'
import { poolCoverage } from './pool-coverage.js'
import { type PlannedPool, planPools } from './pool-plan.js'

type PlannerOptions = Pick<PlanOptions, 'clock' | 'store' | 'signal'>

/** What a plan knows of the pools before it looks at apps. */
interface KnownPools {
  readonly watched: (address: ListAddress) => boolean
  /** The hosts of a pool once it is as planned. */
  readonly planned: (pool: ListAddress) => ReadonlyArray<string> | undefined
}

const plannerOf = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlannerOptions,
  { watched, planned }: KnownPools,
): AppPlanner => ({
  desired,
  vendors,
  budgets: {
    store: options.store,
    clock: options.clock,
    coverage: poolCoverage(vendors, { clock: options.clock, signal: options.signal }, { planned }),
  },
  retry: { clock: options.clock, signal: options.signal },
  settings: settingsFor(desired),
  goal: goalCache(),
  watched,
})

const knownPools = (blasts: ReadonlyMap<string, BlastRadius>, pools: ReadonlyArray<PlannedPool>): KnownPools => ({
  watched: (address) => blasts.has(blastKey(address)),
  planned: (pool) => pools.find(({ address }) => blastKey(address) === blastKey(pool))?.hosts,
})

const Planned = t.readonlyArray(
  t.intersection([
    t.type({ address: ListAddressCodec }),
    t.partial({
      line: t.union([PlanChange, PlanBlocked]),
      use: t.type({ now: t.readonlyArray(t.string), after: t.readonlyArray(t.string) }),
    }),
  ]),
)

const isPlanned = (input: unknown): input is ReadonlyArray<PlannedList> => Planned.is(input)

/**
 * Plans apps for a plan that another process makes. What they list is told only where that one asks for it.
 */
export const rangePlanner = (
  desired: DesiredState,
  vendors: FleetVendors,
  { watched, pools }: Reading,
  options: PlannerOptions,
): ((row: FleetRow) => Promise<ReadonlyArray<PlannedList>>) => {
  const lists = new Set(watched)
  const isWatched = (address: ListAddress): boolean => lists.has(blastKey(address))
  const known = {
    watched: isWatched,
    planned: (pool: ListAddress) => (Object.hasOwn(pools, blastKey(pool)) ? pools[blastKey(pool)] : undefined),
  }
  const planner = plannerOf(desired, vendors, options, known)
  return async (row) =>
    (await planApp(planner, row)).map((list) => (isWatched(list.address) ? list : { ...list, use: undefined }))
}

/** Reads the apps: this process, or others by ranges. */
type ReadApps = (
  reading: Reading,
  planner: AppPlanner,
  rows: AsyncIterable<FleetRow>,
) => AsyncIterable<ReadonlyArray<PlannedList>>

async function* planned(
  read: ReadApps,
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
): AsyncGenerator<PlanLine> {
  const files = digestedFiles(desired, options.openLines)
  const reading = { ...options, ...(files.openLines === undefined ? {} : { openLines: files.openLines }) }
  const parts: PlanParts = {
    desired,
    vendors,
    pools: () => planPools(desired, vendors, { store: options.store, clock: options.clock }, reading),
    apps: (blasts, pools) =>
      read(
        {
          of: 'plan',
          ...(options.select === undefined ? {} : { select: options.select }),
          watched: [...blasts.keys()],
          pools: Object.fromEntries(
            pools.flatMap(({ address, hosts }) => (hosts === undefined ? [] : [[blastKey(address), hosts]])),
          ),
        },
        plannerOf(desired, vendors, reading, knownPools(blasts, pools)),
        selectedApps(desired, reading),
      ),
    configDigest: files.digest,
  }
  yield* planLines(parts, options)
}

/**
 * Plans a fleet: reads every list that something is asked of, and gives a line for each that differs, between a header and
 * a summary. Nothing is written at any vendor. The lines stream: what was given is forgotten.
 *
 * Where the signal ends it early there is no summary, and nothing will apply such a plan.
 */
export const plan = (desired: DesiredState, vendors: FleetVendors, options: PlanOptions): AsyncGenerator<PlanLine> =>
  planned(
    (_, planner, rows) => inOrder(rows, options.concurrency ?? 32, (row) => planApp(planner, row)),
    desired,
    vendors,
    options,
  )

/**
 * Plans a fleet as `plan` does, line for line, but others read the lists of apps, range by range; those of pools are read here. An app whose
 * range nobody finished is blocked as one that could not be read.
 */
export const planBy = (
  dispatch: RangeDispatch,
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
): AsyncGenerator<PlanLine> =>
  planned(
    (reading, planner, rows) =>
      byRanges(dispatch, reading, rows, {
        is: isPlanned,
        unread: (row) => planUnread(planner, row, unfinished),
        signal: options.signal,
      }),
    desired,
    vendors,
    options,
  )
