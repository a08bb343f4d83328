import { signalWatch } from '../../src/transport/abort.js'
import { turnstile } from '../../src/limiter/semaphore.js'

const entered = (turn: Promise<boolean> | true): Promise<boolean> => Promise.resolve(turn)

describe('a turnstile', () => {
  test('lets as many through as it has places, at once', () => {
    const gate = turnstile(2, signalWatch())
    expect(gate.enter(undefined)).toBe(true)
    expect(gate.enter(undefined)).toBe(true)
    expect(gate.enter(undefined)).toBeInstanceOf(Promise)
  })

  test('lets the others through in the order they came, also when there are thousands', async () => {
    const gate = turnstile(1, signalWatch())
    void gate.enter(undefined)
    const order: Array<number> = []
    const all = Array.from({ length: 5000 }, async (_, index) => {
      await gate.enter(undefined)
      order.push(index)
      gate.leave()
    })
    gate.leave()
    await Promise.all(all)
    expect(order).toEqual(Array.from({ length: 5000 }, (_, index) => index))
    expect(gate.enter(undefined)).toBe(true)
  })

  test('hands a place to who waits, never to who comes later', async () => {
    const gate = turnstile(1, signalWatch())
    void gate.enter(undefined)
    const first = entered(gate.enter(undefined))
    gate.leave()
    expect(gate.enter(undefined)).toBeInstanceOf(Promise)
    expect(await first).toBe(true)
  })

  test('sends away who is cancelled while waiting, and keeps the place for the next', async () => {
    const gate = turnstile(1, signalWatch())
    const stop = new AbortController()
    void gate.enter(undefined)
    const cancelled = entered(gate.enter(stop.signal))
    const patient = entered(gate.enter(undefined))
    stop.abort()
    expect(await cancelled).toBe(false)
    gate.leave()
    expect(await patient).toBe(true)
  })
})
