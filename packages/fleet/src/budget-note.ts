import { type Kind, type ListCapabilities } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type BudgetLedger, monthOf, nothingSpent, remainingOf, takenOf } from './budget-ledger.js'
import { type ListAddress } from './list-address.js'
import { type BudgetNote } from './plan-line.js'

/**
 * Looks up what a list has spent this month and what remains. A ledger that cannot be read counts as untouched: it must not
 * stop a plan, since the vendor counts for itself.
 */
export const budgetNote = async (
  ledger: BudgetLedger | undefined,
  capabilities: ListCapabilities<Kind>,
  address: ListAddress,
  now: number,
): Promise<BudgetNote> => {
  const month = monthOf(now)
  const found = ledger === undefined ? E.right(nothingSpent) : await ledger.spending(address, month)()
  const spending = E.isRight(found) ? found.right : nothingSpent
  const limit = capabilities.limits.monthlyModifications?.value
  const remaining = remainingOf(spending, limit)
  return {
    spent: takenOf(spending),
    month,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
  }
}
