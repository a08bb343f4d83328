import { type DesiredState } from '../desired/desired-state.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type PlannedList } from './app-plan.js'
import { type BlastRadius } from './blast-radius.js'
import { type PlanHeader, type PlanLine, type PlanSummary } from './plan-line.js'
import { type PlanOptions } from './plan-options.js'
import { type PlanTally, planTally } from './plan-tally.js'
import { encodeLine } from './plan-text.js'
import { type PlannedPool } from './pool-plan.js'
import { planChecksum } from './verify-plan.js'

/**
 * What a plan is made of: the pools, then the apps, which come as they are planned.
 */
export interface PlanParts {
  readonly desired: DesiredState
  readonly vendors: FleetVendors
  readonly pools: () => Promise<ReadonlyArray<PlannedPool>>
  /** Plans the apps. Those lists whose `blastKey` is among the blasts are to be looked at, whatever is planned for them. */
  readonly apps: (
    blasts: ReadonlyMap<string, BlastRadius>,
    pools: ReadonlyArray<PlannedPool>,
  ) => AsyncIterable<ReadonlyArray<PlannedList>>
  /** Asked for once all apps were given. */
  readonly configDigest: () => string
}

const headerOf = (
  { desired, vendors }: PlanParts,
  { tool, clock }: Pick<PlanOptions, 'tool' | 'clock'>,
): PlanHeader => ({
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

/**
 * Names the list of all apps of a vendor whose use of a pool is counted.
 */
export const blastKey = ({ vendor, list }: ListAddress): string => `${vendor} ${list}`

const blastsOf = (pools: ReadonlyArray<PlannedPool>): ReadonlyMap<string, BlastRadius> =>
  new Map(pools.flatMap(({ address, later }) => (later === undefined ? [] : [[blastKey(address), later.blast]])))

const noteApp = (
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

async function* linesOf(parts: PlanParts, options: PlanOptions, tally: PlanTally): AsyncGenerator<PlanLine> {
  yield headerOf(parts, options)
  const pools = await parts.pools()
  for (const { address, same, first } of pools) {
    tally.list(address.vendor, same)
    if (first !== undefined) yield first
  }
  const blasts = blastsOf(pools)
  for await (const planned of parts.apps(blasts, pools)) {
    noteApp(blasts, tally, planned)
    options.onApp?.()
    for (const { line } of planned) if (line !== undefined) yield line
  }
  for (const { later } of pools) {
    if (later?.line.line === 'change') yield { ...later.line, blast: later.blast.of(later.blast.hosts) }
    else if (later !== undefined) yield later.line
  }
}

/**
 * Gives the lines of a plan between its header and its summary, counted and with their checksum. The lines stream: what was given is
 * forgotten. Where the signal ends it early there is no summary.
 */
export async function* planLines(parts: PlanParts, options: PlanOptions): AsyncGenerator<PlanLine> {
  const checksum = planChecksum()
  const tally = planTally(Object.keys(parts.vendors))
  for await (const line of linesOf(parts, options, tally)) {
    if (line.line === 'change') tally.change(line)
    if (line.line === 'blocked') tally.blocked(line)
    const text = encodeLine(line)
    checksum.add(text)
    await options.onText?.(text)
    yield line
  }
  if (options.signal?.aborted === true) return
  const summary = summaryOf(tally, checksum, parts.configDigest())
  await options.onText?.(encodeLine(summary))
  yield summary
}
