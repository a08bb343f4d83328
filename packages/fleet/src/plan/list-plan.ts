import { type Bilingual, type Clock, type DomainSet, type Kind } from '@mini-domains/core'
import {
  type ListCapabilities,
  type ListDiff,
  type RejectionHints,
  type Store,
  type StoreFailure,
  bilingual,
  cheapestChange,
  listDiff,
  messageOf,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { blocked, refusedLine, unmade, unread } from './block-detail.js'
import { type PoolCoverage } from './pool-coverage.js'
import { type ListAddress, listDigest } from '../lists/list-address.js'
import { type Handling, type ListGoal, type WantedList, domainKey } from '../desired/list-goal.js'
import { type OpenList, actionOf } from '../lists/open-list.js'
import { type BudgetNote, type PlanBlocked, type PlanChange } from './plan-line.js'
import { type Reason } from '../desired/app-settings.js'
import {
  type Spending,
  monthOf,
  nothingSpent,
  remainingOf,
  spendingOf,
  toldSpending,
  takenOf,
} from '../state/budget.js'

const noted = (spending: Spending, month: string, capabilities: ListCapabilities<Kind>): BudgetNote => {
  const { limits, modifications } = capabilities
  const limit = limits.monthlyModifications?.value
  const remaining = remainingOf(spending, limit)
  return {
    spent: takenOf(spending),
    month,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(modifications === undefined ? {} : { modifications }),
  }
}

/**
 * Looks up what a list has spent this month and what remains. A budget that cannot be read is a failure: it never counts as
 * untouched.
 */
const budgetNote = async (
  store: Pick<Store, 'get'> | undefined,
  capabilities: ListCapabilities<Kind>,
  address: ListAddress,
  now: number,
  modifications: number | undefined,
): Promise<E.Either<StoreFailure, BudgetNote>> => {
  const month = monthOf(now)
  const found = store === undefined ? E.right(nothingSpent) : await spendingOf(store, address, month)
  return E.map((spending: Spending) => noted(toldSpending(spending, modifications), month, capabilities))(found)
}

/**
 * How a list compares with its goal.
 */
export type Comparison =
  | { readonly _tag: 'Unread'; readonly line: PlanBlocked }
  | { readonly _tag: 'Refused'; readonly line: PlanBlocked; readonly observed: DomainSet<Kind> }
  | { readonly _tag: 'Same'; readonly observed: DomainSet<Kind> }
  | {
      readonly _tag: 'Differs'
      readonly observed: DomainSet<Kind>
      readonly wanted: WantedList
      readonly difference: ListDiff<Kind>
      /** The modifications made this month, where the vendor tells them with the list. */
      readonly modifications?: number
      /** How many domains each kind takes, where the vendor tells it with the list. */
      readonly perKind?: number
    }

/**
 * Compares a list with what is wanted of it; `undefined` where nothing is to be done.
 */
const diffTo = (
  { capabilities }: OpenList,
  observed: DomainSet<Kind>,
  { domains }: Pick<WantedList, 'domains'>,
  { stays }: Handling,
): ListDiff<Kind> | undefined => listDiff(capabilities.kinds, observed, domains, stays)

/**
 * Reads a list and compares it with its goal.
 */
export const readAndCompare = async (list: OpenList, address: ListAddress, goal: ListGoal): Promise<Comparison> => {
  const read = await list.get()
  if (E.isLeft(read)) return { _tag: 'Unread', line: unread(address, read.left) }
  const observed = read.right.domains
  if (goal.wanted === undefined) return { _tag: 'Same', observed }
  if (E.isLeft(goal.wanted)) return { _tag: 'Refused', line: refusedLine(address, goal.wanted.left), observed }
  const wanted = goal.wanted.right
  const difference = diffTo(list, observed, wanted, goal.handling)
  if (difference === undefined) return { _tag: 'Same', observed }
  const { modifications, perKind } = read.right
  const told = {
    ...(modifications === undefined ? {} : { modifications }),
    ...(perKind === undefined ? {} : { perKind }),
  }
  return { _tag: 'Differs', observed, wanted, difference, ...told }
}

/**
 * Makes the blocked line of one list, where something is wrong before it is read.
 */
export const inputLine = (address: ListAddress, en: string, zh: string): PlanBlocked =>
  blocked(address, 'input', { en, zh })

/**
 * A list that differs, with all that a line of it tells.
 */
export interface Differing {
  readonly address: ListAddress
  readonly stage: PlanChange['stage']
  readonly list: OpenList
  readonly observed: DomainSet<Kind>
  readonly wanted: WantedList
  readonly difference: ListDiff<Kind>
  /** The modifications made this month, where the vendor tells them with the list; else only what was counted here. */
  readonly modifications?: number | undefined
  /** How many domains each kind takes, where the vendor tells it with the list. */
  readonly perKind?: number | undefined
  /** Modifications that lines before this one take from the same budget. */
  readonly before: number
  /** Who asks for what is deleted to be gone; by default nobody asks for it, and the list is kept exactly. */
  readonly deletedBy?: Pick<Reason, 'source' | 'name'>
}

/**
 * What a change needs: what pays for it, and when, and what covers it.
 */
export interface BudgetContext {
  readonly store: Pick<Store, 'get'> | undefined
  readonly clock: Clock
  /** What the pools cover; without it only the vendor knows. */
  readonly coverage?: PoolCoverage
}

const notDesired: Pick<Reason, 'source' | 'name'> = { source: 'not-desired', name: 'sync' }

const reasonsOf = ({ wanted, difference, deletedBy = notDesired }: Differing): ReadonlyArray<Reason> => [
  ...difference.adds.flatMap(({ kind, domain }) => wanted.reasons.get(domainKey(kind, domain)) ?? []),
  ...difference.deletes.map(({ kind, domain }): Reason => ({
    kind,
    domain,
    intent: 'absent',
    ...deletedBy,
  })),
]

const noBudget = bilingual(
  'The modifications of this month do not suffice; the vendor does not reset them. Plan again next month.',
  '本月修改次数不足，厂商不会重置；请下月重新生成计划。',
)

const noPool = (hosts: ReadonlyArray<string>, hints: RejectionHints = {}): Bilingual => {
  const way = hints['not-in-pool'] ?? bilingual('Add to the pool first.', '请先加入域名池。')
  const some = hosts.slice(0, 5).join(', ')
  const more = hosts.length > 5 ? `, +${hosts.length - 5}` : ''
  return bilingual(
    `Neither they nor their parents are in the platform pool: ${some}${more}. ${way.en}`,
    `以下域名及其上级域名均不在平台域名池中：${some}${more}。${way.zh}`,
  )
}

const unreadBudget = (failure: StoreFailure): Bilingual => {
  const { en, zh } = messageOf(failure)
  const { hint } = failure
  return bilingual(`The budget cannot be read: ${en}. ${hint.en}`, `无法读取修改次数：${zh}。${hint.zh}`)
}

/**
 * Makes the line of a list that differs: the change in the way that spends least, or why it cannot be made.
 */
export const differingLine = async (
  differing: Differing,
  budgets: BudgetContext,
): Promise<PlanChange | PlanBlocked> => {
  const { address, list, observed, difference, before, modifications, perKind } = differing
  const outside = (await budgets.coverage?.(address, list.capabilities, difference.adds)) ?? []
  if (outside.length > 0)
    return {
      ...blocked(address, 'not-in-pool', noPool(outside, list.capabilities.hints)),
      reasons: reasonsOf(differing),
    }
  const way = cheapestChange(difference, (change) =>
    list.cost(change, perKind === undefined ? { domains: observed } : { domains: observed, perKind }),
  )
  if (E.isLeft(way)) return unmade(address, way.left)
  const { change, cost } = way.right
  const found = await budgetNote(budgets.store, list.capabilities, address, budgets.clock.now(), modifications)
  if (E.isLeft(found))
    return { ...blocked(address, 'budget-unread', unreadBudget(found.left)), reasons: reasonsOf(differing) }
  const note = found.right
  const budget = note.remaining === undefined ? note : { ...note, remaining: Math.max(0, note.remaining - before) }
  const reasons = reasonsOf(differing)
  if (budget.remaining !== undefined && budget.remaining < cost)
    return { ...blocked(address, 'budget', noBudget), reasons, budget }
  const { kinds } = list.capabilities
  return {
    line: 'change',
    address,
    stage: differing.stage,
    observed: listDigest(kinds, observed),
    after: listDigest(kinds, difference.after),
    action: actionOf(change),
    domains: change.domains,
    reasons,
    adds: difference.adds.length,
    deletes: difference.deletes.length,
    cost,
    budget,
  }
}
