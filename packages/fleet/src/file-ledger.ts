import { type StoreFailure } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type BudgetLedger, type Spending, counted, ledgerKey, nothingSpent } from './budget-ledger.js'
import { type DurableFile } from './durable-file.js'
import { jsonLog } from './json-log.js'

const Entry = t.type({ key: t.string, entry: t.keyof({ spent: null, unknown: null, exhausted: null }) })

/**
 * A ledger in a file of JSON Lines: one line for each modification. It is read once, when it is first asked. For one process
 * at a time; where several plan and apply, use `storeLedger`.
 */
export const fileLedger = (file: DurableFile): BudgetLedger => {
  const log = jsonLog(file, Entry)
  const counts = new Map<string, Spending>()
  const of = (key: string): Spending => counts.get(key) ?? nothingSpent
  const read = async (): Promise<E.Either<StoreFailure, void>> => {
    for await (const line of log.entries()) {
      if (E.isLeft(line)) return line
      counts.set(line.right.key, counted(of(line.right.key), line.right.entry))
    }
    return E.right(undefined)
  }
  let loaded: Promise<E.Either<StoreFailure, void>> | undefined
  const load = (): Promise<E.Either<StoreFailure, void>> => (loaded ??= read())
  return {
    spending: (address, month) => async () => {
      const ready = await load()
      return E.isLeft(ready) ? ready : E.right(of(ledgerKey(address, month)))
    },
    record: (address, month, entry) => async () => {
      const ready = await load()
      if (E.isLeft(ready)) return ready
      const key = ledgerKey(address, month)
      counts.set(key, counted(of(key), entry))
      return log.append({ key, entry })()
    },
  }
}
