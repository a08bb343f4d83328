import { addDomains, copyPool } from '@mini-domains/core'
import { type RejectionReason } from '@mini-domains/core/adapter'
import { type Capture, startCapture } from '../captured.js'
import { rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

type Place = 'app server' | 'app webview' | 'platform server' | 'platform webview'
const places: ReadonlyArray<Place> = ['app server', 'app webview', 'platform server', 'platform webview']

const add = (place: Place, config = {}) => {
  const provider = capture.provider(config)
  const domains = place.startsWith('app') ? provider.app('1') : provider.platform
  return place.endsWith('server')
    ? domains.server.modify(addDomains({ request: ['a.example.com'] }), { observed: { domains: { request: [] } } })
    : domains.webview.modify(addDomains({ webview: ['a.example.com'] }), { observed: { domains: { webview: [] } } })
}

describe('errnos of the domain calls (docs/vendors/baidu.md B.1.3)', () => {
  // '' where the table has no mark: there the code is not known.
  const table: ReadonlyArray<readonly [number, Readonly<Record<Place, RejectionReason | 'error' | ''>>]> = [
    [
      470014,
      { 'app server': 'format', 'app webview': 'format', 'platform server': 'format', 'platform webview': 'format' },
    ],
    [
      470016,
      { 'app server': 'not-in-pool', 'app webview': 'not-in-pool', 'platform server': '', 'platform webview': '' },
    ],
    [
      470017,
      { 'app server': 'not-listed', 'app webview': 'not-listed', 'platform server': '', 'platform webview': '' },
    ],
    [50040, { 'app server': '', 'app webview': '', 'platform server': 'not-listed', 'platform webview': 'not-listed' }],
    [50042, { 'app server': '', 'app webview': '', 'platform server': 'not-listed', 'platform webview': 'not-listed' }],
    [50041, { 'app server': '', 'app webview': '', 'platform server': '', 'platform webview': 'confirm-file' }],
    [50043, { 'app server': '', 'app webview': '', 'platform server': '', 'platform webview': 'confirm-file' }],
    [50045, { 'app server': '', 'app webview': 'over-limit', 'platform server': '', 'platform webview': 'over-limit' }],
    [50046, { 'app server': 'over-limit', 'app webview': '', 'platform server': 'over-limit', 'platform webview': '' }],
  ]
  for (const [errno, meanings] of table)
    for (const place of places) {
      const reason = meanings[place]
      test(`${errno} at ${place}: ${reason === '' ? 'not known there' : reason}`, async () => {
        capture.answer(JSON.stringify({ errno, msg: 'x' }))
        if (reason === '') {
          expect(await rejection(add(place))).toMatchObject({
            _tag: 'UnknownCode',
            vendorCode: errno,
            applied: 'unknown',
          })
          return
        }
        expect(await add(place)).toMatchObject({
          items: [{ verdict: 'rejected', rejection: { reason, attribution: 'this-domain' } }],
          modification: 'unknown',
          vendorCode: errno,
        })
        expect(capture.requests).toHaveLength(1)
      })
    }

  test.each([
    ['app server', 470011, 'BudgetSpent'],
    ['app webview', 470012, 'BudgetSpent'],
    ['app server', 470012, 'UnknownCode'],
    ['app webview', 470011, 'UnknownCode'],
    ['platform server', 470011, 'UnknownCode'],
    ...places.map((place) => [place, 470013, 'RequestRejected'] as const),
    ...places.map((place) => [place, 470015, 'RequestRejected'] as const),
  ] as const)('at %s %s is %s', async (place, errno, tag) => {
    capture.answer(JSON.stringify({ errno, msg: 'x' }))
    expect(await rejection(add(place))).toMatchObject({ _tag: tag, vendorCode: errno })
  })

  test('a spent budget is not spent further, and comes back next month', async () => {
    capture.answer('{"errno":470012,"msg":"修改业务域名超过限制次数"}')
    expect(await rejection(add('app webview'))).toMatchObject({
      modification: 'not-spent',
      applied: 'no',
      retry: { when: 'next-month' },
    })
  })

  test('of several domains, a refused whole says that it is one of these', async () => {
    capture.answer('{"errno":470016,"msg":"x"}')
    const { webview } = capture.provider().app('1')
    const outcome = await webview.modify(addDomains({ webview: ['a.example.com', 'b.example.com'] }), {
      observed: { domains: { webview: [] } },
    })
    expect(outcome.items).toMatchObject([
      { rejection: { reason: 'not-in-pool', attribution: 'one-of-these' } },
      { rejection: { reason: 'not-in-pool', attribution: 'one-of-these' } },
    ])
  })

  test('copyPool has no domain to reject, so a refusal of domains is an error', async () => {
    capture.answer('{"errno":0,"data":""}', '{"errno":50045,"msg":"x"}')
    expect(await rejection(capture.provider().app('1').webview.modify(copyPool))).toMatchObject({
      _tag: 'LimitReached',
      vendorCode: 50045,
    })
    capture.answer('{"errno":0,"data":""}', '{"errno":470014,"msg":"x"}')
    expect(await rejection(capture.provider().app('1').webview.modify(copyPool))).toMatchObject({
      _tag: 'RequestRejected',
    })
  })
})

describe('codes that any call may answer', () => {
  const errnos = {
    VendorBusy: [500, 501, 1000, 5000, 6002],
    RequestRejected: [404, 2002, 30001, 40001, 41000, 50001, 50002, 50003],
    PermissionDenied: [405, 6001, 40007, 45001],
    AddressNotAllowed: [40008],
    TokenRejected: [44000, 44001, 44002, 44003, 44004],
    PreconditionFailed: [45000],
    AuthorizationLost: [45002, 50032],
    RateLimited: [50029],
    UnknownCode: [1, 2, 4, 5, 6, 17, 18, 110, 111, 470010, -1],
  }
  const gatewayCodes = {
    VendorBusy: [1, 2],
    RequestRejected: [3, 100, 101, 104, 105, 106, 107, 109],
    RateLimited: [4, 17, 18, 19],
    AddressNotAllowed: [5],
    PermissionDenied: [6, 7, 211],
    TokenRejected: [110, 111],
    UnknownCode: [8, 13, 14, 500, 40001, 44002, 470011, 470014],
  }
  for (const [tag, codes] of Object.entries(errnos))
    test.each(codes)(`errno %s is ${tag}`, async (errno) => {
      capture.answer(JSON.stringify({ errno, msg: 'x' }))
      for (const place of places) expect(await rejection(add(place))).toMatchObject({ _tag: tag, vendorCode: errno })
    })
  for (const [tag, codes] of Object.entries(gatewayCodes))
    test.each(codes)(`error_code %s is ${tag}`, async (code) => {
      capture.answer(JSON.stringify({ error_code: code, error_msg: 'x' }))
      for (const place of places) expect(await rejection(add(place))).toMatchObject({ _tag: tag, vendorCode: code })
    })
  for (const [tag, codes] of Object.entries(gatewayCodes))
    test.each(codes)(`error_code "%s", in quotes, is ${tag} too (docs/vendors/baidu.md B.0.1)`, async (code) => {
      capture.answer(JSON.stringify({ error_code: String(code), error_msg: 'x' }))
      expect(await rejection(add('app webview'))).toMatchObject({ _tag: tag, vendorCode: code })
    })

  const oauthCodes = {
    RequestRejected: [
      'invalid_request',
      'invalid_grant',
      'expired_token',
      'invalid_client',
      'unauthorized_client',
      'unsupported_grant_type',
      'unsupported_response_type',
      'redirect_uri_mismatch',
      'invalid_scope',
    ],
    RateLimited: ['slow_down'],
    TokenRejected: ['invalid_token'],
    PermissionDenied: ['insufficient_scope', 'access_denied'],
    VendorBusy: ['server_error', 'temporarily_unavailable'],
    UnknownCode: ['something_new', 'INVALID_GRANT', 'Not Found'],
  }
  for (const [tag, codes] of Object.entries(oauthCodes))
    test.each(codes)(`error %s is ${tag} with any HTTP status (docs/vendors/baidu.md B.0.2)`, async (code) => {
      for (const status of [200, 400, 401, 403]) {
        capture.answer({ status, body: JSON.stringify({ error: code, error_description: 'x' }) })
        expect(await rejection(add('app webview'))).toMatchObject({ _tag: tag, vendorCode: code, httpStatus: status })
      }
    })

  test.each([
    [{ error_code: 4 }, 'unknown'],
    [{ error_code: 17 }, 'day'],
    [{ error_code: 18 }, 'second'],
    [{ error_code: 19 }, 'unknown'],
    [{ errno: 50029 }, 'unknown'],
  ])('%j limits the rate per %s', async (body, window) => {
    capture.answer(JSON.stringify(body))
    expect(await rejection(add('app server'))).toMatchObject({ window })
  })

  test('44001 is a bad token, or, as configured, a lack of permission', async () => {
    capture.answer('{"errno":44001,"msg":"无权限访问"}')
    expect(await rejection(add('app server', { code44001: 'permission' }))).toMatchObject({ _tag: 'PermissionDenied' })
    expect(await rejection(add('app server', { code44001: 'token' }))).toMatchObject({ _tag: 'TokenRejected' })
  })
})

test.each([
  ['gateway 110', '{"error_code":110,"error_msg":"x"}'],
  ['gateway 110 in quotes', '{"error_code":"110","error_msg":"x"}'],
  ['invalid_token', '{"error":"invalid_token"}'],
  ['errno 44003', '{"errno":44003,"msg":"x"}'],
])('after %s the token is renewed once, and the call is tried once more', async (_, body) => {
  const refused: Array<string | undefined> = []
  const tokens = (_subject: unknown, token?: string) => {
    refused.push(token)
    return token === undefined ? 'old' : 'new'
  }
  capture.answer(body, '{"errno":0,"data":""}')
  expect(await capture.provider({ tokens }).app('1').webview.get()).toEqual({ domains: { webview: [] } })
  expect(refused).toEqual([undefined, 'old'])
  capture.answer(body)
  expect(await rejection(capture.provider({ tokens }).app('1').webview.get())).toMatchObject({ _tag: 'TokenRejected' })
  expect(capture.requests.map(({ url }) => url.split('=')[1])).toEqual(['old', 'new', 'old', 'new'])
})
