import { type Store, type StoreFailure, type StoredRecord } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from '../lists/list-address.js'
import { BudgetRecord, budgetKey, decodeRecord } from './record.js'

/**
 * What a list has spent in a month.
 */
export interface Spending {
  /** Modifications that were spent, and those of which nobody knows. Both count. */
  readonly spent: number
  readonly unknown: number
  /** Reserved by changes that are under way: what they may spend. Counts until they end. */
  readonly held: number
  /** The vendor said that nothing is left, whatever was counted here. */
  readonly exhausted: boolean
}

/**
 * What is added to each count of a list. What was held is given back as a negative number.
 */
export interface SpendingEntry extends Partial<Spending> {
  /** The modifications made this month, where the vendor has just told them: what was counted is put right before the rest is added. */
  readonly told?: number | undefined
}

/**
 * Nothing spent.
 */
export const nothingSpent: Spending = { spent: 0, unknown: 0, held: 0, exhausted: false }

/**
 * What was counted here, put right by what the vendor says of the modifications made this month: that has every hand's, and no doubt.
 */
export const toldSpending = (spending: Spending, modifications: number | undefined): Spending =>
  modifications === undefined ? spending : { ...spending, spent: modifications, unknown: 0 }

/**
 * Counts one more entry.
 */
export const counted = (before: Spending, entry: SpendingEntry): Spending => {
  const spending = toldSpending(before, entry.told)
  return {
    spent: spending.spent + (entry.spent ?? 0),
    unknown: spending.unknown + (entry.unknown ?? 0),
    held: Math.max(0, spending.held + (entry.held ?? 0)),
    exhausted: spending.exhausted || entry.exhausted === true,
  }
}

/**
 * Counts all that may be gone: what is spent, what nobody knows, and what is held.
 */
export const takenOf = ({ spent, unknown, held }: Spending): number => spent + unknown + held

/**
 * What is left of a limit; `undefined` where no limit is known and the vendor has not said that nothing is left.
 */
export const remainingOf = (spending: Spending, limit: number | undefined): number | undefined => {
  if (spending.exhausted) return 0
  return limit === undefined ? undefined : Math.max(0, limit - takenOf(spending))
}

const chinaMs = 8 * 3_600_000

/**
 * The month of a moment, `2026-11`, by the clock of China, where the vendors are (that they begin a month by it is a guess).
 */
export const monthOf = (now: number): string => new Date(now + chinaMs).toISOString().slice(0, 7)

/**
 * What a list has spent, and the version that a write of it must find; 0 where nothing was ever counted.
 */
export interface KnownSpending {
  readonly spending: Spending
  readonly version: number
}

const known = (key: string, found: StoredRecord | undefined): E.Either<StoreFailure, KnownSpending> => {
  if (found === undefined) return E.right({ spending: nothingSpent, version: 0 })
  return E.map((kept: BudgetRecord) => ({
    spending: { ...nothingSpent, ...kept },
    version: found.version,
  }))(decodeRecord(BudgetRecord, key, found))
}

/**
 * Reads what a list has spent in a month, with its version.
 */
export const knownSpending = async (
  store: Pick<Store, 'get'>,
  address: ListAddress,
  month: string,
): Promise<E.Either<StoreFailure, KnownSpending>> => {
  const key = budgetKey(address, month)
  const found = await store.get(key)()
  return E.isLeft(found) ? found : known(key, found.right)
}

/**
 * Reads what a list has spent in a month (`2026-11`, see `monthOf`).
 */
export const spendingOf = async (
  store: Pick<Store, 'get'>,
  address: ListAddress,
  month: string,
): Promise<E.Either<StoreFailure, Spending>> =>
  E.map(({ spending }: KnownSpending) => spending)(await knownSpending(store, address, month))
