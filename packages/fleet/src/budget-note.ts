import { type Kind } from '@mini-domains/core'
import { type ListCapabilities, type Store, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from './list-address.js'
import { type BudgetNote } from './plan-line.js'
import { type Spending, monthOf, nothingSpent, remainingOf, spendingOf, takenOf } from './state/budget.js'

const noted = (spending: Spending, month: string, limit: number | undefined): BudgetNote => {
  const remaining = remainingOf(spending, limit)
  return {
    spent: takenOf(spending),
    month,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
  }
}

/**
 * Looks up what a list has spent this month and what remains. A budget that cannot be read is a failure: it is never taken for
 * untouched.
 */
export const budgetNote = async (
  store: Pick<Store, 'get'> | undefined,
  capabilities: ListCapabilities<Kind>,
  address: ListAddress,
  now: number,
): Promise<E.Either<StoreFailure, BudgetNote>> => {
  const month = monthOf(now)
  const found = store === undefined ? E.right(nothingSpent) : await spendingOf(store, address, month)
  return E.map((spending: Spending) => noted(spending, month, capabilities.limits.monthlyModifications?.value))(found)
}
