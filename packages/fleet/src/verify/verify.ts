import { type Bilingual, type Clock, systemClock } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type AppSettings, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp, type FleetRow } from '../desired/fleet-app.js'
import { goalCache, poolAddresses, poolGoal } from '../desired/list-goal.js'
import { rowDiagnostics } from '../desired/row-diagnostic.js'
import { type Selection, selectedApps } from '../desired/selection.js'
import { type ListAddress, ListAddress as ListAddressCodec, listNames } from '../lists/list-address.js'
import { type FleetVendors, type RetryContext, openList, retryingList, vendorOf } from '../lists/open-list.js'
import { inOrder } from '../plan/in-order.js'
import { type BudgetContext } from '../plan/list-plan.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { type Reading } from '../ranges/app-range.js'
import { type RangeDispatch, byRanges, unfinished } from '../ranges/range-dispatch.js'
import { hostsOf, poolCoverage } from '../plan/pool-coverage.js'
import { type ListToVerify, type VerifiedList, verifyList } from './list-verify.js'
import { FindingCodec, type VerifyFinding, type VerifyLine } from './verify-line.js'
import { verifyTally } from './verify-tally.js'

/**
 * How a fleet is verified.
 */
export type VerifyOptions = Pick<PlanOptions, 'openLines' | 'concurrency' | 'select' | 'signal' | 'store' | 'onApp'> & {
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

const verifyApp = async (
  verifier: Verifier,
  row: FleetRow,
  verifyOne: (asked: ListToVerify) => Promise<VerifiedList | undefined>,
): Promise<VerifiedRow> => {
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
    const found = await verifyOne({ list, address, goal, frozen: settings.frozen, budgets })
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

const verifierOf = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: Pick<VerifyOptions, 'clock' | 'signal' | 'store' | 'select'>,
): Verifier => {
  const clock = options.clock ?? systemClock
  const retry = { clock, signal: options.signal }
  return {
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
}

const Verified = t.union([
  t.type({
    _tag: t.literal('App'),
    lists: t.readonlyArray(
      t.intersection([
        t.type({ address: ListAddressCodec, effectiveKnown: t.boolean }),
        t.partial({ finding: FindingCodec }),
      ]),
    ),
  }),
  t.type({ _tag: t.literal('Wrong'), findings: t.readonlyArray(FindingCodec) }),
])

const isVerified = (input: unknown): input is VerifiedRow => Verified.is(input)

/**
 * Verifies apps for a verification that another process makes.
 */
export const rangeVerifier = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: Pick<VerifyOptions, 'clock' | 'signal' | 'store'>,
): ((row: FleetRow) => Promise<unknown>) => {
  const verifier = verifierOf(desired, vendors, options)
  return (row) => verifyApp(verifier, row, verifyList)
}

const unreadList = ({ address, goal }: ListToVerify): Promise<VerifiedList | undefined> =>
  Promise.resolve(
    goal.wanted === undefined
      ? undefined
      : { address, effectiveKnown: false, finding: unreadable(address, unfinished) },
  )

async function* verified(
  read: (verifier: Verifier, rows: AsyncIterable<FleetRow>) => AsyncIterable<VerifiedRow>,
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions,
): AsyncGenerator<VerifyLine> {
  const verifier = verifierOf(desired, vendors, options)
  const tally = verifyTally()
  for (const list of await verifyPools(verifier)) {
    tally.list(list)
    if (list.finding !== undefined) yield list.finding
  }
  for await (const row of read(verifier, selectedApps(desired, options))) {
    options.onApp?.()
    if (row._tag === 'Wrong') {
      tally.wrongRow()
      yield* row.findings
      continue
    }
    tally.app(row.lists)
    for (const { finding } of row.lists) if (finding !== undefined) yield finding
  }
  yield tally.summary()
}

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live. A line for each
 * list that differs, then a summary. Nothing is written at any vendor.
 */
export const verify = (
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions,
): AsyncGenerator<VerifyLine> =>
  verified(
    (verifier, rows) => inOrder(rows, options.concurrency ?? 32, (row) => verifyApp(verifier, row, verifyList)),
    desired,
    vendors,
    options,
  )

/**
 * Verifies a fleet as `verify` does, line for line, but others read the lists of apps, range by range; those of pools are read here. An app
 * whose range nobody finished is unreadable.
 */
export const verifyBy = (
  dispatch: RangeDispatch,
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions,
): AsyncGenerator<VerifyLine> => {
  const reading: Reading = {
    of: 'verify',
    ...(options.select === undefined ? {} : { select: options.select }),
    watched: [],
    pools: {},
  }
  return verified(
    (verifier, rows) =>
      byRanges(dispatch, reading, rows, {
        is: isVerified,
        unread: (row) => verifyApp(verifier, row, unreadList),
        signal: options.signal,
      }),
    desired,
    vendors,
    options,
  )
}
