// Applies a saved plan in a process of its own, which a test kills: plan, store, URLs of the vendors, how many apps.
import { systemClock } from '@mini-domains/core'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { apply, fileLines } from '../../../src/index.js'
import { vendorsAt } from '../../emulated-fleet.js'

const run = async ([planPath = '', file = '', wechat = '', baidu = '', count = '0']: ReadonlyArray<string>) => {
  const vendors = vendorsAt({ wechat, baidu }, Number(count))
  const store = await sqliteStore({ file })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  const options = {
    clock: systemClock,
    store: store.right,
    // What a kill leaves locked is free again so soon.
    leaseMs: 1_000,
    // Longer than a reply takes on a busy machine: after it nobody waits for one any more.
    settleMs: 1_500,
    concurrency: 8,
    allow: ['app-deletes', 'fleet-deletes'] as const,
  }
  for await (const event of apply(() => fileLines(planPath), vendors, options))
    process.stdout.write(`${JSON.stringify(event)}\n`)
  await store.right.close()
  await Promise.all(Object.values(vendors).map(({ provider }) => provider.close()))
}

void run(process.argv.slice(2))
