import { type StoreFailure, type Store, bilingual } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import {
  type BudgetLedger,
  type LedgerEntry,
  type Spending,
  counted,
  ledgerKey,
  nothingSpent,
} from './budget-ledger.js'

/**
 * What a ledger needs of a store.
 */
export type BudgetStore = Pick<Store, 'get' | 'put'>

const Stored = t.intersection([
  t.type({ spent: t.number, unknown: t.number, exhausted: t.boolean }),
  t.partial({ held: t.number }),
])

const attempts = 20

const failure = (reason: StoreFailure['reason'], message: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason,
  message,
  hint: bilingual('Look at the store; budgets are only as exact as it is.', '请检查存储；修改次数的准确性取决于它。'),
})

const parsed = (text: string): E.Either<StoreFailure, Spending> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => undefined,
  )
  const spending = E.isLeft(json) ? json : Stored.decode(json.right)
  return E.isLeft(spending)
    ? E.left(failure('corrupt', 'a budget in the store cannot be read'))
    : E.right({ ...nothingSpent, ...spending.right })
}

const read = async (
  store: BudgetStore,
  key: string,
): Promise<E.Either<StoreFailure, { readonly spending: Spending; readonly version: number }>> => {
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  if (found.right === undefined) return E.right({ spending: nothingSpent, version: 0 })
  const { value, version } = found.right
  const spending = parsed(value)
  return E.isLeft(spending) ? spending : E.right({ spending: spending.right, version })
}

const add = async (store: BudgetStore, key: string, entry: LedgerEntry): Promise<E.Either<StoreFailure, void>> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const now = await read(store, key)
    if (E.isLeft(now)) return now
    const written = await store.put(key, JSON.stringify(counted(now.right.spending, entry)), now.right.version)()
    if (E.isLeft(written)) return written
    if (written.right !== undefined) return E.right(undefined)
  }
  return E.left(failure('unavailable', 'others kept writing the same budget'))
}

/**
 * A ledger in a store, for many processes and machines: each count is a record, written only where nobody was faster.
 */
export const storeLedger = (store: BudgetStore, prefix = 'budget/'): BudgetLedger => ({
  spending: (address, month) => async () => {
    const now = await read(store, prefix + ledgerKey(address, month))
    return E.isLeft(now) ? now : E.right(now.right.spending)
  },
  record: (address, month, entry) => () => add(store, prefix + ledgerKey(address, month), entry),
})
