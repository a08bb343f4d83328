// One process of a platform: gets tokens for apps, and kills itself at a step where it is told to.
import { appSubject } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type StepName, createCredentials } from '../../src/index.js'
import { exchangeOf } from '../exchange-under-test.js'
import { everStale } from './ever-stale.js'
import { type Order, type Report, isOrder } from './order.js'
import { openPlace } from './place.js'

const dieAt = (order: Order) => {
  const seen = new Map<StepName, number>()
  return (step: StepName): void => {
    const count = (seen.get(step) ?? 0) + 1
    seen.set(step, count)
    // SIGKILL of oneself: nothing runs after this line, no handler and no flush.
    if (order.dieAt === step && count === (order.dieAtCount ?? 1)) process.kill(process.pid, 'SIGKILL')
  }
}

const failure = (error: unknown): Report => ({ got: {}, failed: [JSON.stringify(error)] })

const run = async (order: Order): Promise<Report> => {
  const store = await openPlace(order.place)()
  const exchange = exchangeOf(order.vendor, { baseUrl: order.baseUrl })
  if (E.isLeft(store)) return failure(store.left)
  if (E.isLeft(exchange)) return failure(exchange.left)
  const die = dieAt(order)
  const credentials = createCredentials({
    exchange: exchange.right,
    store: store.right,
    key: { current: order.key },
    leaseMs: order.leaseMs,
    waitMs: order.waitMs,
    ...(order.saveMs === undefined ? {} : { saveMs: order.saveMs }),
    ...(order.everStale === true ? { refreshAhead: everStale } : {}),
    hooks: { onStep: ({ step, subject }) => (subject === 'platform' ? undefined : die(step)) },
  })
  if (E.isLeft(credentials)) return failure(credentials.left)
  const got: Record<string, string> = {}
  const failed: Array<string> = []
  const call = async (appId: string): Promise<void> => {
    const token = await credentials.right.get(appSubject(appId))()
    if (E.isLeft(token)) failed.push(`${appId}: ${token.left._tag} ${token.left.message}`)
    else if (got[appId] !== undefined && got[appId] !== token.right) failed.push(`${appId}: two tokens`)
    else got[appId] = token.right
  }
  await Promise.all(order.appIds.flatMap((appId) => Array.from({ length: order.callers }, () => call(appId))))
  await store.right.close()
  return { got, failed }
}

process.once('message', (order) => {
  if (!isOrder(order)) throw new Error('no order')
  void run(order).then((report) => process.send?.(report, undefined, {}, () => process.exit(0)))
})
process.send?.('ready')
