import { type Clock, type Hooks, systemClock } from '@mini-domains/core'
import { type RateLimiter, rateLimited, staticTokens } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ReplyDecoder, type VendorRequest, httpSettings, rateLimiter, vendorClient } from '../../src/index.js'
import { call, clientOf, errorOf, readRequest, reading, token, until, writeRequest } from '../client-under-test.js'
import { json, localVendor } from '../local-vendor.js'
import { waitingClock } from '../waiting-clock.js'

const most = (times: ReadonlyArray<number>, windowMs: number): number =>
  Math.max(...times.map((end) => times.filter((time) => time <= end && time > end - windowMs).length))

const counting = async (clock: Clock = systemClock) => {
  const arrivals: Array<number> = []
  const vendor = await localVendor((_, response) => {
    arrivals.push(clock.now())
    json(response, { code: 0 })
  })
  return { url: vendor.url, arrivals }
}

const tooMany: ReplyDecoder<number> = (_, context) => E.left(rateLimited(context.call, {}, 'minute'))

const limited = (url: string, limiter: RateLimiter, maxSockets = 128, hooks: Hooks = {}) =>
  vendorClient({
    baseUrl: url,
    settings: { maxSockets },
    tokens: staticTokens({ apps: { a1: token } }),
    clock: systemClock,
    hooks,
    rateLimiter: limiter,
    environment: {},
  })

describe('rate-limited calls', () => {
  test('reach the vendor at most as often as the figure says in any second', async () => {
    const { clock, hooks, through } = waitingClock()
    const { url, arrivals } = await counting(clock)
    const client = clientOf(url, { settings: { rate: { read: { perSecond: 50 } } }, clock, hooks })
    await through(client.send(call, readRequest, reading)())
    const sent = Array.from({ length: 150 }, () => client.send(call, readRequest, reading)())
    const results = await through(Promise.all(sent))
    expect(results.every(E.isRight)).toBe(true)
    expect(arrivals).toHaveLength(151)
    expect(most(arrivals, 1_000)).toBeLessThanOrEqual(50)
    expect(most(arrivals, 1_000)).toBeGreaterThanOrEqual(45)
  })

  test('share one figure among providers that share a limiter', async () => {
    const { clock, hooks, through } = waitingClock()
    const { url, arrivals } = await counting(clock)
    const limiter = rateLimiter({ clock, rates: { all: { perSecond: 100 } } })
    const clients = [
      limited(url, limiter, 128, hooks),
      limited(url, limiter, 128, hooks),
      limited(url, limiter, 128, hooks),
    ]
    const requests: ReadonlyArray<VendorRequest> = [readRequest, writeRequest, { ...readRequest, token: 'none' }]
    const sent = clients.flatMap((client) =>
      requests.flatMap((request) => Array.from({ length: 20 }, () => client.send(call, request, reading)())),
    )
    await through(Promise.all(sent))
    expect(arrivals).toHaveLength(180)
    expect(most(arrivals, 1_000)).toBeLessThanOrEqual(100)
    expect(most(arrivals, 1_000)).toBeGreaterThanOrEqual(90)
    await Promise.all(clients.map((client) => client.close()))
  })

  test('of a class that the vendor stopped wait, and keep the other classes from nothing', async () => {
    const { url, arrivals } = await counting()
    const client = limited(url, rateLimiter({ clock: systemClock }), 8)
    const stop = new AbortController()
    expect(errorOf(await client.send(call, writeRequest, tooMany)())._tag).toBe('RateLimited')
    const held = Array.from({ length: 50 }, () =>
      client.send({ ...call, signal: stop.signal }, writeRequest, reading)(),
    )
    const reads = await Promise.all(Array.from({ length: 50 }, () => client.send(call, readRequest, reading)()))
    expect(reads.every(E.isRight)).toBe(true)
    expect(arrivals).toHaveLength(51)
    stop.abort()
    const ended = await Promise.all(held)
    expect(ended.map((result) => errorOf(result)._tag)).toEqual(Array.from({ length: 50 }, () => 'Cancelled'))
    expect(arrivals).toHaveLength(51)
    await client.close()
  })

  test('are not sent once the day is used up', async () => {
    const { url, arrivals } = await counting()
    const client = limited(url, rateLimiter({ clock: systemClock }))
    const usedUp: ReplyDecoder<number> = (_, context) => E.left(rateLimited(context.call, {}, 'day'))
    await client.send(call, readRequest, usedUp)()
    const error = errorOf(await client.send(call, readRequest, reading)())
    expect(error).toMatchObject({ _tag: 'RateLimited', window: 'day', retry: { when: 'next-day' }, applied: 'no' })
    expect(arrivals).toHaveLength(1)
    await client.close()
  })

  test('are not sent, and nothing is thrown, when the rate limiter itself fails', async () => {
    const { url, arrivals } = await counting()
    const broken: RateLimiter = { acquire: () => Promise.reject(new Error('down')), limited: () => undefined }
    const client = limited(url, broken)
    const error = errorOf(await client.send(call, writeRequest, reading)())
    expect(error).toMatchObject({ _tag: 'ConnectionFailed', code: 'ERR_RATE_LIMITER', sent: false, applied: 'no' })
    expect(error.message).toBe('the rate limiter failed (ERR_RATE_LIMITER)')
    expect(error.hint?.en).toContain('check that Redis runs')
    expect(arrivals).toHaveLength(0)
    await client.close()
  })

  test('give their place back, so that the next calls go on', async () => {
    const { url, arrivals } = await counting()
    const limiter = rateLimiter({ clock: systemClock })
    const client = limited(
      url,
      {
        ...limiter,
        limited: () => {
          throw new Error('down')
        },
      },
      2,
    )
    await Promise.all(Array.from({ length: 20 }, () => client.send(call, writeRequest, tooMany)()))
    await until(() => arrivals.length === 20)
    await client.close()
  })
})

describe('the rates of a config', () => {
  const { rate } = httpSettings

  test.each([{}, { read: { perSecond: 50 } }, { all: { perMinute: 100 }, write: { perSecond: 0.1 } }])(
    '%j is taken',
    (given) => expect(E.isRight(rate.decode(given))).toBe(true),
  )

  test.each([{ reads: {} }, { read: { perSecond: 0 } }, { read: { perHour: 1 } }, { read: 50 }, { token: {} }])(
    '%j is refused',
    (given) => expect(E.isLeft(rate.decode(given))).toBe(true),
  )
})
