import * as fc from 'fast-check'
import { appSubject } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import { believedLife, defaultEarly, remainingLife } from '../../src/tokens/expiry.js'
import { tokenCache } from '../../src/tokens/token-cache.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { startWorld } from '../vendor-under-test.js'

const minute = 60_000
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('whatever a vendor says of a life, a token is believed for more than nothing and for at most thirty days', () => {
  fc.assert(
    fc.property(fc.double(), (said) => {
      const life = believedLife(said)
      expect(life).toBeGreaterThan(0)
      expect(life).toBeLessThanOrEqual(30 * 24 * 60 * minute)
      if (said > 0 && said < 30 * 24 * 60 * minute) expect(life).toBe(said)
    }),
  )
})

test('whatever the clock of the machine that wrote it said, a token lives for no longer than one life', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), fc.nat(), (issuedAt, now, lifeMs) => {
      expect(remainingLife({ value: 'a', issuedAt, lifeMs, forced: false }, now)).toBeLessThanOrEqual(lifeMs)
    }),
  )
})

test('a token is replaced five to ten minutes before its end, or a tenth to a fifth of a short life', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * 24 * 60 * minute }), random, (lifeMs, chance) => {
      const early = defaultEarly(lifeMs, chance)
      expect(early).toBeLessThanOrEqual(10 * minute)
      expect(early).toBeLessThanOrEqual(lifeMs / 5 + 1e-6)
      expect(early).toBeGreaterThanOrEqual(Math.min(5 * minute, lifeMs / 10) - 1e-6)
    }),
  )
})

test('the memory holds no more than it may, and what is in use', () => {
  const cache = tokenCache(100)
  const token = { answer: { _tag: 'Right' as const, right: 'a' }, refreshAt: 1, endsAt: 2 }
  cache.set('in use', token)
  for (let i = 0; i < 10_000; i += 1) {
    cache.set(`app-${i}`, token)
    expect(cache.get('in use')).toBe(token)
    expect(cache.size()).toBeLessThanOrEqual(100)
  }
})

test('the memory finds all of so many as it may hold, however often they are asked for in turn', () => {
  const cache = tokenCache(100)
  const token = { answer: { _tag: 'Right' as const, right: 'a' }, refreshAt: 1, endsAt: 2 }
  const names = Array.from({ length: 100 }, (_, i) => `app-${i}`)
  for (const name of names) cache.set(name, token)
  for (let walk = 0; walk < 5; walk += 1)
    for (const name of names) expect([walk, name, cache.get(name)]).toEqual([walk, name, token])
  cache.set('one more', token)
  expect(cache.size()).toBe(100)
  expect(names.filter((name) => cache.get(name) === undefined)).toHaveLength(1)
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
  const credentials = world.keep(counted, { patienceMs: 0 })
  await world.ticket(credentials)
  const app = appSubject('wx-app-1')
  const first = right(await credentials.get(app)())
  const before = [calls, world.side.requests().length]
  for (let i = 0; i < 1_000; i += 1) expect(right(await credentials.get(app)())).toBe(first)
  expect([calls, world.side.requests().length]).toEqual(before)
  await world.end()
})
