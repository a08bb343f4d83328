import { type DomainError, type DomainErrorTag } from '@mini-domains/core'
import { connectionFailed, rateLimited, timedOut, vendorBusy } from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { errorsOf } from '../../../core/test/every-error.js'
import { forEffect, retryDelay } from '../../src/client/retry.js'
import { call, clientOf, errorOf, readRequest, reading, writeRequest } from '../client-under-test.js'
import { localVendor, socketVendor } from '../local-vendor.js'
import { testClock } from '../test-clock.js'

interface Case {
  readonly error: DomainError
  readonly read: boolean
  readonly write: boolean
}

const never = { read: false, write: false }
const readOnly = { read: true, write: false }

const neverOf = (tag: DomainErrorTag): ReadonlyArray<Case> => errorsOf(tag).map((error) => ({ error, ...never }))

// By tag, so that a member that is added to DomainError does not compile here until it is thought of.
const table: { readonly [T in DomainErrorTag]: ReadonlyArray<Case> } = {
  ConnectionFailed: [
    { error: connectionFailed(call, 'ECONNRESET', true), ...readOnly },
    { error: connectionFailed(call, 'ECONNREFUSED', false), read: true, write: true },
    { error: connectionFailed(call, 'UND_ERR_CLOSED', false), ...never },
    { error: connectionFailed(call, 'UND_ERR_INVALID_ARG', false), ...never },
    { error: connectionFailed(call, 'ERR_INVALID_PROXY', false), ...never },
  ],
  TimedOut: [
    { error: timedOut(call, 10, true), ...readOnly },
    { error: timedOut(call, 10, false), read: true, write: true },
  ],
  VendorBusy: [{ error: vendorBusy(call, {}), ...readOnly }],
  RateLimited: [
    { error: rateLimited(call, {}, 'second'), ...readOnly },
    { error: rateLimited(call, {}, 'minute'), ...never },
    { error: rateLimited(call, {}, 'day'), ...never },
    { error: rateLimited(call, {}, 'unknown'), ...never },
  ],
  InvalidConfig: neverOf('InvalidConfig'),
  InvalidChange: neverOf('InvalidChange'),
  Unsupported: neverOf('Unsupported'),
  TokenUnavailable: neverOf('TokenUnavailable'),
  TokenRejected: neverOf('TokenRejected'),
  AuthorizationLost: neverOf('AuthorizationLost'),
  CodeRefused: neverOf('CodeRefused'),
  PermissionDenied: neverOf('PermissionDenied'),
  AddressNotAllowed: neverOf('AddressNotAllowed'),
  BudgetSpent: neverOf('BudgetSpent'),
  LimitReached: neverOf('LimitReached'),
  PreconditionFailed: neverOf('PreconditionFailed'),
  RequestRejected: neverOf('RequestRejected'),
  Cancelled: neverOf('Cancelled'),
  UnreadableReply: neverOf('UnreadableReply'),
  UnknownCode: neverOf('UnknownCode'),
}

const cases = Object.values(table).flat()

describe('the verdict on trying again', () => {
  test('is tried with at least one error of each tag', () => {
    expect(Object.entries(table).filter(([, rows]) => rows.length === 0)).toEqual([])
  })

  test.each(cases)('$error._tag ($error.message): read $read, write $write', ({ error, read, write }) => {
    const clock = testClock()
    expect(retryDelay(error, 'read', 1, 3, clock) !== undefined).toBe(read)
    expect(retryDelay(error, 'write', 1, 3, clock) !== undefined).toBe(write)
  })

  test.each(cases)('$error._tag ($error.message) is the last with attempts: 1', ({ error }) => {
    expect(retryDelay(error, 'read', 1, 1, testClock())).toBeUndefined()
    expect(retryDelay(error, 'write', 1, 1, testClock())).toBeUndefined()
  })

  test('delays grow from 200 ms to 5 s, with full jitter', () => {
    const busy = vendorBusy(call, {})
    const delays = (random: number) =>
      [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => retryDelay(busy, 'read', attempt, 100, testClock(random)))
    expect(delays(0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(delays(0.5)).toEqual([100, 200, 400, 800, 1600, 2500, 2500, 2500])
    expect(delays(0.999999)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000])
  })

  test('delays are whole, never below zero and never above 5 s', () => {
    const busy = vendorBusy(call, {})
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        (random, attempt) => {
          const delay = retryDelay(busy, 'read', attempt, 5001, testClock(random)) ?? -1
          return Number.isInteger(delay) && delay >= 0 && delay <= 5000
        },
      ),
    )
  })

  test('a call that was one too many in its second waits for the next', () => {
    expect(retryDelay(rateLimited(call, {}, 'second'), 'read', 1, 3, testClock(0))).toBe(1000)
  })
})

describe('applied and modification', () => {
  test.each(cases)('of a read: nothing was spent or changed by $error._tag ($error.message)', ({ error }) => {
    const told = forEffect('read', error)
    expect(told).toMatchObject({ _tag: error._tag, applied: 'no', modification: 'not-spent' })
    expect(told.retry.when).not.toBe('after-read')
  })

  test.each(cases)('of a write: after an unknown result comes a read: $error._tag ($error.message)', ({ error }) => {
    const told = forEffect('write', error)
    expect(told).toMatchObject({ applied: error.applied, modification: error.modification })
    expect(told.retry).toEqual(error.applied === 'unknown' ? { when: 'after-read' } : error.retry)
  })
})

describe('a call', () => {
  test('that reads is tried three times by default, with a pause before each', async () => {
    const vendor = await localVendor((_, response) => response.writeHead(503).end())
    const clock = testClock()
    expect(errorOf(await clientOf(vendor.url, { clock }).send(call, readRequest, reading)())._tag).toBe('VendorBusy')
    expect(vendor.requests).toHaveLength(3)
    expect(clock.slept).toEqual([100, 200])
  })

  test('that reads ends with the first good reply', async () => {
    const vendor = await localVendor((_, response, count) =>
      count < 3 ? response.writeHead(503).end() : response.end('{"code":0}'),
    )
    expect(await clientOf(vendor.url).send(call, readRequest, reading)()).toEqual({ _tag: 'Right', right: 0 })
  })

  test('is sent once with attempts: 1', async () => {
    const vendor = await localVendor((_, response) => response.writeHead(503).end())
    await clientOf(vendor.url, { settings: { attempts: 1 } }).send(call, readRequest, reading)()
    expect(vendor.requests).toHaveLength(1)
  })

  test('that writes is sent once, whatever becomes of it', async () => {
    const busy = await localVendor((_, response) => response.writeHead(503).end())
    const cut = await socketVendor((socket) => socket.destroy())
    for (const vendor of [busy, cut]) {
      expect(errorOf(await clientOf(vendor.url).send(call, writeRequest, reading)()).retry.when).toBe('after-read')
      expect(vendor.requests).toHaveLength(1)
    }
  })
})
