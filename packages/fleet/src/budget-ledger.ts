import { type StoreFailure } from '@mini-domains/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type ListAddress, addressName } from './list-address.js'

/**
 * What a list has spent in a month. `exhausted`: the vendor said that nothing is left, whatever was counted here.
 */
export interface Spending {
  /** Modifications that were spent, and those of which nobody knows. Both count. */
  readonly spent: number
  readonly unknown: number
  readonly exhausted: boolean
}

/**
 * One thing that the ledger hears of a list.
 */
export type LedgerEntry = 'spent' | 'unknown' | 'exhausted'

/**
 * Where the modifications of a month are counted, per vendor, app and list.
 */
export interface BudgetLedger {
  readonly spending: (address: ListAddress, month: string) => TE.TaskEither<StoreFailure, Spending>
  readonly record: (address: ListAddress, month: string, entry: LedgerEntry) => TE.TaskEither<StoreFailure, void>
}

/**
 * Nothing spent.
 */
export const nothingSpent: Spending = { spent: 0, unknown: 0, exhausted: false }

/**
 * Counts one more entry.
 */
export const counted = (spending: Spending, entry: LedgerEntry): Spending => {
  switch (entry) {
    case 'spent':
      return { ...spending, spent: spending.spent + 1 }
    case 'unknown':
      return { ...spending, unknown: spending.unknown + 1 }
    case 'exhausted':
      return { ...spending, exhausted: true }
  }
}

/**
 * What is left of a limit.
 */
export const remainingOf = (spending: Spending, limit: number | undefined): number | undefined => {
  if (spending.exhausted) return 0
  return limit === undefined ? undefined : Math.max(0, limit - spending.spent - spending.unknown)
}

/**
 * Names a list and a month: what a ledger keeps its counts under.
 */
export const ledgerKey = (address: ListAddress, month: string): string => `${month} ${addressName(address)}`

const chinaMs = 8 * 3_600_000

/**
 * The month of a moment, `2026-11`, by the clock of China, where the vendors are (that they begin a month by it is a guess).
 */
export const monthOf = (now: number): string => new Date(now + chinaMs).toISOString().slice(0, 7)
