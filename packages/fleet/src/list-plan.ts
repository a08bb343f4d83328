import { type Bilingual, type Clock, type DomainSet, type Kind } from '@mini-domains/core'
import { type Store, type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { blocked, unmade } from './block-detail.js'
import { budgetNote } from './budget-note.js'
import { listDigest } from './digest.js'
import { leastCost } from './least-cost.js'
import { type ListAddress } from './list-address.js'
import { type ListDifference } from './list-difference.js'
import { type OpenList } from './open-list.js'
import { type PlanBlocked, type PlanChange, type Reason } from './plan-line.js'
import { type WantedList, domainKey } from './wanted-list.js'

/**
 * A list that differs, with all that a line of it tells.
 */
export interface Differing {
  readonly address: ListAddress
  readonly stage: PlanChange['stage']
  readonly list: OpenList
  readonly observed: DomainSet<Kind>
  readonly wanted: WantedList
  readonly difference: ListDifference
  /** Modifications that lines before this one take from the same budget. */
  readonly before: number
}

/**
 * What pays for a change, and when.
 */
export interface Purse {
  readonly store: Pick<Store, 'get'> | undefined
  readonly clock: Clock
}

const reasonsOf = ({ wanted, difference }: Differing): ReadonlyArray<Reason> => [
  ...difference.adds.flatMap(({ kind, domain }) => wanted.reasons.get(domainKey(kind, domain)) ?? []),
  ...difference.deletes.map(({ kind, domain }): Reason => ({
    kind,
    domain,
    intent: 'absent',
    source: 'not-desired',
    name: 'sync',
  })),
]

const noBudget = bilingual(
  'The modifications of this month do not suffice; the vendor does not reset them. Plan again next month.',
  '本月修改次数不足，厂商不会重置；请下月重新生成计划。',
)

const unreadBudget = ({ message, hint }: StoreFailure): Bilingual =>
  bilingual(`The budget cannot be read: ${message}. ${hint.en}`, `无法读取修改次数：${message}。${hint.zh}`)

/**
 * Makes the line of a list that differs: the change in the way that spends least, or why it cannot be made.
 */
export const differingLine = async (differing: Differing, purse: Purse): Promise<PlanChange | PlanBlocked> => {
  const { address, list, observed, difference, before } = differing
  const way = leastCost(list, difference, observed)
  if (E.isLeft(way)) return unmade(address, way.left)
  const { action, domains, cost } = way.right
  const found = await budgetNote(purse.store, list.capabilities, address, purse.clock.now())
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
    action,
    domains,
    reasons,
    adds: difference.adds.length,
    deletes: difference.deletes.length,
    cost,
    budget,
  }
}
