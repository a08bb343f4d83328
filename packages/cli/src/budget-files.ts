import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, type StoreFailure, bilingual } from '@mini-domains/core'
import {
  type BudgetLedger,
  type DurableFile,
  type JsonLog,
  type SpendingLine,
  type SpendingTable,
  countSpending,
  durableFile,
  ledgerKey,
  monthOf,
  spendingLog,
  spendingTable,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'

/**
 * The modifications of the month, in a folder with a file for each run: no run waits for another, and none can harm what
 * another wrote. A run sees what was spent before it began, and what it spends itself.
 */
export interface BudgetFiles {
  readonly ledger: BudgetLedger
  readonly close: () => Promise<void>
}

const day = 24 * 60 * 60 * 1_000

const namesIn = async (folder: string): Promise<ReadonlyArray<string>> => {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

const notMade: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'unavailable',
  message: 'the folder of budgets cannot be made',
  hint: bilingual('Check that the folder of the config can be written.', '请检查配置文件所在目录是否可写。'),
}

const make = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return true
  } catch {
    return false
  }
}

const countAll = async (
  files: ReadonlyArray<DurableFile>,
  table: SpendingTable,
): Promise<E.Either<StoreFailure, void>> => {
  for (const file of files) {
    const read = await countSpending(spendingLog(file), table)
    if (E.isLeft(read)) return read
  }
  return E.right(undefined)
}

/**
 * Opens the folder of budgets. Files of this month and of the last few days before it are read, when they are first asked.
 */
export const budgetFiles = async (folder: string, clock: Clock): Promise<BudgetFiles> => {
  const now = clock.now()
  const months = [monthOf(now), monthOf(now - 31 * day)]
  const names = (await namesIn(folder)).filter((name) => months.some((month) => name.startsWith(month)))
  const files = names.map((name) => durableFile(join(folder, name)))
  // One table for all files: a list takes its few bytes once, however many runs counted it.
  const table = spendingTable()
  let loaded: Promise<E.Either<StoreFailure, void>> | undefined
  let own: { readonly file: DurableFile; readonly log: JsonLog<SpendingLine> } | undefined
  let made: Promise<boolean> | undefined

  const mine = (): JsonLog<SpendingLine> => {
    if (own !== undefined) return own.log
    const file = durableFile(join(folder, `${monthOf(now)}-${randomUUID()}.jsonl`))
    own = { file, log: spendingLog(file) }
    return own.log
  }

  return {
    ledger: {
      spending: (address, month) => async () => {
        const ready = await (loaded ??= countAll(files, table))
        return E.isLeft(ready) ? ready : E.right(table.of(ledgerKey(address, month)))
      },
      record: (address, month, entry) => async () => {
        made ??= make(folder)
        if (!(await made)) return E.left(notMade)
        const key = ledgerKey(address, month)
        table.count(key, entry)
        return mine().append({ key, entry })()
      },
    },
    close: async () => {
      for (const file of files) await file.close()
      await own?.file.close()
    },
  }
}

/**
 * Runs work with the budgets beside a config, and closes them whatever happens.
 */
export const withBudgets = async <A>(
  clock: Clock,
  folder: string,
  work: (ledger: BudgetLedger) => Promise<A>,
): Promise<A> => {
  const budgets = await budgetFiles(join(folder, '.mini-domains', 'budgets'), clock)
  try {
    return await work(budgets.ledger)
  } finally {
    await budgets.close()
  }
}
