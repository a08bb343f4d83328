import { type Emulator, type PushVariant, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as fc from 'fast-check'
import { baiduPushReader } from '../src/index.js'
import { eventOf } from '../src/pushes.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const reader = (change: object = {}) => {
  const { pushToken, aesKey, previousAesKey, clientId } = emulator.baidu.state().platform
  const made = baiduPushReader({ clientId, token: pushToken, aesKey, previousAesKey, ...change })
  if (E.isLeft(made)) throw new Error(made.left.message)
  return made.right
}

test('every event of Baidu is read, at the time that it names', () => {
  const { authorisation } = emulator.baidu
  const now = Date.parse(new Date().toISOString())
  for (const [event, tag] of [
    ['authorised', 'Authorized'],
    ['updated', 'AuthorizationUpdated'],
    ['unauthorised', 'Unauthorized'],
  ] as const) {
    const read = reader().read(authorisation.build({ event, appId: 'bd-app-1' }))
    expect(read).toMatchObject({ right: { _tag: tag, appId: 'bd-app-1' } })
    if (E.isRight(read)) expect(Math.abs(read.right.createdAt - now)).toBeLessThan(5_000)
  }
  expect(reader().read(authorisation.build({ event: 'ticket' }))).toMatchObject({ right: { _tag: 'Ticket' } })
  expect(reader().read(authorisation.build({ event: 'other' }))).toMatchObject({ right: { _tag: 'Other' } })
})

test.each([1413192605, '1413192605'])('CreateTime may be %p', (CreateTime) => {
  expect(eventOf({ Ticket: 't', FromUserName: 'SmartAPP', CreateTime, MsgType: 'ticket', Event: 'push' })).toEqual(
    O.some({ _tag: 'Ticket', ticket: 't', createdAt: 1_413_192_605_000 }),
  )
})

test.each<readonly [PushVariant, string]>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'not-signed'],
  ['unknown-key', 'unreadable'],
  ['wrong-receiver', 'wrong-receiver'],
  ['garbled', 'unreadable'],
  ['old', 'too-old'],
])('a push that is %s is refused as %s', (variant, reason) => {
  const push = emulator.baidu.authorisation.build({ event: 'ticket', variant })
  expect(reader().read(push)).toMatchObject({ left: { reason } })
})

test('a push under the previous key is read only where that key is configured', () => {
  const push = emulator.baidu.authorisation.build({ event: 'ticket', variant: 'previous-key' })
  expect(E.isRight(reader().read(push))).toBe(true)
  expect(E.isRight(reader({ previousAesKey: undefined }).read(push))).toBe(false)
})

test('whatever comes in is answered with a type, never with a throw', () => {
  const own = reader()
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
      expect(E.isLeft(own.read({ query: {}, body }))).toBe(true)
    }),
  )
})
