import { getEventListeners } from 'node:events'
import { abortListeners } from '../../src/transport/abort.js'
import { call, clientOf, errorOf, readRequest, reading, until, writeRequest } from '../client-under-test.js'
import { json, localVendor, socketVendor } from '../local-vendor.js'
import { heldClock, testClock } from '../test-clock.js'

describe('one listener serves all calls that share a signal', () => {
  test('each watch hears of the abort once, and none after it was called off', () => {
    const watch = abortListeners()
    const stop = new AbortController()
    const heard: Array<string> = []
    const unwatch = watch(stop.signal, () => heard.push('a'))
    watch(stop.signal, () => heard.push('b'))
    unwatch()
    unwatch()
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
    stop.abort()
    expect(heard).toEqual(['b'])
  })

  test('the listener goes with the last watch', () => {
    const watch = abortListeners()
    const { signal } = new AbortController()
    const all = Array.from({ length: 1000 }, () => watch(signal, () => undefined))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    all.forEach((unwatch) => unwatch())
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('1,000 calls with one signal leave no listener behind and make Node warn of none', async () => {
    const warnings: Array<Error> = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    const vendor = await localVendor((_, response, count) => json(response, { code: count % 3 === 0 ? 401 : 0 }))
    const client = clientOf(vendor.url)
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 1000 }, () => client.send({ ...call, signal }, readRequest, reading)()))
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', onWarning)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(warnings).toEqual([])
  })
})

describe('a cancelled call', () => {
  test('that was cancelled before it began asks for no token and sends nothing', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const get = jest.fn()
    const client = clientOf(vendor.url, { tokens: { get, refused: get } })
    const error = errorOf(await client.send({ ...call, signal: AbortSignal.abort() }, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'Cancelled', sent: false, applied: 'no', modification: 'not-spent' })
    expect(get).not.toHaveBeenCalled()
    expect(vendor.connections()).toBe(0)
  })

  test('does not wait for a token that never comes', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const stop = new AbortController()
    const never = () => () => new Promise<never>(() => undefined)
    const pending = clientOf(vendor.url, { tokens: { get: never, refused: never } }).send(
      { ...call, signal: stop.signal },
      readRequest,
      reading,
    )()
    stop.abort()
    expect(errorOf(await pending)).toMatchObject({ _tag: 'Cancelled', sent: false })
    expect(vendor.connections()).toBe(0)
  })

  test('that waits for its turn sends nothing', async () => {
    const vendor = await localVendor(() => undefined)
    const stop = new AbortController()
    const clock = heldClock()
    const client = clientOf(vendor.url, { clock, settings: { maxSockets: 2, attempts: 1 } })
    const first = client.send(call, readRequest, reading)()
    await until(() => vendor.requests.length === 1)
    const queued = client.send({ ...call, signal: stop.signal }, writeRequest, reading)()
    await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    expect(errorOf(await queued)).toMatchObject({ _tag: 'Cancelled', sent: false })
    clock.pass()
    expect(errorOf(await first)._tag).toBe('TimedOut')
    expect(vendor.requests).toHaveLength(1)
  })

  test('by a hook that hears of the request sends nothing', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const stop = new AbortController()
    const client = clientOf(vendor.url, { hooks: { onRequest: () => stop.abort() } })
    const error = errorOf(await client.send({ ...call, signal: stop.signal }, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'Cancelled', sent: false })
    expect(vendor.requests).toHaveLength(0)
  })

  test('that waits for a connection sends nothing, and the connection serves the next call', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const stop = new AbortController()
    const client = clientOf(vendor.url)
    const pending = client.send({ ...call, signal: stop.signal }, writeRequest, reading)()
    // The turn and the token take microtasks only, so the socket is now being connected.
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve()
    stop.abort()
    expect(errorOf(await pending)).toMatchObject({ _tag: 'Cancelled', sent: false })
    expect(await client.send(call, readRequest, reading)()).toEqual({ _tag: 'Right', right: 0 })
    expect(vendor.requests.map((request) => request.url.split('?')[0])).toEqual(['/list'])
    expect(vendor.connections()).toBeLessThanOrEqual(2)
  })

  test.each([
    ['read', readRequest, { applied: 'no', modification: 'not-spent', retry: { when: 'never' } }],
    ['write', writeRequest, { applied: 'unknown', modification: 'unknown', retry: { when: 'after-read' } }],
  ])('that is under way ends at once and its connection with it: %s', async (_, request, verdict) => {
    const vendor = await socketVendor(() => undefined)
    const stop = new AbortController()
    const pending = clientOf(vendor.url).send({ ...call, signal: stop.signal }, request, reading)()
    await until(() => vendor.requests.length === 1)
    stop.abort()
    expect(errorOf(await pending)).toMatchObject({ _tag: 'Cancelled', sent: true, ...verdict })
    await until(() => vendor.closed() === 1)
    expect(vendor.requests).toHaveLength(1)
  })

  test('that waits in a back-off sends nothing further', async () => {
    const vendor = await localVendor((_, response) => response.writeHead(502).end('bad gateway'))
    const stop = new AbortController()
    const asleep: Array<AbortSignal | undefined> = []
    const clock = {
      ...testClock(),
      sleep: (_: number, signal?: AbortSignal) =>
        new Promise<void>((resolve) => {
          asleep.push(signal)
          signal?.addEventListener('abort', () => resolve())
        }),
    }
    const pending = clientOf(vendor.url, { clock }).send({ ...call, signal: stop.signal }, readRequest, reading)()
    await until(() => asleep.length === 1)
    stop.abort()
    expect(errorOf(await pending)).toMatchObject({ _tag: 'Cancelled', sent: false })
    expect(vendor.requests).toHaveLength(1)
    expect(asleep).toHaveLength(1)
  })

  test('by a hook that hears of the retry does not wait for it', async () => {
    const vendor = await localVendor((_, response) => response.writeHead(502).end('bad gateway'))
    const stop = new AbortController()
    const slept: Array<number> = []
    const clock = { ...testClock(), sleep: (ms: number) => Promise.resolve(void slept.push(ms)) }
    const client = clientOf(vendor.url, { clock, hooks: { onRetry: () => stop.abort() } })
    const error = errorOf(await client.send({ ...call, signal: stop.signal }, readRequest, reading)())
    expect(error).toMatchObject({ _tag: 'Cancelled', sent: false })
    expect([slept, vendor.requests.length]).toEqual([[], 1])
  })

  test('between a refused token and the second try sends nothing further', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 401 }))
    const stop = new AbortController()
    const tokens = {
      get: () => () => Promise.resolve({ _tag: 'Right' as const, right: 'old' }),
      refused: () => () => {
        stop.abort()
        return Promise.resolve({ _tag: 'Right' as const, right: 'new' })
      },
    }
    const pending = clientOf(vendor.url, { tokens }).send({ ...call, signal: stop.signal }, readRequest, reading)()
    expect(errorOf(await pending)._tag).toBe('Cancelled')
    expect(vendor.requests).toHaveLength(1)
  })
})
