// One worker: reconciles every line of a saved plan, from its own place on, and may kill itself at a given step. Its arguments: plan, URL
// and prefix of the store, URLs of the vendors, how many apps, where it starts, at which step it dies, and at which time it gets there.
import { systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { fileLines, inOrder, reconcile } from '../../../src/index.js'
import { worksOf } from '../../change-works.js'
import { vendorsAt } from '../../emulated-fleet.js'
import { settleMs } from './reconcile-settle.js'

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => undefined)
}

/** A store under whose hands the process dies. */
const doomed = (store: Store, step: string, time: number): Store => {
  let times = 0
  const isDue = (at: string): boolean => {
    if (at !== step) return false
    times += 1
    return times === time
  }
  return {
    ...store,
    transact: (writes, under) => async () => {
      const says = (state: string): boolean => writes.some(({ value }) => value?.includes(`"state":"${state}"`))
      const begins = says('begun')
      const ends = says('ended')
      if ((begins && isDue('before-intent')) || (ends && isDue('after-reply'))) return die()
      const done = await store.transact(writes, under)()
      if ((begins && isDue('after-intent')) || (ends && isDue('after-end'))) return die()
      if (begins && isDue('after-send')) setTimeout(() => void die(), 6)
      return done
    },
  }
}

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
