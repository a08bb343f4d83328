import { type LedgerEntry, type Spending, counted, nothingSpent } from './budget-ledger.js'
import { numberTable } from './number-table.js'

/**
 * What lists have spent, by key, for very many lists: a few bytes for each, see `numberTable`.
 */
export interface SpendingTable {
  readonly of: (key: string) => Spending
  readonly count: (key: string, entry: LedgerEntry) => void
}

// The vendors allow some 50 modifications a month, so 65,000 in each field is room enough. What is held is below 0 where a file
// that gives back is read before the one that took out.
const field = 2 ** 16
const zero = field / 2

const fitting = (count: number): number => Math.max(0, Math.min(count, field - 1))

const packed = ({ spent, unknown, held, exhausted }: Spending): number =>
  ((fitting(spent) * field + fitting(unknown)) * field + fitting(zero + held)) * 2 + (exhausted ? 1 : 0)

const unpacked = (number: number): Spending => {
  const all = Math.floor(number / 2)
  const counts = Math.floor(all / field)
  return {
    spent: Math.floor(counts / field),
    unknown: counts % field,
    held: (all % field) - zero,
    exhausted: number % 2 === 1,
  }
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
