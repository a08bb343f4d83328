import { type Spent } from '@mini-domains/core'
import { type BudgetLedger, type LedgerEntry, monthOf } from './budget-ledger.js'
import { type PlanChange } from './plan-line.js'

/**
 * Whose budget a change takes from.
 */
export interface Payer {
  readonly line: PlanChange
  readonly ledger: BudgetLedger | undefined
}

// A ledger that cannot be written must not stop a change, since the vendor counts for itself.
const record = async ({ line, ledger }: Payer, at: number, entry: LedgerEntry): Promise<void> => {
  await ledger?.record(line.address, monthOf(at), entry)()
}

/**
 * Takes out of the budget what a change may spend, before it is sent at the moment `at`: whatever ends this process then, no plan
 * takes it for left.
 */
export const holdBudget = (payer: Payer, at: number): Promise<void> => record(payer, at, { held: payer.line.cost })

/**
 * Gives back what was held since the moment `at`, and counts what was spent and what perhaps was.
 */
export const settleBudget = (payer: Payer, at: number, { modifications, uncertain }: Spent): Promise<void> =>
  record(payer, at, { held: -payer.line.cost, spent: modifications, unknown: uncertain })

/**
 * Notes that the vendor said that nothing is left.
 */
export const exhaustBudget = (payer: Payer, at: number): Promise<void> => record(payer, at, { exhausted: true })
