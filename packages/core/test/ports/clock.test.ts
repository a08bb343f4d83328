import { getEventListeners } from 'node:events'
import { systemClock } from '../../src/ports/clock.js'

describe('the clock of this machine', () => {
  test('tells milliseconds since 1970 and a chance below one', () => {
    expect(systemClock.now()).toBeGreaterThan(1_600_000_000_000)
    expect(systemClock.random()).toBeGreaterThanOrEqual(0)
    expect(systemClock.random()).toBeLessThan(1)
  })

  test('wakes after the time asked for', async () => {
    jest.useFakeTimers()
    const asleep = systemClock.sleep(60_000)
    jest.advanceTimersByTime(60_000)
    await expect(asleep).resolves.toBeUndefined()
    jest.useRealTimers()
  })

  test('wakes at once when the signal is aborted, before or during the sleep', async () => {
    const before = new AbortController()
    before.abort()
    await systemClock.sleep(3_600_000, before.signal)
    const during = new AbortController()
    const asleep = systemClock.sleep(3_600_000, during.signal)
    during.abort()
    await asleep
  })

  test('lets any number sleep under one signal, with one listener, and forgets those that woke', async () => {
    const stop = new AbortController()
    const warnings: Array<string> = []
    const hear = ({ name }: Error): void => void warnings.push(name)
    process.on('warning', hear)
    await Promise.all(Array.from({ length: 20 }, () => systemClock.sleep(1, stop.signal)))
    const asleep = Promise.all(Array.from({ length: 50 }, () => systemClock.sleep(3_600_000, stop.signal)))
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
    stop.abort()
    await asleep
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', hear)
    expect(warnings).toEqual([])
  })
})
