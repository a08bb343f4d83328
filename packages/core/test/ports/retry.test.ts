import * as E from 'fp-ts/lib/Either.js'
import { systemClock } from '../../src/index.js'
import { backoffMs, retrying } from '../../src/adapter.js'

const start = Date.UTC(2026, 10, 21)

/** A clock whose sleepers move it on; `set` sets it. */
const sleepingClock = () => {
  let now = start
  const slept: Array<number> = []
  return {
    slept,
    set: (to: number) => void (now = to),
    clock: {
      ...systemClock,
      now: () => now,
      random: () => 0.5,
      sleep: (ms: number) => {
        slept.push(ms)
        now += ms
        return Promise.resolve()
      },
    },
  }
}

/** A call that fails so many times, then succeeds. */
const failing = (times: number) => {
  let calls = 0
  return {
    calls: () => calls,
    call: () => Promise.resolve(calls++ < times ? E.left(`failure ${calls}`) : E.right('done')),
  }
}

const pauseMs = () => 10

test('a call is made again until it succeeds, with the pauses that it is told', async () => {
  const { clock, slept } = sleepingClock()
  const { call } = failing(3)
  const backoff = { firstMs: 10, longestMs: 25 }
  const heard: Array<string> = []
  const result = await retrying(
    { clock, pauseMs: (_, tries) => backoffMs(backoff, tries, clock), onRetry: (error: string) => heard.push(error) },
    call,
  )()
  expect(result).toEqual(E.right('done'))
  expect(slept).toEqual([10, 20, 25])
  expect(heard).toEqual(['failure 1', 'failure 2', 'failure 3'])
})

test('an error after which trying again is of no use is given at once', async () => {
  const { clock } = sleepingClock()
  const { call, calls } = failing(3)
  const stop = (error: string) => (error === 'failure 2' ? undefined : 10)
  expect(await retrying({ clock, pauseMs: stop }, call)()).toEqual(E.left('failure 2'))
  expect(calls()).toBe(2)
})

test('it ends when the time is up, with the last error', async () => {
  const { clock } = sleepingClock()
  const { call, calls } = failing(100)
  expect(await retrying({ clock, pauseMs, forMs: 35 }, call)()).toEqual(E.left('failure 5'))
  expect(calls()).toBe(5)
})

test('a clock that is set back by a day makes nobody wait longer', async () => {
  const { clock, set } = sleepingClock()
  const { call, calls } = failing(100)
  const setBack = () => {
    set(start - 24 * 3_600_000)
    return call()
  }
  await retrying({ clock, pauseMs, forMs: 35 }, setBack)()
  expect(calls()).toBe(5)
})

test('once the signal is aborted it is not tried again', async () => {
  const { clock } = sleepingClock()
  const { call, calls } = failing(100)
  const stop = new AbortController()
  const abortAtTwo = () => {
    if (calls() === 1) stop.abort()
    return call()
  }
  expect(await retrying({ clock, pauseMs, signal: stop.signal }, abortAtTwo)()).toEqual(E.left('failure 2'))
})

test('pauses are random, by up to half, and grow by the factor up to the longest', () => {
  const at = (random: number) => ({ ...systemClock, random: () => random })
  const backoff = { firstMs: 20, longestMs: 300, factor: 1.5 }
  expect(backoffMs(backoff, 0, at(0))).toBe(10)
  expect(backoffMs(backoff, 0, at(0.5))).toBe(20)
  expect(backoffMs(backoff, 2, at(0.5))).toBe(45)
  expect(backoffMs(backoff, 50, at(0.5))).toBe(300)
})
