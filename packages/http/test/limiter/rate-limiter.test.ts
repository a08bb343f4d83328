import { appSubject, platformSubject } from '@mini-domains/core'
import {
  type CallClass,
  type CallStart,
  type RateDecision,
  type RateFigures,
  type RateLimiter,
  rateLimited,
} from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { rateLimiter } from '../../src/index.js'
import { call } from '../client-under-test.js'
import { simulatedClock } from './simulated-clock.js'

const startOf = (of: CallClass = 'read', more: Partial<CallStart> = {}): CallStart => ({
  vendor: 'acme',
  class: of,
  subject: platformSubject,
  ...more,
})

/** The most starts that any window holds. */
const most = (times: ReadonlyArray<number>, windowMs: number): number => {
  let first = 0
  return times.reduce((found, time, index) => {
    while (time - (times[first] ?? 0) >= windowMs) first += 1
    return Math.max(found, index - first + 1)
  }, 0)
}

const world = (rates: RateFigures | undefined, lateBy?: () => number) => {
  const simulated = simulatedClock(lateBy)
  const limiter = rateLimiter({ clock: simulated.clock, rates })
  const times: Array<number> = []
  const enter = async (start: CallStart): Promise<RateDecision> => {
    const answer = await limiter.acquire(start)
    if (answer === true || answer === 'go') times.push(simulated.clock.now())
    return answer === true ? 'go' : answer
  }
  return { ...simulated, limiter, times, enter }
}

const rest = (limiter: RateLimiter, of: CallClass, window: 'second' | 'minute' | 'day' | 'unknown'): void =>
  limiter.limited(startOf(of), rateLimited(call, {}, window))

describe('a rate limiter', () => {
  test('never lets more starts into any window than its figure, however the calls come and however late timers are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.5, max: 400, noNaN: true }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 })), { maxLength: 20 }),
        fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1 }),
        async (perSecond, bursts, late) => {
          let turn = 0
          const { enter, pass, times } = world({ read: { perSecond } }, () => late[(turn += 1) % late.length] ?? 0)
          for (const [gap, count] of bursts) {
            for (let one = 0; one < count; one += 1) void enter(startOf())
            await pass(gap)
          }
          await pass(5_000)
          expect(most(times, 1_000)).toBeLessThanOrEqual(Math.max(1, Math.floor(perSecond)))
        },
      ),
      { numRuns: 60 },
    ))

  test('keeps the figures of a minute, of each class, and of all classes together, at once', async () => {
    const seen: Record<CallClass, Array<number>> = { read: [], write: [], token: [] }
    const { limiter, clock, pass, times } = world({
      all: { perSecond: 20 },
      write: { perMinute: 120 },
      token: { perSecond: 1 },
    })
    const enter = async (of: CallClass): Promise<void> => {
      await limiter.acquire(startOf(of))
      seen[of].push(clock.now())
      times.push(clock.now())
    }
    for (let one = 0; one < 200; one += 1) void enter('write')
    for (let one = 0; one < 20; one += 1) void enter('token')
    for (let one = 0; one < 2_000; one += 1) void enter('read')
    await pass(70_000)
    expect(most(times, 1_000)).toBeLessThanOrEqual(20)
    expect(most(times, 1_000)).toBeGreaterThanOrEqual(19)
    expect(most(seen.write, 60_000)).toBeLessThanOrEqual(120)
    expect(seen.write.length).toBeGreaterThan(120)
    expect(most(seen.token, 1_000)).toBe(1)
    expect(seen.token).toHaveLength(20)
  })

  test.each([10, 50, 400])(
    'takes at most 1.05 of the time that %d a second allow, with timers 0 to 5 ms late',
    async (perSecond) => {
      let turn = 0
      const { enter, pass, times } = world({ read: { perSecond } }, () => ((turn += 1) * 7) % 6)
      const count = perSecond * 60
      for (let one = 0; one < count; one += 1) void enter(startOf())
      await pass(70_000)
      expect(times).toHaveLength(count)
      const took = (times[count - 1] ?? 0) - (times[0] ?? 0)
      expect(took).toBeLessThanOrEqual(60_000 * 1.05)
      expect(most(times, 1_000)).toBeLessThanOrEqual(perSecond)
    },
  )

  test('lets calls of a class start in the order they came', async () => {
    const { enter, pass } = world({ read: { perSecond: 100 } })
    const order: Array<number> = []
    for (let one = 0; one < 3_000; one += 1) void enter(startOf()).then(() => order.push(one))
    await pass(40_000)
    expect(order).toEqual(Array.from({ length: 3_000 }, (_, one) => one))
  })

  test('sends away who is aborted while waiting, at once and at no cost to the others', async () => {
    const { enter, pass, times, timers } = world({ read: { perSecond: 1 } })
    const stop = new AbortController()
    void enter(startOf())
    const gone = [enter(startOf('read', { signal: stop.signal })), enter(startOf('read', { signal: stop.signal }))]
    const patient = enter(startOf())
    stop.abort()
    expect(await Promise.all(gone)).toEqual(['cancelled', 'cancelled'])
    await pass(1_100)
    expect(await patient).toBe('go')
    expect(times).toHaveLength(2)
    expect(await enter(startOf('read', { signal: stop.signal }))).toBe('cancelled')
    const last = new AbortController()
    const lonely = enter(startOf('read', { signal: last.signal }))
    last.abort()
    expect(await lonely).toBe('cancelled')
    expect(timers()).toBe(0)
  })

  test('knows each vendor by itself', () => {
    const { limiter } = world({ read: { perSecond: 1 } })
    expect(limiter.acquire(startOf())).toBe(true)
    expect(limiter.acquire(startOf('read', { vendor: 'other' }))).toBe(true)
    expect(limiter.acquire(startOf())).toBeInstanceOf(Promise)
  })

  test('without figures lets everything through at once', () => {
    const { limiter } = world(undefined)
    for (let one = 0; one < 1_000; one += 1) expect(limiter.acquire(startOf())).toBe(true)
  })

  test('makes nobody wait for a clock that was set back', async () => {
    const { enter, pass, jump, times } = world({ read: { perSecond: 10 } })
    await enter(startOf())
    jump(-3_600_000)
    void enter(startOf())
    await pass(110)
    expect(times).toHaveLength(2)
  })
})

describe('a rate limiter after the vendor rate-limited a call', () => {
  test.each([
    ['second', 1_000],
    ['minute', 60_000],
    ['unknown', 60_000],
  ] as const)('stops that class until the %s is over, and no other', async (window, ms) => {
    const { limiter, enter, pass, times } = world(undefined)
    rest(limiter, 'write', window)
    void enter(startOf('write'))
    expect(await enter(startOf('read'))).toBe('go')
    expect(await enter(startOf('token'))).toBe('go')
    await pass(ms - 2)
    expect(times).toHaveLength(2)
    await pass(4)
    expect(times).toHaveLength(3)
  })

  test('then runs at half the rate it had, and slowly back', async () => {
    const { limiter, enter, pass, times } = world(undefined)
    const flood = async (seconds: number): Promise<number> => {
      const before = times.length
      for (let step = 0; step < seconds * 100; step += 1) {
        void enter(startOf())
        await pass(10)
      }
      return (times.length - before) / seconds
    }
    expect(await flood(2)).toBe(100)
    rest(limiter, 'read', 'second')
    rest(limiter, 'read', 'second')
    await pass(1_000)
    const slow = await flood(2)
    expect(slow).toBeGreaterThan(45)
    expect(slow).toBeLessThan(55)
    await pass(10 * 60_000)
    expect(await flood(5)).toBe(100)
  })

  /** Floods a vendor that allows so many calls in each window for a while; tells the share of what it allows that passed. */
  const against = async (window: 'second' | 'minute', allowed: number, minutes: number) => {
    const { limiter, enter, pass, times, clock } = world(undefined)
    const windowMs = window === 'second' ? 1_000 : 60_000
    const begun = clock.now()
    let inWindow = -1
    let count = 0
    let taken = 0
    let refused = 0
    const call = async (): Promise<void> => {
      if ((await enter(startOf())) !== 'go') return
      const now = Math.floor(clock.now() / windowMs)
      count = now === inWindow ? count + 1 : 1
      inWindow = now
      if (count <= allowed) taken += 1
      else {
        refused += 1
        rest(limiter, 'read', window)
      }
    }
    let asked = 0
    while (clock.now() - begun < minutes * 60_000) {
      // So many are always at the door.
      for (; asked < times.length + 32; asked += 1) void call()
      await pass(windowMs / 200)
    }
    return { share: taken / (allowed * minutes * (60_000 / windowMs)), refused }
  }

  test('finds what a vendor allows in a second without being told, and uses most of it', async () => {
    const { share, refused } = await against('second', 50, 2)
    expect(share).toBeGreaterThan(0.6)
    expect(refused).toBeLessThan(40)
  })

  test('finds what a vendor allows in a minute without being told, and is seldom refused', async () => {
    const { share, refused } = await against('minute', 600, 20)
    expect(share).toBeGreaterThan(0.6)
    expect(refused).toBeLessThan(20)
  })

  test('is not slowed down for long by a refusal that others have brought about', async () => {
    const { limiter, enter, pass, times } = world(undefined)
    for (let call = 0; call < 3; call += 1) await enter(startOf())
    rest(limiter, 'read', 'minute')
    for (let call = 0; call < 2_000; call += 1) void enter(startOf())
    await pass(5 * 60_000)
    expect(times).toHaveLength(2_003)
  })

  test('answers for that subject and class itself once its day is used up, and tries once an hour', async () => {
    const { limiter, enter, jump } = world(undefined)
    const mine = startOf('read', { subject: appSubject('a1') })
    limiter.limited(mine, rateLimited(call, {}, 'day'))
    expect(await enter(mine)).toBe('closed')
    expect(await enter({ ...mine, class: 'write' })).toBe('go')
    expect(await enter({ ...mine, subject: appSubject('a2') })).toBe('go')
    jump(3_600_000)
    expect(await enter(mine)).toBe('go')
  })

  test('forgets it at midnight in Beijing', async () => {
    const simulated = simulatedClock(undefined, Date.UTC(2026, 0, 1, 15, 50))
    const limiter = rateLimiter({ clock: simulated.clock })
    limiter.limited(startOf(), rateLimited(call, {}, 'day'))
    simulated.jump(9 * 60_000)
    expect(await limiter.acquire(startOf())).toBe('closed')
    simulated.jump(60_000)
    expect(limiter.acquire(startOf())).toBe(true)
  })
})
