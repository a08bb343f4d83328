import { type LedgerEntry, type Spending, counted, nothingSpent } from './budget-ledger.js'
import { numberTable } from './number-table.js'

/**
 * What lists have spent, by key, for very many lists: a few bytes for each, see `numberTable`.
 */
export interface SpendingTable {
  readonly of: (key: string) => Spending
  readonly count: (key: string, entry: LedgerEntry) => void
}

// The vendors allow some 50 modifications a month, so a million in each field is room enough.
const field = 2 ** 20

const packed = ({ spent, unknown, exhausted }: Spending): number =>
  (Math.min(spent, field - 1) * field + Math.min(unknown, field - 1)) * 2 + (exhausted ? 1 : 0)

const unpacked = (number: number): Spending => {
  const counts = Math.floor(number / 2)
  return { spent: Math.floor(counts / field), unknown: counts % field, exhausted: number % 2 === 1 }
}

/**
 * Makes a table in which nothing is spent.
 */
export const spendingTable = (): SpendingTable => {
  const numbers = numberTable()
  const of = (key: string): Spending => {
    const number = numbers.get(key)
    return number === undefined ? nothingSpent : unpacked(number)
  }
  return { of, count: (key, entry) => numbers.put(key, packed(counted(of(key), entry))) }
}
