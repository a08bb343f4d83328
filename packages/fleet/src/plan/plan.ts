import { settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { digestedFiles } from '../desired/file-lines.js'
import { goalCache } from '../desired/list-goal.js'
import { selectedApps } from '../desired/selection.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type AppPlanner, planApp } from './app-plan.js'
import { type BlastRadius } from './blast-radius.js'
import { inOrder } from './in-order.js'
import { type PlanLine } from './plan-line.js'
import { type PlanParts, blastKey, planLines } from './plan-lines.js'
import { type PlanOptions } from './plan-options.js'
import { poolCoverage } from './pool-coverage.js'
import { type PlannedPool, planPools } from './pool-plan.js'

const plannerOf = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
  blasts: ReadonlyMap<string, BlastRadius>,
  pools: ReadonlyArray<PlannedPool>,
): AppPlanner => ({
  desired,
  vendors,
  budgets: {
    store: options.store,
    clock: options.clock,
    coverage: poolCoverage(vendors, options, {
      planned: (pool) => pools.find(({ address }) => blastKey(address) === blastKey(pool))?.hosts,
    }),
  },
  retry: options,
  settings: settingsFor(desired),
  goal: goalCache(),
  watched: (address) => blasts.has(blastKey(address)),
})

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
  const files = digestedFiles(desired, options.openLines)
  const reading = { ...options, ...(files.openLines === undefined ? {} : { openLines: files.openLines }) }
  const parts: PlanParts = {
    desired,
    vendors,
    pools: () => planPools(desired, vendors, { store: options.store, clock: options.clock }, reading),
    apps: (blasts, pools) => {
      const planner = plannerOf(desired, vendors, reading, blasts, pools)
      return inOrder(selectedApps(desired, reading), options.concurrency ?? 32, (row) => planApp(planner, row))
    },
    configDigest: files.digest,
  }
  yield* planLines(parts, options)
}
