import { addDomains } from '@mini-domains/core'
import { type Capture, type Canned, startCapture } from '../captured.js'
import { rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const get = (config = {}) => rejection(capture.provider(config).app('1').webview.get())
const write = () =>
  rejection(
    capture
      .provider()
      .app('1')
      .webview.modify(addDomains({ webview: ['a.example.com'] }), { observed: { domains: { webview: [] } } }),
  )

describe('the order of the three envelopes', () => {
  test.each([
    [
      'error_code comes before error and errno',
      '{"errno":0,"error":"invalid_grant","error_code":5}',
      'AddressNotAllowed',
    ],
    ['error comes before errno', '{"errno":0,"error":"invalid_grant"}', 'RequestRejected'],
    ['errno is last', '{"errno":40008,"msg":"x"}', 'AddressNotAllowed'],
  ])('%s', async (_, body, tag) => {
    capture.answer(body)
    expect(await get()).toMatchObject({ _tag: tag })
  })

  test("each has its own words for the vendor's message", async () => {
    capture.answer('{"error_code":6,"error_msg":"No permission to access user data"}')
    expect(await get()).toMatchObject({ vendorCode: 6, vendorMessage: 'No permission to access user data' })
    capture.answer('{"error":"invalid_grant","error_description":"expired"}')
    expect(await get()).toMatchObject({ vendorCode: 'invalid_grant', vendorMessage: 'expired' })
    capture.answer('{"errno":45000,"msg":"小程序不存在"}')
    expect(await get()).toMatchObject({ vendorCode: 45000, vendorMessage: '小程序不存在' })
  })
})

describe('a body counts whatever the HTTP status is', () => {
  test.each([
    [401, '{"error_code":110,"error_msg":"Access token invalid or no longer valid"}', 'TokenRejected'],
    [403, '{"error_code":6,"error_msg":"No permission to access user data"}', 'PermissionDenied'],
    [500, '{"errno":470012,"msg":"x"}', 'BudgetSpent'],
    [500, '{"errno":999999,"msg":"x"}', 'VendorBusy'],
    [429, '{"errno":999999,"msg":"x"}', 'RateLimited'],
    [500, '{"timestamp":1,"status":500,"error":"Internal Server Error","path":"/x"}', 'VendorBusy'],
    [404, '{"timestamp":1,"status":404,"error":"Not Found","path":"/x"}', 'UnknownCode'],
    [502, '{"message":"bad gateway"}', 'VendorBusy'],
    [503, '{"error":{"code":503}}', 'VendorBusy'],
    [503, '[]', 'VendorBusy'],
    [429, '{"error":{"code":429}}', 'RateLimited'],
    [429, '{"error_code":"RATE_LIMIT"}', 'RateLimited'],
    [429, '{"errno":"50029"}', 'RateLimited'],
    [429, '"slow down"', 'RateLimited'],
    [502, '<html>bad gateway</html>', 'VendorBusy'],
    [429, 'slow down', 'RateLimited'],
  ])('%s %s is %s', async (status, body, tag) => {
    capture.answer({ status, body })
    expect(await get()).toMatchObject({ _tag: tag, httpStatus: status })
  })

  test.each([
    [302, 'UnreadableReply'],
    [404, 'UnreadableReply'],
    [503, 'VendorBusy'],
  ])('errno 0 with status %s is no success', async (status, tag) => {
    capture.answer({ status, body: '{"errno":0,"msg":"success","data":""}' })
    expect(await get()).toMatchObject({ _tag: tag })
  })
})

describe('a reply that cannot be read is a typed error, and never success', () => {
  const bodies: ReadonlyArray<readonly [string, string, string]> = [
    ['nothing', '', ''],
    ['cut short', '{"errno":0,"ms', ''],
    ['HTML', '<!doctype html><title>login</title>', ''],
    ['an array', '[{"errno":0}]', ''],
    ['a number', '0', ''],
    ['null', 'null', ''],
    ['text', '"success"', ''],
    ['no envelope', '{"msg":"success"}', 'errno'],
    ['empty', '{}', 'errno'],
    ['errno a string', '{"errno":"0"}', 'errno'],
    ['errno null', '{"errno":null}', 'errno'],
    ['errno a fraction', '{"errno":0.5}', 'errno'],
    ['errno false', '{"errno":false}', 'errno'],
    ['errno an array', '{"errno":[0]}', 'errno'],
    ['errno a string with a refusal', '{"errno":"470016"}', 'errno'],
    ['error_code a word', '{"error_code":"QPS"}', 'error_code'],
    ['error_code a fraction', '{"error_code":"1.5"}', 'error_code'],
    ['error_code false', '{"error_code":false,"errno":0}', 'error_code'],
    ['error an object', '{"error":{"code":0},"errno":0}', 'error'],
    ['neither code nor errno', '{"error_code":0,"error":"","error_msg":"x"}', 'errno'],
    ['null for each', '{"error_code":null,"error":null,"msg":"success"}', 'errno'],
    ['error a number', '{"error":1,"errno":0}', 'error'],
    ['errno twice', '{"errno":-1,"errno":0,"msg":"success"}', 'errno'],
    ['errno twice, once in disguise', '{"errno":-1,"err\\u006eo":0,"msg":"success"}', 'errno'],
    ['errno inherited', '{"__proto__":{"errno":0},"msg":"success"}', 'errno'],
  ]
  test.each(bodies)('%s', async (_, body, path) => {
    capture.answer(body)
    expect(await write()).toMatchObject({
      _tag: 'UnreadableReply',
      path,
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    // Law 8: what follows the write is a read.
    expect(capture.requests.map(({ body: sent }) => sent.split('&')[0])).toEqual(['action=add', 'action=get'])
  })

  test('a code that no source knows is told as such, with an excerpt', async () => {
    capture.answer('{"errno":123456,"msg":"谁知道"}')
    expect(await write()).toMatchObject({ _tag: 'UnknownCode', vendorCode: 123456, applied: 'unknown' })
    capture.answer('{"error_code":13,"error_msg":"get service token failed"}')
    expect(await write()).toMatchObject({ _tag: 'UnknownCode', vendorCode: 13 })
    capture.answer('{"error":"something_new","error_description":"x"}')
    expect(await write()).toMatchObject({ _tag: 'UnknownCode', vendorCode: 'something_new', applied: 'unknown' })
  })
})

describe("the vendor's id of a request", () => {
  const cases: ReadonlyArray<readonly [string, Canned, string]> = [
    ['request_id', { body: '{"errno":45000,"request_id":"r-1","log_id":7}' }, 'r-1'],
    ['trace_id', { body: '{"errno":45000,"trace_id":"t-1"}' }, 't-1'],
    ['log_id, a number', { body: '{"errno":45000,"log_id":42}' }, '42'],
    ['log_id of 64 bits', { body: '{"errno":45000,"log_id": 12345678901234567890}' }, '12345678901234567890'],
    ['the trace header', { body: '{"errno":45000}', headers: { 'X-B3-Traceid': 'b3' } }, 'b3'],
    ['the gateway too', { status: 403, body: '{"error_code":6,"request_id":"g"}' }, 'g'],
  ]
  test.each(cases)('%s', async (_, reply, requestId) => {
    capture.answer(reply)
    expect(await get()).toMatchObject({ requestId })
  })

  test('it is in the outcome of a write, with the code of a refusal', async () => {
    capture.answer('{"errno":470016,"msg":"x","request_id":"r-2"}')
    const { webview } = capture.provider().app('1')
    const outcome = await webview.modify(addDomains({ webview: ['a.example.com'] }), {
      observed: { domains: { webview: [] } },
    })
    expect(outcome).toMatchObject({ requestId: 'r-2', vendorCode: 470016, vendorMessage: 'x' })
  })
})

describe('an envelope that says nothing beside an errno refuses nothing: the errno counts (docs/vendors/baidu.md B.0.1)', () => {
  const beside = [
    '"error_code":0',
    '"error_code":"0"',
    '"error_code":null',
    '"error":""',
    '"error":null',
    '"error":"success"',
    '"error":"ok"',
    '"error_code":0,"error":""',
    '"error_code":null,"error":null,"error_msg":null',
  ]

  test.each(beside)('%s beside errno 0 is a success', async (quiet) => {
    capture.answer(`{${quiet},"errno":0,"msg":"success","data":"https://a.example.com"}`)
    expect(await capture.provider().app('1').webview.get()).toEqual({ domains: { webview: ['https://a.example.com'] } })
  })

  test.each(beside)('%s beside another errno is what that errno says', async (quiet) => {
    capture.answer(`{${quiet},"errno":40008,"msg":"x"}`)
    expect(await get()).toMatchObject({ _tag: 'AddressNotAllowed', vendorCode: 40008 })
  })

  test.each(['"error_code":110', '"error_code":"110"', '"error":"invalid_grant"', '"error":false'])(
    '%s beside errno 0 is still no success',
    async (said) => {
      capture.answer(`{${said},"errno":0,"msg":"success","data":"https://a.example.com"}`)
      expect(await get()).toMatchObject({ applied: 'no', vendor: 'baidu' })
    },
  )
})
