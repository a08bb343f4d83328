import { randomUUID } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, type StoreFailure, bilingual } from '@mini-domains/core'
import {
  type BudgetLedger,
  type DurableFile,
  type Spending,
  durableFile,
  fileLedger,
  monthOf,
  nothingSpent,
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

const sum = (a: Spending, b: Spending): Spending => ({
  spent: a.spent + b.spent,
  unknown: a.unknown + b.unknown,
  exhausted: a.exhausted || b.exhausted,
})

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

/**
 * Opens the folder of budgets. Files of this month and of the last few days before it are read, when they are first asked.
 */
export const budgetFiles = async (folder: string, clock: Clock): Promise<BudgetFiles> => {
  const now = clock.now()
  const months = [monthOf(now), monthOf(now - 31 * day)]
  const names = (await namesIn(folder)).filter((name) => months.some((month) => name.startsWith(month)))
  const files = names.map((name) => durableFile(join(folder, name)))
  const before = files.map((file) => fileLedger(file))
  let own: { readonly file: DurableFile; readonly ledger: BudgetLedger } | undefined

  const mine = (): BudgetLedger => {
    if (own !== undefined) return own.ledger
    const file = durableFile(join(folder, `${monthOf(now)}-${randomUUID()}.jsonl`))
    own = { file, ledger: fileLedger(file) }
    return own.ledger
  }

  let made: Promise<boolean> | undefined
  const make = async (): Promise<boolean> => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return true
    } catch {
      return false
    }
  }

  return {
    ledger: {
      spending: (address, month) => async () => {
        let total = nothingSpent
        for (const ledger of own === undefined ? before : [...before, own.ledger]) {
          const spending = await ledger.spending(address, month)()
          if (E.isLeft(spending)) return spending
          total = sum(total, spending.right)
        }
        return E.right(total)
      },
      record: (address, month, entry) => async () => {
        made ??= make()
        return (await made) ? mine().record(address, month, entry)() : E.left(notMade)
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
