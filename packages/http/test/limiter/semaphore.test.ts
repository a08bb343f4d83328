import { abortListeners } from '../../src/transport/abort.js'
import { semaphore } from '../../src/limiter/semaphore.js'

const resolved = (turn: true | Promise<string>): Promise<string | true> => Promise.resolve(turn)

describe('a semaphore', () => {
  test('lets as many through as it has permits, at once', () => {
    const permits = semaphore(2, abortListeners())
    expect(permits.acquire({})).toBe(true)
    expect(permits.acquire({})).toBe(true)
    expect(permits.acquire({})).toBeInstanceOf(Promise)
  })

  test('lets the others through in the order they came, also when there are thousands', async () => {
    const permits = semaphore(1, abortListeners())
    void permits.acquire({})
    const order: Array<number> = []
    const all = Array.from({ length: 5000 }, async (_, index) => {
      await permits.acquire({})
      order.push(index)
      permits.release()
    })
    permits.release()
    await Promise.all(all)
    expect(order).toEqual(Array.from({ length: 5000 }, (_, index) => index))
    expect(permits.acquire({})).toBe(true)
  })

  test('gives a permit to the call that waits, never to one that comes later', async () => {
    const permits = semaphore(1, abortListeners())
    void permits.acquire({})
    const first = resolved(permits.acquire({}))
    permits.release()
    expect(permits.acquire({})).toBeInstanceOf(Promise)
    expect(await first).toBe('go')
  })

  test('drops a call that is cancelled while it waits, and keeps the permit for the next', async () => {
    const permits = semaphore(1, abortListeners())
    const stop = new AbortController()
    void permits.acquire({})
    const cancelled = resolved(permits.acquire({ signal: stop.signal }))
    const patient = resolved(permits.acquire({}))
    stop.abort()
    expect(await cancelled).toBe('cancelled')
    permits.release()
    expect(await patient).toBe('go')
  })

  test('lets no call wait that was cancelled before', async () => {
    const permits = semaphore(1, abortListeners())
    void permits.acquire({})
    expect(await permits.acquire({ signal: AbortSignal.abort() })).toBe('cancelled')
  })
})
