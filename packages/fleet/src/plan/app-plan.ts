import { type Bilingual, type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type Domain, bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type AppSettings } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type FleetApp, type FleetRow } from '../desired/fleet-app.js'
import { type ListGoal } from '../desired/list-goal.js'
import { rowDiagnostics } from '../desired/row-diagnostic.js'
import { type ListAddress, listNames } from '../lists/list-address.js'
import {
  type FleetVendor,
  type FleetVendors,
  type OpenList,
  type RetryContext,
  openList,
  retryingList,
  vendorOf,
} from '../lists/open-list.js'
import { blocked } from './block-detail.js'
import { type BudgetContext, differingLine, inputLine, readAndCompare } from './list-plan.js'
import { type PlanBlocked, type PlanChange } from './plan-line.js'

/**
 * What planning one list of an app found. `use` is what it lists now and after, where it could be read.
 */
export interface PlannedList {
  readonly address: ListAddress
  readonly line: PlanChange | PlanBlocked | undefined
  readonly use: { readonly now: ReadonlyArray<Domain>; readonly after: ReadonlyArray<Domain> } | undefined
}

/**
 * What apps are planned with.
 */
export interface AppPlanner {
  readonly desired: DesiredState
  readonly vendors: FleetVendors
  readonly budgets: BudgetContext
  readonly retry: RetryContext
  readonly settings: (app: FleetApp) => AppSettings
  readonly goal: (capabilities: OpenList['capabilities'], settings: AppSettings, address: ListAddress) => ListGoal
  /** Whether a list is looked at though nothing is asked of it, since hosts leave the pool. */
  readonly watched: (address: ListAddress) => boolean
}

/**
 * All domains of a list.
 */
export const allOf = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>): ReadonlyArray<Domain> =>
  kinds.flatMap((kind) => domainsOf(set, kind))

/**
 * The line of a list that differs, of an app that is frozen.
 */
export const frozenLine = (address: ListAddress): PlanBlocked =>
  blocked(address, 'frozen', bilingual('The app is frozen; it differs.', '该小程序已冻结，且与期望不一致。'))

/**
 * A list of which nobody knows what it lists.
 */
export const unused = (address: ListAddress, line: PlanBlocked): PlannedList => ({ address, line, use: undefined })

/** A list that is looked at. */
interface AskedList {
  readonly list: OpenList
  readonly address: ListAddress
  readonly goal: ListGoal
  readonly frozen: boolean
}

const askedList = (
  planner: AppPlanner,
  vendor: FleetVendor,
  address: ListAddress,
  settings: AppSettings,
): AskedList | undefined => {
  const list = retryingList(openList(vendor, address), planner.retry)
  const goal = planner.goal(list.capabilities, settings, address)
  const isWatched = list.capabilities.kinds.length > 0 && planner.watched(address)
  if (goal.wanted === undefined && !isWatched) return undefined
  return { list, address, goal, frozen: settings.frozen }
}

const planList = async (budgets: BudgetContext, { list, address, goal, frozen }: AskedList): Promise<PlannedList> => {
  const compared = await readAndCompare(list, address, goal)
  if (compared._tag === 'Unread') return unused(address, compared.line)
  const { kinds } = list.capabilities
  const now = allOf(kinds, compared.observed)
  const stays = { now, after: now }
  if (compared._tag === 'Refused') return { address, line: compared.line, use: stays }
  if (compared._tag === 'Same') return { address, line: undefined, use: stays }
  if (frozen) return { address, line: frozenLine(address), use: stays }
  const line = await differingLine({ ...compared, address, stage: 'app', list, before: 0 }, budgets)
  const after = line.line === 'change' ? allOf(kinds, compared.difference.after) : now
  return { address, line, use: { now, after } }
}

const named = (planned: PlannedList, name: string | undefined): PlannedList =>
  name === undefined || planned.line === undefined ? planned : { ...planned, line: { ...planned.line, name } }

const planLists = async (
  planner: AppPlanner,
  row: FleetRow,
  planOne: (asked: AskedList) => PlannedList | Promise<PlannedList>,
): Promise<ReadonlyArray<PlannedList>> => {
  const wrong = rowDiagnostics(planner.desired, planner.vendors, row)
  if (E.isLeft(row) || wrong.length > 0)
    return wrong.map(({ address, message }) => unused(address, inputLine(address, message.en, message.zh)))
  const { app } = row.right
  const vendor = vendorOf(planner.vendors, app.vendor)
  if (vendor === undefined) return []
  const settings = planner.settings(row.right)
  const planned: Array<PlannedList> = []
  for (const list of listNames) {
    const asked = askedList(planner, vendor, { vendor: app.vendor, app: app.id, list }, settings)
    if (asked !== undefined) planned.push(named(await planOne(asked), app.name))
  }
  return planned
}

/**
 * Plans the lists of one app, one after the other.
 */
export const planApp = (planner: AppPlanner, row: FleetRow): Promise<ReadonlyArray<PlannedList>> =>
  planLists(planner, row, (asked) => planList(planner.budgets, asked))

/**
 * Plans an app that nobody read: each list that `planApp` would look at is blocked, for the reason that is given.
 */
export const planUnread = (
  planner: AppPlanner,
  row: FleetRow,
  reason: Bilingual,
): Promise<ReadonlyArray<PlannedList>> =>
  planLists(planner, row, ({ address }) => unused(address, blocked(address, 'read-failed', reason)))
