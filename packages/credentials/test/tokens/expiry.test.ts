import * as fc from 'fast-check'
import { appSubject } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import { trustedLifetime, defaultRefreshAhead, remainingLifetime } from '../../src/tokens/expiry.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { startWorld } from '../vendor-under-test.js'

const minute = 60_000
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('whatever a vendor says of a life, a token is believed for more than nothing and for at most thirty days', () => {
  fc.assert(
    fc.property(fc.double(), (said) => {
      const life = trustedLifetime(said)
      expect(life).toBeGreaterThan(0)
      expect(life).toBeLessThanOrEqual(30 * 24 * 60 * minute)
      if (said > 0 && said < 30 * 24 * 60 * minute) expect(life).toBe(said)
    }),
  )
})

test('whatever the clock of the machine that wrote it said, a token lives for no longer than one life', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), fc.nat(), (issuedAt, now, lifeMs) => {
      expect(remainingLifetime({ value: 'a', issuedAt, lifeMs, forced: false }, now)).toBeLessThanOrEqual(lifeMs)
    }),
  )
})

test('a token is replaced five to ten minutes before its end, or a tenth to a fifth of a short life', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * 24 * 60 * minute }), random, (lifeMs, chance) => {
      const early = defaultRefreshAhead(lifeMs, chance)
      expect(early).toBeLessThanOrEqual(10 * minute)
      expect(early).toBeLessThanOrEqual(lifeMs / 5 + 1e-6)
      expect(early).toBeGreaterThanOrEqual(Math.min(5 * minute, lifeMs / 10) - 1e-6)
    }),
  )
})

test('the memory holds no more apps than it may: those not asked for longest are looked up in the store again', async () => {
  const world = await startWorld('wechat', manualClock())
  const store = memoryStore(world.clock)
  const read: Array<string> = []
  const watched: Store = {
    ...store,
    get: (key) => {
      read.push(key)
      return store.get(key)
    },
  }
  const credentials = world.keep(watched, { storeRetryMs: 0, cached: 2 })
  await world.ticket(credentials)
  const readFor = async (app: string): Promise<boolean> => {
    read.length = 0
    right(await credentials.get(appSubject(app))())
    return read.some((key) => key.endsWith(app))
  }
  for (const app of ['wx-app-1', 'wx-app-2', 'wx-app-1', 'wx-app-3']) await readFor(app)
  expect(await readFor('wx-app-1')).toBe(false)
  expect(await readFor('wx-app-3')).toBe(false)
  expect(await readFor('wx-app-2')).toBe(true)
  await world.end()
})

test('a look-up of a token that is not due touches neither the store nor the vendor', async () => {
  const world = await startWorld('wechat', manualClock())
  const store = memoryStore(world.clock)
  let calls = 0
  const counted: Store = new Proxy(store, {
    get: (target, name, receiver) => {
      calls += 1
      const member: unknown = Reflect.get(target, name, receiver)
      return member
    },
  })
  const credentials = world.keep(counted, { storeRetryMs: 0 })
  await world.ticket(credentials)
  const app = appSubject('wx-app-1')
  const first = right(await credentials.get(app)())
  const before = [calls, world.side.requests().length]
  for (let i = 0; i < 1_000; i += 1) expect(right(await credentials.get(app)())).toBe(first)
  expect([calls, world.side.requests().length]).toEqual(before)
  await world.end()
})
