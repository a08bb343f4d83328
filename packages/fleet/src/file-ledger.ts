import { type StoreFailure } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type BudgetLedger, type LedgerEntry, ledgerKey } from './budget-ledger.js'
import { type DurableFile } from './durable-file.js'
import { type JsonLog, jsonLog } from './json-log.js'
import { type SpendingTable, spendingTable } from './spending-table.js'

const Word = t.keyof({ spent: null, unknown: null, exhausted: null })
const Counts = t.partial({ spent: t.number, unknown: t.number, held: t.number, exhausted: t.boolean })

// Files of the first releases have a word in a line, which counts one.
const ofWord = (word: t.TypeOf<typeof Word>): LedgerEntry =>
  word === 'exhausted' ? { exhausted: true } : { [word]: 1 }

const Heard = new t.Type<LedgerEntry, LedgerEntry, unknown>(
  'counts',
  Counts.is,
  (input, context) => (Word.is(input) ? t.success(ofWord(input)) : Counts.validate(input, context)),
  t.identity,
)

const SpendingLine = t.type({ key: t.string, entry: Heard })

/**
 * A line of a ledger: the list and month as `ledgerKey` names them, and what was heard.
 */
export type SpendingLine = t.TypeOf<typeof SpendingLine>

/**
 * The lines of a ledger in a file.
 */
export const spendingLog = (file: DurableFile): JsonLog<SpendingLine> => jsonLog(file, SpendingLine)

/**
 * Counts all lines of a ledger into a table. Stops at the first that cannot be read.
 */
export const countSpending = async (
  log: JsonLog<SpendingLine>,
  table: SpendingTable,
): Promise<E.Either<StoreFailure, void>> => {
  for await (const line of log.entries()) {
    if (E.isLeft(line)) return line
    table.count(line.right.key, line.right.entry)
  }
  return E.right(undefined)
}

/**
 * A ledger in a file of JSON Lines: a line before each change, and one after it. It is read once, when it is first asked. For one process
 * at a time; where several plan and apply, use `storeLedger`.
 */
export const fileLedger = (file: DurableFile): BudgetLedger => {
  const log = spendingLog(file)
  const table = spendingTable()
  let loaded: Promise<E.Either<StoreFailure, void>> | undefined
  const load = (): Promise<E.Either<StoreFailure, void>> => (loaded ??= countSpending(log, table))
  return {
    spending: (address, month) => async () => {
      const ready = await load()
      return E.isLeft(ready) ? ready : E.right(table.of(ledgerKey(address, month)))
    },
    record: (address, month, entry) => async () => {
      const ready = await load()
      if (E.isLeft(ready)) return ready
      const key = ledgerKey(address, month)
      table.count(key, entry)
      return log.append({ key, entry })()
    },
  }
}
