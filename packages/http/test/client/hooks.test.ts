import { type RequestEvent, type ResponseEvent, type RetryEvent } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { call, clientOf, errorOf, readRequest, reading, until } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'
import { testClock } from '../test-clock.js'

type Event = RequestEvent | ResponseEvent | RetryEvent

const listening = () => {
  const events: Array<Event> = []
  const hear = (event: Event): void => void events.push(event)
  return { events, hooks: { onRequest: hear, onResponse: hear, onRetry: hear } }
}

const ticking = (ms: number) => {
  let now = 0
  return () => (now += ms)
}

const where = { vendor: 'acme', operation: 'app.server.get', subject: 'app a1' }

describe('hooks', () => {
  test('hear of each attempt, each reply and each retry, in order', async () => {
    const vendor = await localVendor((_, response, count) =>
      count === 1 ? response.writeHead(503).end() : json(response, { code: 0 }),
    )
    const { events, hooks } = listening()
    const clock = { ...testClock(), now: ticking(7) }
    await clientOf(vendor.url, { hooks, clock }).send(call, { ...readRequest, path: '/list?ticket=s3cret' }, reading)()
    const shared = { ...where, method: 'POST', url: '/list' }
    const durationMs = 7
    expect(events).toEqual([
      { _tag: 'Request', ...shared, attempt: 1 },
      { _tag: 'Response', ...shared, attempt: 1, durationMs, error: 'VendorBusy', httpStatus: 503 },
      { _tag: 'Retry', ...where, attempt: 1, delayMs: 100, because: 'VendorBusy' },
      { _tag: 'Request', ...shared, attempt: 2 },
      { _tag: 'Response', ...shared, attempt: 2, durationMs },
    ])
  })

  test('hear of a renewed token as a retry without delay', async () => {
    const vendor = await localVendor((_, response, count) => json(response, { code: count === 1 ? 401 : 0 }))
    const { events, hooks } = listening()
    const tokens = { get: () => TE.right('old'), refused: () => TE.right('new') }
    await clientOf(vendor.url, { hooks, tokens }).send(call, readRequest, reading)()
    expect(events.filter((event) => event._tag === 'Retry')).toEqual([
      { _tag: 'Retry', ...where, attempt: 1, delayMs: 0, because: 'TokenRejected' },
    ])
  })

  test('hear of a request when its turn has come, not before', async () => {
    const vendor = await localVendor(() => undefined)
    const { events, hooks } = listening()
    const client = clientOf(vendor.url, { hooks, settings: { maxSockets: 2, timeoutMs: 1_000, attempts: 1 } })
    const both = [1, 2].map(() => client.send(call, readRequest, reading)())
    await until(() => vendor.requests.length === 1)
    expect(events).toHaveLength(1)
    await Promise.all(both)
    expect(events.map((event) => event._tag)).toEqual(['Request', 'Response', 'Request', 'Response'])
  })

  test('that throw change nothing', async () => {
    const vendor = await localVendor((_, response, count) =>
      count === 1 ? response.writeHead(503).end() : json(response, { code: 0 }),
    )
    const fail = (): never => {
      throw new Error('a defect of the program')
    }
    const client = clientOf(vendor.url, { hooks: { onRequest: fail, onResponse: fail, onRetry: fail } })
    expect(await client.send(call, readRequest, reading)()).toEqual({ _tag: 'Right', right: 0 })
  })

  test('that are async functions and reject change nothing, and leave no rejection behind', async () => {
    const vendor = await localVendor((_, response, count) =>
      count === 1 ? response.writeHead(503).end() : json(response, { code: 0 }),
    )
    let told = 0
    // The test runner fails a test that leaves a rejection which nobody hears.
    const reject = (): unknown => {
      told += 1
      return Promise.reject(new Error('a defect of the program'))
    }
    const client = clientOf(vendor.url, { hooks: { onRequest: reject, onResponse: reject, onRetry: reject } })
    expect(await client.send(call, readRequest, reading)()).toEqual({ _tag: 'Right', right: 0 })
    expect(told).toBe(5)
  })

  test('hear nothing of a call that was cancelled before it left', async () => {
    const vendor = await localVendor((_, response) => json(response, { code: 0 }))
    const { events, hooks } = listening()
    const signal = AbortSignal.abort()
    expect(errorOf(await clientOf(vendor.url, { hooks }).send({ ...call, signal }, readRequest, reading)())._tag).toBe(
      'Cancelled',
    )
    expect(events).toEqual([])
  })
})
