// One worker: reconciles every line of a saved plan, from its own place on, and may kill itself at a given step. Its arguments: plan, URL
// and prefix of the store, URLs of the vendors, how many apps, where it starts, at which step it dies, and at which time it gets there.
import { systemClock } from '@mini-domains/core'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { fileLines, inOrder, reconcile } from '../../../src/index.js'
import { worksOf } from '../../change-works.js'
import { vendorsAt } from '../../emulated-fleet.js'
import { doomed } from './doomed-store.js'
import { settleMs } from './reconcile-settle.js'

async function* each<A>(items: ReadonlyArray<A>): AsyncGenerator<A> {
  for (const item of items) yield await Promise.resolve(item)
}

const main = async ([
  plan = '',
  url = '',
  prefix = '',
  wechat = '',
  baidu = '',
  count = '',
  start = '',
  step = '',
  time = '',
]: ReadonlyArray<string>) => {
  const opened = await redisStore({ url, prefix })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const vendors = vendorsAt({ wechat, baidu }, Number(count))
  const store = doomed(opened.right, step, Number(time))
  const works = await worksOf({ source: () => fileLines(plan) })
  const mine = [...works.slice(Number(start)), ...works.slice(0, Number(start))]
  const ends = inOrder(each(mine), 8, (work) =>
    reconcile(work, vendors, { store, clock: systemClock, settleMs, announces: false }),
  )
  process.stdout.write('begun\n')
  for await (const end of ends) process.stdout.write(`${E.isLeft(end) ? end.left.message : end.right.status}\n`)
  await opened.right.close()
  await Promise.all(Object.values(vendors).map(({ provider }) => provider.close()))
}

void main(process.argv.slice(2))
