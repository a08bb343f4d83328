import { systemClock } from '@mini-domains/core'
import { type Emulator, type PushVariant, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { right } from '../../core/test/either.js'
import { douyinPushReader } from '../src/index.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
afterEach(() => emulator.douyin.seed({ profile: { createTime: 'date' } }))

const reader = (change: object = {}) => {
  const { pushToken, aesKey, previousAesKey, appId } = emulator.douyin.state().platform
  return right(douyinPushReader({ componentAppId: appId, token: pushToken, aesKey, previousAesKey, ...change }))
}

test.each([
  ['authorised', 'Authorized'],
  ['updated', 'AuthorizationUpdated'],
  ['unauthorised', 'Unauthorized'],
] as const)('%s is read as %s, at the time that it names, which is of Beijing', (event, tag) => {
  const read = right(reader().read(emulator.douyin.authorisation.build({ event, appId: 'tt-app-1' })))
  expect(read).toMatchObject({ _tag: tag, appId: 'tt-app-1' })
  expect(Math.abs(read.createdAt - systemClock.now())).toBeLessThan(30_000)
})

test.each(['date', 'number'] as const)('a ticket is read whose CreateTime is a %s', (createTime) => {
  emulator.douyin.seed({ profile: { createTime } })
  const read = right(reader().read(emulator.douyin.authorisation.build({ event: 'ticket' })))
  expect(read).toMatchObject({ _tag: 'Ticket', ticket: emulator.douyin.state().platform.ticket })
  expect(Math.abs(read.createdAt - systemClock.now())).toBeLessThan(30_000)
})

test('an event of which nothing is known is passed on by its name', () => {
  const push = emulator.douyin.authorisation.build({ event: 'other' })
  expect(reader().read(push)).toMatchObject({ right: { _tag: 'Other', name: 'PACKAGE_AUDIT' } })
})

test.each<readonly [PushVariant, string]>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'not-signed'],
  ['unknown-key', 'unreadable'],
  ['wrong-receiver', 'wrong-receiver'],
  ['garbled', 'unreadable'],
  ['old', 'too-old'],
])('a push that is %s is refused as %s', (variant, reason) => {
  const push = emulator.douyin.authorisation.build({ event: 'ticket', variant })
  expect(reader().read(push)).toMatchObject({ left: { reason } })
})

test('a push under the previous key is read only where that key is configured', () => {
  const push = emulator.douyin.authorisation.build({ event: 'ticket', variant: 'previous-key' })
  expect(E.isRight(reader().read(push))).toBe(true)
  expect(E.isRight(reader({ previousAesKey: undefined }).read(push))).toBe(false)
})

// One client reads it; the page shows JSON alone (docs/vendors/douyin.md C.1.7).
test('an envelope in XML is refused, and taken for nothing', () => {
  const { body } = emulator.douyin.authorisation.build({ event: 'ticket' })
  const sealed = /"Encrypt":"([^"]*)"/.exec(body)?.[1] ?? ''
  const push = { query: {}, body: `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>` }
  expect(reader().read(push)).toMatchObject({ left: { reason: 'not-signed' } })
})

test('whatever comes in is answered with a type, never with a throw', () => {
  const own = reader()
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
      expect(E.isLeft(own.read({ query: {}, body }))).toBe(true)
    }),
  )
})
