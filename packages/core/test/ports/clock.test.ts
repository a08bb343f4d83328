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
})
