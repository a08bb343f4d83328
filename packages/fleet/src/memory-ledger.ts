import * as TE from 'fp-ts/lib/TaskEither.js'
import { type BudgetLedger, type Spending, counted, ledgerKey, nothingSpent } from './budget-ledger.js'

/**
 * A ledger that lives as long as the process.
 */
export const memoryLedger = (): BudgetLedger => {
  const counts = new Map<string, Spending>()
  const of = (key: string): Spending => counts.get(key) ?? nothingSpent
  return {
    spending: (address, month) => () => TE.right(of(ledgerKey(address, month)))(),
    record: (address, month, entry) => () => {
      const key = ledgerKey(address, month)
      counts.set(key, counted(of(key), entry))
      return TE.right(undefined)()
    },
  }
}
