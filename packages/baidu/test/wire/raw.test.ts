import { appSubject, platformSubject } from '@mini-domains/core'
import * as t from 'io-ts'
import { type Capture, startCapture } from '../captured.js'
import { rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const path = '/rest/2.0/smartapp/tp/createpreauthcode'
const Code = t.type({ data: t.type({ pre_auth_code: t.string }) })

test('GET puts everything into the query, after the token of its subject', async () => {
  capture.answer('{"errno":0,"msg":"success","data":{"pre_auth_code":"c"}}')
  const reply = await capture.provider().raw({
    subject: platformSubject,
    method: 'GET',
    path,
    query: { a: '1 2' },
    body: { b: 3, skipped: undefined },
    reply: Code,
  })
  expect(reply).toEqual({ errno: 0, msg: 'success', data: { pre_auth_code: 'c' } })
  expect(capture.requests).toEqual([
    { method: 'GET', url: `${path}?access_token=42.tp&a=1+2&b=3`, contentType: undefined, body: '' },
  ])
})

test('POST sends a form; what is not text goes as JSON', async () => {
  await capture.provider().raw({
    subject: appSubject('1'),
    method: 'POST',
    path: '/rest/2.0/smartapp/package/upload',
    query: { q: '1' },
    body: { text: 'a b', number: 7, list: ['x'], object: { y: true }, none: undefined, nothing: null },
    reply: t.unknown,
  })
  expect(capture.requests).toEqual([
    {
      method: 'POST',
      url: '/rest/2.0/smartapp/package/upload?access_token=45.app&q=1',
      contentType: 'application/x-www-form-urlencoded',
      body: 'text=a+b&number=7&list=%5B%22x%22%5D&object=%7B%22y%22%3Atrue%7D&nothing=null',
    },
  ])
})

const call = (body: string, at = path) => {
  capture.answer(body)
  return capture.provider().raw({ subject: platformSubject, method: 'GET', path: at, reply: Code, readOnly: true })
}

test('a reply that does not fit is an error with its path', async () => {
  expect(await rejection(call('{"errno":0,"data":{"pre_auth_code":1}}'))).toMatchObject({
    _tag: 'UnreadableReply',
    path: 'data.pre_auth_code',
  })
})

test('the codec decides on an object without an envelope, such as the oauth service answers', async () => {
  capture.answer('{"access_token":"45.x","refresh_token":"46.y","expires_in":3600}')
  const request = { subject: platformSubject, method: 'GET', path: '/rest/2.0/oauth/token' } as const
  const reply = await capture.provider().raw({ ...request, reply: t.type({ expires_in: t.Int }) })
  expect(reply).toMatchObject({ expires_in: 3600 })
})

test('codes are understood: the general ones anywhere, those of a domain call at its own path only', async () => {
  expect(await rejection(call('{"errno":50032,"msg":"x"}'))).toMatchObject({ _tag: 'AuthorizationLost' })
  expect(await rejection(call('{"errno":50040,"msg":"x"}'))).toMatchObject({ _tag: 'UnknownCode' })
  const pool = '/rest/2.0/smartapp/tp/modifywebviewdomain'
  expect(await rejection(call('{"errno":50040,"msg":"x"}', pool))).toMatchObject({ _tag: 'RequestRejected' })
  expect(await rejection(call('{"errno":50041,"msg":"x"}', pool))).toMatchObject({
    _tag: 'PreconditionFailed',
    precondition: 'confirm-file',
  })
  expect(await rejection(call('{"errno":50045,"msg":"x"}', pool))).toMatchObject({ _tag: 'LimitReached' })
})

test('only a call that says it reads may be repeated', async () => {
  const provider = capture.provider({ attempts: 2 })
  const request = { subject: platformSubject, method: 'POST', path, reply: t.unknown } as const
  capture.answer('{"errno":6002,"msg":"x"}')
  expect(await rejection(provider.raw(request))).toMatchObject({ _tag: 'VendorBusy', applied: 'unknown' })
  expect(capture.requests).toHaveLength(1)
  expect(await rejection(provider.raw({ ...request, readOnly: true }))).toMatchObject({ applied: 'no' })
  expect(capture.requests).toHaveLength(3)
})
