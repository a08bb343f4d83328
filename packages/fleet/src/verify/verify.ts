import { type Bilingual, type Clock, systemClock } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type AppSettings, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp, type FleetRow } from '../desired/fleet-app.js'
import { goalCache, poolAddresses, poolGoal } from '../desired/list-goal.js'
import { rowDiagnostics } from '../desired/row-diagnostic.js'
import { type Selection, selectedApps } from '../desired/selection.js'
import { type ListAddress, listNames } from '../lists/list-address.js'
import { type FleetVendors, type RetryContext, openList, retryingList, vendorOf } from '../lists/open-list.js'
import { inOrder } from '../plan/in-order.js'
import { type BudgetContext } from '../plan/list-plan.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { hostsOf, poolCoverage } from '../plan/pool-coverage.js'
import { type VerifiedList, verifyList } from './list-verify.js'
import { type VerifyFinding, type VerifyLine } from './verify-line.js'
import { verifyTally } from './verify-tally.js'

/**
 * How a fleet is verified.
 */
export type VerifyOptions = Pick<PlanOptions, 'openLines' | 'concurrency' | 'select' | 'signal' | 'store'> & {
  /** What waiting is done with where a vendor is asked too often. Default the machine's. */
  readonly clock?: Clock
}

interface Verifier {
  readonly desired: DesiredState
  readonly vendors: FleetVendors
  readonly retry: RetryContext
  readonly budgets: BudgetContext
  readonly select: Selection | undefined
  readonly settings: (app: FleetApp) => AppSettings
  readonly goal: ReturnType<typeof goalCache>
}

/** What was found of a row: its lists, or what keeps them from being looked at. */
type VerifiedRow =
  | { readonly _tag: 'App'; readonly lists: ReadonlyArray<VerifiedList> }
  | { readonly _tag: 'Wrong'; readonly findings: ReadonlyArray<VerifyFinding> }

const unreadable = (address: ListAddress, hint: Bilingual): VerifyFinding => ({
  line: 'finding',
  address,
  state: 'unreadable',
  actor: 'caller',
  configured: 'unread',
  hint,
})

const named = (verified: VerifiedList, name: string | undefined): VerifiedList =>
  name === undefined || verified.finding === undefined
    ? verified
    : { ...verified, finding: { ...verified.finding, name } }

const verifyApp = async (verifier: Verifier, row: FleetRow): Promise<VerifiedRow> => {
  const { desired, vendors, retry, budgets } = verifier
  const wrong = rowDiagnostics(desired, vendors, row)
  const vendor = E.isLeft(row) ? undefined : vendorOf(vendors, row.right.app.vendor)
  if (E.isLeft(row) || vendor === undefined || wrong.length > 0)
    return { _tag: 'Wrong', findings: wrong.map(({ address, message }) => unreadable(address, message)) }
  const settings = verifier.settings(row.right)
  const { app } = row.right
  const lists: Array<VerifiedList> = []
  for (const which of listNames) {
    const address = { vendor: app.vendor, app: app.id, list: which }
    const list = retryingList(openList(vendor, address), retry)
    const goal = verifier.goal(list.capabilities, settings, address)
    const found = await verifyList({ list, address, goal, frozen: settings.frozen, budgets })
    if (found !== undefined) lists.push(named(found, app.name))
  }
  return { _tag: 'App', lists }
}

const noVendor = (address: ListAddress): VerifiedList => {
  const hint = bilingual(`There is no vendor of the name "${address.vendor}".`, `没有名为“${address.vendor}”的厂商。`)
  return { address, effectiveKnown: false, finding: unreadable(address, hint) }
}

const verifyPools = async ({
  desired,
  vendors,
  retry,
  budgets,
  select,
}: Verifier): Promise<ReadonlyArray<VerifiedList>> => {
  const verified: Array<VerifiedList> = []
  for (const address of poolAddresses(desired, select)) {
    const vendor = vendorOf(vendors, address.vendor)
    if (vendor === undefined) {
      verified.push(noVendor(address))
      continue
    }
    const list = retryingList(openList(vendor, address), retry)
    const goal = poolGoal(desired, list.capabilities, address)
    const found = goal === undefined ? undefined : await verifyList({ list, address, goal, frozen: false, budgets })
    if (found !== undefined) verified.push(found)
  }
  return verified
}

/** What a plan would add to a pool first: all that is desired of it. */
const comingHosts =
  (desired: DesiredState, vendors: FleetVendors) =>
  (pool: ListAddress): ReadonlyArray<string> => {
    const vendor = vendorOf(vendors, pool.vendor)
    if (vendor === undefined) return []
    const { capabilities } = openList(vendor, pool)
    const wanted = poolGoal(desired, capabilities, pool)?.wanted
    return wanted === undefined || E.isLeft(wanted) ? [] : hostsOf(capabilities.kinds, wanted.right.domains)
  }

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live. A line for each
 * list that differs, then a summary. Nothing is written at any vendor.
 */
export async function* verify(
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions,
): AsyncGenerator<VerifyLine> {
  const clock = options.clock ?? systemClock
  const retry = { clock, signal: options.signal }
  const verifier: Verifier = {
    desired,
    vendors,
    retry,
    budgets: {
      store: options.store,
      clock,
      coverage: poolCoverage(vendors, retry, { coming: comingHosts(desired, vendors) }),
    },
    select: options.select,
    settings: settingsFor(desired),
    goal: goalCache(),
  }
  const tally = verifyTally()
  for (const list of await verifyPools(verifier)) {
    tally.list(list)
    if (list.finding !== undefined) yield list.finding
  }
  const rows = selectedApps(desired, options)
  const work = (row: FleetRow): Promise<VerifiedRow> => verifyApp(verifier, row)
  for await (const verified of inOrder(rows, options.concurrency ?? 32, work)) {
    if (verified._tag === 'Wrong') {
      tally.wrongRow()
      yield* verified.findings
      continue
    }
    tally.app(verified.lists)
    for (const { finding } of verified.lists) if (finding !== undefined) yield finding
  }
  yield tally.summary()
}
