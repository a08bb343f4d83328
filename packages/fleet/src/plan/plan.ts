import { type Clock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { digestedFiles } from '../desired/file-lines.js'
import { type FleetRow } from '../desired/fleet-app.js'
import { goalCache } from '../desired/list-goal.js'
import { type SelectionOptions, selectedApps } from '../desired/selection.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type AppPlanner, type PlannedList, planApp } from './app-plan.js'
import { type BlastRadius } from './blast-radius.js'
import { inOrder } from './in-order.js'
import { type PlanHeader, type PlanLine, type PlanSummary } from './plan-line.js'
import { type PlanTally, planTally } from './plan-tally.js'
import { encodeLine } from './plan-text.js'
import { planChecksum } from './verify-plan.js'
import { type PlannedPool, planPools } from './pool-plan.js'

/**
 * How a plan is made.
 */
export interface PlanOptions extends SelectionOptions {
  readonly clock: Clock
  /** Told in the plan. */
  readonly tool: { readonly name: string; readonly version: string }
  /** Lists read at the same time, at most. Default 32. */
  readonly concurrency?: number
  /** Where the budgets are kept. Without one, they are taken to be untouched. */
  readonly store?: Pick<Store, 'get'>
  /** Hears each line as text, without its end, before the line is given: what is to be saved, encoded once. */
  readonly onText?: (text: string) => Promise<void>
  /** Ends the reading after what is under way; the plan then has no summary and cannot be applied. */
  readonly signal?: AbortSignal
}

const headerOf = (desired: DesiredState, vendors: FleetVendors, { tool, clock }: PlanOptions): PlanHeader => ({
  line: 'header',
  format: 1,
  tool,
  adapters: Object.entries(vendors).map(([vendor, { adapter }]) => ({
    vendor,
    adapter: adapter.name,
    version: adapter.version,
  })),
  config: { file: desired.file },
  createdAt: new Date(clock.now()).toISOString(),
})

type Checksum = ReturnType<typeof planChecksum>

const summaryOf = (tally: PlanTally, checksum: Checksum, configDigest: string): PlanSummary => {
  const counts = tally.counts()
  const summary: PlanSummary = {
    line: 'summary',
    lines: checksum.lines(),
    digest: '',
    counts,
    vendors: tally.vendors(),
    impact: tally.impact(),
    configDigest,
    applyable: counts.changes > 0,
    complete: counts.blocked === 0,
    errored: counts.errors > 0,
  }
  return { ...summary, digest: checksum.digest(encodeLine(summary)) }
}

const blastKey = ({ vendor, list }: ListAddress): string => `${vendor} ${list}`

const blastsOf = (pools: ReadonlyArray<PlannedPool>): ReadonlyMap<string, BlastRadius> =>
  new Map(pools.flatMap(({ address, later }) => (later === undefined ? [] : [[blastKey(address), later.blast]])))

const note = (
  blasts: ReadonlyMap<string, BlastRadius>,
  tally: PlanTally,
  planned: ReadonlyArray<PlannedList>,
): void => {
  const first = planned[0]
  if (first !== undefined) tally.app(first.address.vendor)
  for (const { address, line, use } of planned) {
    tally.list(address.vendor, line === undefined)
    const blast = blasts.get(blastKey(address))
    if (use === undefined) blast?.unread()
    else blast?.see({ app: address.app ?? '', ...use })
  }
}

const plannerOf = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
  blasts: ReadonlyMap<string, BlastRadius>,
): AppPlanner => ({
  desired,
  vendors,
  budgets: { store: options.store, clock: options.clock },
  retry: options,
  settings: settingsFor(desired),
  goal: goalCache(),
  watched: (address) => blasts.has(blastKey(address)),
})

async function* linesOf(
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
  tally: PlanTally,
): AsyncGenerator<PlanLine> {
  yield headerOf(desired, vendors, options)
  const budgets = { store: options.store, clock: options.clock }
  const pools = await planPools(desired, vendors, budgets, options)
  for (const { address, same, first } of pools) {
    tally.list(address.vendor, same)
    if (first !== undefined) yield first
  }
  const blasts = blastsOf(pools)
  const planner = plannerOf(desired, vendors, options, blasts)
  const work = (row: FleetRow): Promise<ReadonlyArray<PlannedList>> => planApp(planner, row)
  for await (const planned of inOrder(selectedApps(desired, options), options.concurrency ?? 32, work)) {
    note(blasts, tally, planned)
    for (const { line } of planned) if (line !== undefined) yield line
  }
  for (const { later } of pools) {
    if (later?.line.line === 'change') yield { ...later.line, blast: later.blast.of(later.blast.hosts) }
    else if (later !== undefined) yield later.line
  }
}

/**
 * Plans a fleet: reads every list that something is asked of, and gives a line for each that differs, between a header and
 * a summary. Nothing is written at any vendor. The lines stream: what was given is forgotten.
 *
 * Where the signal ends it early there is no summary, and nothing will apply such a plan.
 */
export async function* plan(
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
): AsyncGenerator<PlanLine> {
  const checksum = planChecksum()
  const tally = planTally(Object.keys(vendors))
  const files = digestedFiles(desired, options.openLines)
  const reading = { ...options, ...(files.openLines === undefined ? {} : { openLines: files.openLines }) }
  for await (const line of linesOf(desired, vendors, reading, tally)) {
    if (line.line === 'change') tally.change(line)
    if (line.line === 'blocked') tally.blocked(line)
    const text = encodeLine(line)
    checksum.add(text)
    await options.onText?.(text)
    yield line
  }
  if (options.signal?.aborted === true) return
  const summary = summaryOf(tally, checksum, files.digest())
  await options.onText?.(encodeLine(summary))
  yield summary
}
