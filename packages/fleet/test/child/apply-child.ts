// Applies a saved plan in a process of its own, which a test kills: plan, journal, ledger, URLs of the vendors, how many apps.
import { systemClock } from '@mini-domains/core'
import { apply, durableFile, fileJournal, fileLedger, fileLines } from '../../src/index.js'
import { vendorsAt } from '../emulated-fleet.js'

const run = async ([
  planPath = '',
  journalPath = '',
  ledgerPath = '',
  wechat = '',
  baidu = '',
  count = '0',
]: ReadonlyArray<string>) => {
  const vendors = vendorsAt({ wechat, baidu }, Number(count))
  const journal = fileJournal(durableFile(journalPath))
  const ledger = fileLedger(durableFile(ledgerPath))
  const options = {
    clock: systemClock,
    journal,
    ledger,
    settleMs: 100,
    concurrency: 8,
    allow: ['app-deletes', 'fleet-deletes'] as const,
  }
  for await (const event of apply(() => fileLines(planPath), vendors, options))
    process.stdout.write(`${JSON.stringify(event)}\n`)
  await Promise.all(Object.values(vendors).map(({ provider }) => provider.close()))
}

void run(process.argv.slice(2))
