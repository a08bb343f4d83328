import { type Clock, systemClock } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type AppSettings, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp, type FleetRow } from '../desired/fleet-app.js'
import { goalCache, poolAddresses, poolGoal } from '../desired/list-goal.js'
import { rowDiagnostics } from '../desired/row-diagnostic.js'
import { type Selection, selectedApps } from '../desired/selection.js'
import { type ListAddress, listNames } from '../lists/list-address.js'
import {
  type FleetVendors,
  type OpenList,
  type RetryContext,
  openList,
  retryingList,
  vendorOf,
} from '../lists/open-list.js'
import { inOrder } from '../plan/in-order.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { type VerifiedList, verifyList } from './list-verify.js'
import { type VerifyFinding, type VerifyLine, type VerifySummary } from './verify-line.js'

/**
 * How a fleet is verified.
 */
export type VerifyOptions = Pick<PlanOptions, 'openLines' | 'concurrency' | 'select' | 'signal'> & {
  /** What waiting is done with where a vendor is asked too often. Default the machine's. */
  readonly clock?: Clock
}

interface Verifier {
  readonly desired: DesiredState
  readonly retry: RetryContext
  readonly vendors: FleetVendors
  readonly settings: (app: FleetApp) => AppSettings
  readonly goal: (
    capabilities: OpenList['capabilities'],
    settings: AppSettings,
    address: ListAddress,
  ) => ReturnType<ReturnType<typeof goalCache>>
}

/** What was found of a row: its lists, or what keeps them from being looked at. */
type VerifiedRow =
  | { readonly _tag: 'App'; readonly lists: ReadonlyArray<VerifiedList> }
  | { readonly _tag: 'Wrong'; readonly findings: ReadonlyArray<VerifyFinding> }

const verifyApp = async (verifier: Verifier, row: FleetRow): Promise<VerifiedRow> => {
  const wrong = rowDiagnostics(verifier.desired, verifier.vendors, row)
  const vendor = E.isLeft(row) ? undefined : vendorOf(verifier.vendors, row.right.app.vendor)
  if (E.isLeft(row) || vendor === undefined || wrong.length > 0)
    return {
      _tag: 'Wrong',
      findings: wrong.map(({ address, message: hint }) => ({ line: 'finding', address, configured: 'unread', hint })),
    }
  const settings = verifier.settings(row.right)
  const { app } = row.right
  const lists: Array<VerifiedList> = []
  for (const list of listNames) {
    const address = { vendor: app.vendor, app: app.id, list }
    const opened = retryingList(openList(vendor, address), verifier.retry)
    const found = await verifyList(opened, address, verifier.goal(opened.capabilities, settings, address))
    if (found !== undefined) lists.push(found)
  }
  return { _tag: 'App', lists }
}

const noVendor = (address: ListAddress): VerifiedList => {
  const hint = bilingual(`There is no vendor of the name "${address.vendor}".`, `没有名为“${address.vendor}”的厂商。`)
  return { address, effectiveKnown: false, finding: { line: 'finding', address, configured: 'unread', hint } }
}

const verifyPools = async (
  desired: DesiredState,
  vendors: FleetVendors,
  retry: RetryContext,
  select: Selection | undefined,
): Promise<ReadonlyArray<VerifiedList>> => {
  const verified: Array<VerifiedList> = []
  for (const address of poolAddresses(desired, select)) {
    const vendor = vendorOf(vendors, address.vendor)
    if (vendor === undefined) {
      verified.push(noVendor(address))
      continue
    }
    const list = retryingList(openList(vendor, address), retry)
    const goal = poolGoal(desired, list.capabilities, address)
    const found = goal === undefined ? undefined : await verifyList(list, address, goal)
    if (found !== undefined) verified.push(found)
  }
  return verified
}

type Growing = { -readonly [K in 'apps' | 'lists' | 'same' | 'effectiveUnknown' | 'differing' | 'unread']: number }

const count = (counts: Growing, { address, effectiveKnown, finding }: VerifiedList): void => {
  counts.lists += 1
  if (!effectiveKnown && address.app !== undefined) counts.effectiveUnknown += 1
  if (finding === undefined) counts.same += 1
  else if (finding.configured === 'unread' || finding.effective === 'unread') counts.unread += 1
  if (finding?.configured === 'differs' || finding?.effective === 'differs') counts.differing += 1
}

const summaryOf = (counts: Growing, wrongRows: number): VerifySummary => ({
  line: 'summary',
  ...counts,
  differences: counts.differing > 0,
  errored: counts.unread > 0 || wrongRows > 0,
})

/**
 * Compares what is desired with what is configured and, where the vendor tells, with what is live for users. A line for each
 * list that differs, then a summary. Nothing is written at any vendor.
 */
export async function* verify(
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions,
): AsyncGenerator<VerifyLine> {
  const retry = { clock: options.clock ?? systemClock, signal: options.signal }
  const verifier = { desired, vendors, retry, settings: settingsFor(desired), goal: goalCache() }
  const counts: Growing = { apps: 0, lists: 0, same: 0, effectiveUnknown: 0, differing: 0, unread: 0 }
  let wrongRows = 0
  for (const list of await verifyPools(desired, vendors, retry, options.select)) {
    count(counts, list)
    if (list.finding !== undefined) yield list.finding
  }
  const rows = selectedApps(desired, options)
  const work = (row: FleetRow): Promise<VerifiedRow> => verifyApp(verifier, row)
  for await (const verified of inOrder(rows, options.concurrency ?? 32, work)) {
    if (verified._tag === 'Wrong') {
      wrongRows += 1
      yield* verified.findings
      continue
    }
    counts.apps += 1
    for (const list of verified.lists) {
      count(counts, list)
      if (list.finding !== undefined) yield list.finding
    }
  }
  yield summaryOf(counts, wrongRows)
}
