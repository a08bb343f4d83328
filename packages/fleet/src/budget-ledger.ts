import { type StoreFailure } from '@mini-domains/core'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type ListAddress, addressName } from './list-address.js'

/**
 * What a list has spent in a month.
 */
export interface Spending {
  /** Modifications that were spent, and those of which nobody knows. Both count. */
  readonly spent: number
  readonly unknown: number
  /** Taken out for changes that are under way: what they may spend. Counts until they are settled. */
  readonly held: number
  /** The vendor said that nothing is left, whatever was counted here. */
  readonly exhausted: boolean
}

/**
 * One thing that the ledger hears of a list: what is added to each count. What was held is given back as a negative number.
 */
export type LedgerEntry = Partial<Spending>

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
export const nothingSpent: Spending = { spent: 0, unknown: 0, held: 0, exhausted: false }

/**
 * Counts one more entry.
 */
export const counted = (spending: Spending, entry: LedgerEntry): Spending => ({
  spent: spending.spent + (entry.spent ?? 0),
  unknown: spending.unknown + (entry.unknown ?? 0),
  held: spending.held + (entry.held ?? 0),
  exhausted: spending.exhausted || entry.exhausted === true,
})

/**
 * Counts all that may be gone: what is spent, what nobody knows, and what is held.
 */
export const takenOf = ({ spent, unknown, held }: Spending): number => spent + unknown + Math.max(0, held)

/**
 * What is left of a limit.
 */
export const remainingOf = (spending: Spending, limit: number | undefined): number | undefined => {
  if (spending.exhausted) return 0
  return limit === undefined ? undefined : Math.max(0, limit - takenOf(spending))
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
