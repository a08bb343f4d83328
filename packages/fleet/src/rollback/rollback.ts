import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type ListDiff, type Store, bilingual, listDiff } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { digestedFiles } from '../desired/file-lines.js'
import { type WantedList, domainKey } from '../desired/list-goal.js'
import { poolShare, selectedApps } from '../desired/selection.js'
import { type ListAddress, addressName } from '../lists/list-address.js'
import { type FleetVendors, type OpenList, openList, retryingList, vendorOf } from '../lists/open-list.js'
import { type PlannedList, allOf, frozenLine, planApp, unused } from '../plan/app-plan.js'
import { type BlastRadius } from '../plan/blast-radius.js'
import { blocked, unread } from '../plan/block-detail.js'
import { inOrder } from '../plan/in-order.js'
import { type Differing, differingLine, inputLine } from '../plan/list-plan.js'
import { type PlanBlocked, type PlanLine } from '../plan/plan-line.js'
import { blastKey, planLines } from '../plan/plan-lines.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { type PoolCoverage, hostsOf, poolCoverage } from '../plan/pool-coverage.js'
import { type PlannedPool, planDifferingPool } from '../plan/pool-plan.js'
import { type KeptEffect, listBefore } from './list-before.js'
import { type RunLists, type RunApp, runApps, runPools } from './run-lists.js'
import { type FleetNotes, fleetNotes } from './fleet-notes.js'

/**
 * How a run is taken back.
 */
export interface RollbackOptions extends Omit<PlanOptions, 'store' | 'poolAdditions'> {
  readonly store: Pick<Store, 'get' | 'entries'>
  /** The digest of the plan that the run carried out. */
  readonly plan: string
  /** The name of the run, for the reasons of the plan. */
  readonly run: string
}

interface Rollback {
  readonly desired: DesiredState
  readonly vendors: FleetVendors
  readonly options: RollbackOptions
}

const moved = bilingual(
  'The list has changed since the run, so what was before cannot be told; it is left as it is. Take later runs back first, or change it by hand.',
  '列表在该次运行之后又有变动，无法确定之前的内容，因此不作修改。请先撤回之后的运行，或手工修改。',
)

type Found =
  | { readonly _tag: 'Blocked'; readonly line: PlanBlocked; readonly observed?: DomainSet<Kind> }
  | { readonly _tag: 'Same'; readonly observed: DomainSet<Kind> }
  | ({ readonly _tag: 'Differs'; readonly difference: ListDiff<Kind> } & Omit<Differing, 'stage' | 'before'>)

const wantedOf = (kinds: ReadonlyArray<Kind>, domains: DomainSet<Kind>, run: string): WantedList => ({
  domains,
  reasons: new Map(
    kinds.flatMap((kind) =>
      domainsOf(domains, kind).map((domain) => [
        domainKey(kind, domain),
        { kind, domain, intent: 'present' as const, source: 'run' as const, name: run },
      ]),
    ),
  ),
})

const compared = async (
  { options }: Rollback,
  list: OpenList,
  address: ListAddress,
  changes: ReadonlyArray<KeptEffect>,
): Promise<Found> => {
  const read = await list.get()
  if (E.isLeft(read)) return { _tag: 'Blocked', line: unread(address, read.left) }
  const { kinds } = list.capabilities
  const observed = read.right.domains
  const before = listBefore(kinds, observed, changes)
  if (before === undefined) return { _tag: 'Blocked', line: blocked(address, 'moved', moved), observed }
  const difference = listDiff(kinds, observed, before, () => false)
  if (difference === undefined) return { _tag: 'Same', observed }
  const deletedBy = { source: 'run' as const, name: options.run }
  const wanted = wantedOf(kinds, before, options.run)
  return { _tag: 'Differs', address, list, observed, wanted, difference, deletedBy }
}

const noVendor = (address: ListAddress): PlanBlocked =>
  inputLine(address, `no vendor of the name "${address.vendor}"`, `没有名为“${address.vendor}”的厂商`)

const backPool = async (rollback: Rollback, { address, changes }: RunLists): Promise<PlannedPool> => {
  const { vendors, options } = rollback
  const vendor = vendorOf(vendors, address.vendor)
  const only = { address, same: false, later: undefined, hosts: undefined }
  if (vendor === undefined) return { ...only, first: noVendor(address) }
  const list = retryingList(openList(vendor, address), options)
  const found = await compared(rollback, list, address, changes)
  if (found._tag === 'Differs') return planDifferingPool(found, { stays: () => false }, options, options.select)
  const hosts = found.observed === undefined ? undefined : hostsOf(list.capabilities.kinds, found.observed)
  return found._tag === 'Same'
    ? { ...only, same: true, first: undefined, hosts }
    : { ...only, first: found.line, hosts }
}

const backList = async (
  rollback: Rollback,
  { address, changes }: RunLists,
  isFrozen: boolean,
  coverage: PoolCoverage,
): Promise<PlannedList> => {
  const { vendors, options } = rollback
  const vendor = vendorOf(vendors, address.vendor)
  if (vendor === undefined) return unused(address, noVendor(address))
  const list = retryingList(openList(vendor, address), options)
  const found = await compared(rollback, list, address, changes)
  if (found._tag === 'Blocked' && found.observed === undefined) return unused(address, found.line)
  const { kinds } = list.capabilities
  const now = allOf(kinds, found.observed ?? {})
  if (found._tag === 'Blocked') return { address, line: found.line, use: { now, after: now } }
  if (found._tag === 'Same') return { address, line: undefined, use: { now, after: now } }
  if (isFrozen) return { address, line: frozenLine(address), use: { now, after: now } }
  const line = await differingLine(
    { ...found, stage: 'app', before: 0 },
    { store: options.store, clock: options.clock, coverage },
  )
  return { address, line, use: { now, after: line.line === 'change' ? allOf(kinds, found.difference.after) : now } }
}

const backApp = async (
  rollback: Rollback,
  { isFrozen, name }: FleetNotes,
  app: RunApp,
  coverage: PoolCoverage,
): Promise<ReadonlyArray<PlannedList>> => {
  const planned: Array<PlannedList> = []
  for (const lists of app.lists) {
    const found = await backList(rollback, lists, isFrozen(lists.address), coverage)
    const called = name(lists.address)
    planned.push(
      called === undefined || found.line === undefined ? found : { ...found, line: { ...found.line, name: called } },
    )
  }
  return planned
}

/** Apps that the run did not touch may use a host that leaves the pool all the same. */
async function* otherApps(
  { desired, vendors, options }: Rollback,
  blasts: ReadonlyMap<string, BlastRadius>,
  seen: ReadonlySet<string>,
): AsyncGenerator<ReadonlyArray<PlannedList>> {
  if (blasts.size === 0) return
  const { openLines, signal, concurrency = 32 } = options
  const planner = {
    desired,
    vendors,
    budgets: options,
    retry: options,
    settings: settingsFor(desired),
    goal: () => ({ wanted: undefined, handling: { keeps: () => true, stays: () => true } }),
    watched: (address: ListAddress) => blasts.has(blastKey(address)) && !seen.has(addressName(address)),
  }
  const rows = selectedApps(desired, {
    ...(openLines === undefined ? {} : { openLines }),
    ...(signal === undefined ? {} : { signal }),
  })
  // What is wrong with a row was told before.
  yield* inOrder(rows, concurrency, async (row) => (E.isLeft(row) ? [] : planApp(planner, row)))
}

async function* backApps(
  rollback: Rollback,
  notes: FleetNotes,
  blasts: ReadonlyMap<string, BlastRadius>,
  pools: ReadonlyArray<PlannedPool>,
): AsyncGenerator<ReadonlyArray<PlannedList>> {
  const { vendors, options } = rollback
  const coverage = poolCoverage(vendors, options, {
    planned: (pool) => pools.find(({ address }) => blastKey(address) === blastKey(pool))?.hosts,
  })
  const seen = new Set<string>()
  for (const { address, message } of notes.wrong) yield [unused(address, inputLine(address, message.en, message.zh))]
  const apps = runApps(options, notes.selects)
  for await (const planned of inOrder(apps, options.concurrency ?? 32, async (app) =>
    E.isLeft(app) ? [unused(app.left.address, app.left)] : backApp(rollback, notes, app.right, coverage),
  )) {
    if (blasts.size > 0) for (const { address } of planned) seen.add(addressName(address))
    yield planned
  }
  yield* otherApps(rollback, blasts, seen)
}

/**
 * Plans the way back from a run: for each list that the run changed, to what was read just before the change. A plan like any other: the same
 * guards, budgets and checks hold when it is applied, and nothing is written before.
 *
 * A list that somebody else has changed since is blocked (`moved`); so is one of an app that is frozen now. Pools gain again before the apps
 * what the run took from them, and lose after them what it added; for that, all apps of the desired state are looked at.
 */
export async function* rollback(
  desired: DesiredState,
  vendors: FleetVendors,
  options: RollbackOptions,
): AsyncGenerator<PlanLine> {
  const files = digestedFiles(desired, options.openLines)
  const reading = { ...options, ...(files.openLines === undefined ? {} : { openLines: files.openLines }) }
  const work: Rollback = { desired, vendors, options: reading }
  yield* planLines(
    {
      desired,
      vendors,
      pools: async () => {
        const planned: Array<PlannedPool> = []
        for (const pool of await runPools(reading))
          if (poolShare(options.select, pool.address.vendor) !== 'none') planned.push(await backPool(work, pool))
        return planned
      },
      apps: async function* (blasts, planned) {
        yield* backApps(work, await fleetNotes(desired, vendors, reading), blasts, planned)
      },
      configDigest: files.digest,
    },
    reading,
  )
}
