// Applies a saved plan in a process of its own, which a test kills: plan, journal, URLs of the vendors, how many apps.
import { systemClock } from '@mini-domains/core'
import { apply, durableFile, fileJournal, fileLines } from '../../src/index.js'
import { vendorsAt } from '../emulated-fleet.js'

const run = async ([planPath = '', journalPath = '', wechat = '', baidu = '', count = '0']: ReadonlyArray<string>) => {
  const vendors = vendorsAt({ wechat, baidu }, Number(count))
  const journal = fileJournal(durableFile(journalPath))
  const options = { clock: systemClock, journal, settleMs: 100, concurrency: 8 }
  for await (const event of apply(() => fileLines(planPath), vendors, options))
    process.stdout.write(`${JSON.stringify(event)}\n`)
  await Promise.all(Object.values(vendors).map(({ provider }) => provider.close()))
}

void run(process.argv.slice(2))
