import { systemClock } from '@mini-domains/core'
import { type Emulator, type PushVariant, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as fc from 'fast-check'
import { eventOf, fieldsOf, hasDeclaration } from '../src/pushes.js'
import { wechatPushReader } from '../src/index.js'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const reader = (change: object = {}) => {
  const { pushToken, aesKey, previousAesKey, appId } = emulator.wechat.state().platform
  const made = wechatPushReader(
    {
      componentAppId: appId,
      token: pushToken,
      encodingAesKey: aesKey,
      previousEncodingAesKey: previousAesKey,
      ...change,
    },
    systemClock,
  )
  if (E.isLeft(made)) throw new Error(made.left.message)
  return made.right
}

test('every event of WeChat is read', () => {
  const { authorisation } = emulator.wechat
  const read = (event: 'ticket' | 'authorised' | 'updated' | 'unauthorised' | 'other') =>
    reader().read(
      authorisation.build(event === 'ticket' || event === 'other' ? { event } : { event, appId: 'wx-app-1' }),
    )
  expect(read('ticket')).toMatchObject({ right: { _tag: 'Ticket', ticket: emulator.wechat.state().platform.ticket } })
  expect(read('authorised')).toMatchObject({ right: { _tag: 'Authorized', appId: 'wx-app-1' } })
  expect(read('updated')).toMatchObject({ right: { _tag: 'AuthorizationUpdated', appId: 'wx-app-1' } })
  expect(read('unauthorised')).toMatchObject({ right: { _tag: 'Unauthorized', appId: 'wx-app-1' } })
  expect(read('other')).toMatchObject({ right: { _tag: 'Other', name: 'notify_third_fasteregister' } })
})

test.each<readonly [PushVariant, string]>([
  ['wrong-signature', 'wrong-signature'],
  ['unsigned', 'not-signed'],
  ['unknown-key', 'unreadable'],
  ['wrong-receiver', 'wrong-receiver'],
  ['garbled', 'unreadable'],
  ['old', 'too-old'],
])('a push that is %s is refused as %s', (variant, reason) => {
  const push = emulator.wechat.authorisation.build({ event: 'ticket', variant })
  expect(reader().read(push)).toMatchObject({ left: { reason } })
})

test('a push under the previous key is read only where that key is configured', () => {
  const push = emulator.wechat.authorisation.build({ event: 'ticket', variant: 'previous-key' })
  expect(E.isRight(reader().read(push))).toBe(true)
  expect(E.isRight(reader({ previousEncodingAesKey: undefined }).read(push))).toBe(false)
})

test('no change of a genuine push is read as anything else', () => {
  const push = emulator.wechat.authorisation.build({ event: 'ticket' })
  const own = reader()
  fc.assert(
    fc.property(fc.nat(push.body.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, sign) => {
      const changed = { ...push, body: push.body.slice(0, at) + sign + push.body.slice(at + 1) }
      const read = own.read(changed)
      if (E.isRight(read))
        expect(read.right).toMatchObject({ _tag: 'Ticket', ticket: emulator.wechat.state().platform.ticket })
    }),
  )
  expect(own.read({ ...push, query: { ...push.query, timestamp: '1' } })).toMatchObject({
    left: { reason: 'wrong-signature' },
  })
})

test('whatever comes in is answered with a type, never with a throw', () => {
  const own = reader()
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('timestamp', 'nonce', 'msg_signature'), fc.string()),
      fc.string(),
      (query, body) => {
        expect(E.isLeft(own.read({ query, body }))).toBe(true)
        expect(E.isLeft(own.read({ query, body: `<xml><Encrypt><![CDATA[${body}]]></Encrypt></xml>` }))).toBe(true)
      },
    ),
  )
})

const bomb = `<!DOCTYPE lolz [<!ENTITY a "${'ha'.repeat(10)}"><!ENTITY b "&a;&a;&a;&a;">]>`

test.each([
  ['a document type', `${bomb}<xml><InfoType>&b;</InfoType></xml>`],
  [
    'an entity from a file',
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><InfoType>&f;</InfoType></xml>',
  ],
  ['a comment', '<xml><!-- x --><InfoType>a</InfoType></xml>'],
  ['no end', '<xml><InfoType>a'],
  ['nothing', ''],
  ['text', 'success'],
  ['another element', '<html><InfoType>a</InfoType></html>'],
])('XML with %s is no message', (_, text) => {
  expect(O.isNone(fieldsOf(text))).toBe(true)
})

test.each([
  ['a comment in what a person wrote', '<Content><![CDATA[<!-- hi --> <!DOCTYPE x> <b]]></Content>'],
  ['two sections in one field', '<Content><![CDATA[a]]]]><![CDATA[>b <!ELEMENT]]></Content>'],
  ['the beginning of a section within a section', '<Content><![CDATA[<![CDATA[ <!-- ]]></Content>'],
])('XML with %s is a message', (_, field) => {
  const text = `<?xml version="1.0"?><xml><CreateTime>5</CreateTime><MsgType><![CDATA[text]]></MsgType>${field}</xml>`
  expect(O.chain(eventOf)(fieldsOf(text))).toEqual(O.some({ _tag: 'Other', name: 'text', createdAt: 5000 }))
})

test.each([
  ['a section that is not closed', '<xml><MsgType>a</MsgType><![CDATA[ <!DOCTYPE x></xml>'],
  ['a comment between sections', '<xml><a><![CDATA[x]]></a><!-- --><b><![CDATA[y]]></b></xml>'],
  ['a section that begins in an attribute', '<xml><a b="<![CDATA[">1</a><!DOCTYPE x>]]><b>1</b></xml>'],
  ['a section that begins in an instruction', '<?x <![CDATA[ ?><!DOCTYPE x [<!ENTITY a "b">]><xml>]]></xml>'],
  ['a comment that hides a section', '<xml><!-- <![CDATA[ --> <MsgType>a</MsgType> ]]></xml>'],
])('XML with %s is no message', (_, text) => {
  expect(O.isNone(fieldsOf(text))).toBe(true)
})

test('text that begins sections without end is looked at in little time', () => {
  const text = '<![CDATA['.repeat(100_000)
  const began = process.cpuUsage().user
  expect(hasDeclaration(text)).toBe(true)
  expect(process.cpuUsage().user - began).toBeLessThan(5_000_000)
})

test.each([
  ['of the platform', '<InfoType>notify_third_fasteregister</InfoType><Event>x</Event>', 'notify_third_fasteregister'],
  ['of an app', '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[weapp_audit_fail]]></Event>', 'weapp_audit_fail'],
  ['of a person', '<MsgType>image</MsgType><PicUrl>u</PicUrl>', 'image'],
  ['without a name', '<ToUserName>gh</ToUserName>', ''],
])('a message %s is named', (_, fields, name) => {
  expect(O.chain(eventOf)(fieldsOf(`<xml><CreateTime>5</CreateTime>${fields}</xml>`))).toEqual(
    O.some({ _tag: 'Other', name, createdAt: 5000 }),
  )
})

test('an event of an app is none of the platform’s, whatever its name', () => {
  for (const field of ['Event', 'MsgType'])
    expect(
      O.chain(eventOf)(
        fieldsOf(
          `<xml><CreateTime>5</CreateTime><${field}>unauthorized</${field}><AuthorizerAppid>a</AuthorizerAppid></xml>`,
        ),
      ),
    ).toEqual(O.some({ _tag: 'Other', name: 'unauthorized', createdAt: 5000 }))
})

test.each([
  ['as it was', (encrypt: string) => ({ xml: { AppId: 'a', Encrypt: encrypt } })],
  ['in small letters and arrays', (encrypt: string) => ({ xml: { appid: ['a'], encrypt: [encrypt] } })],
  ['without its root', (encrypt: string) => ({ encrypt })],
  ['with attributes beside it', (encrypt: string) => ({ xml: { Encrypt: [{ _: encrypt, $: { a: 'b' } }] } })],
  ['as a section', (encrypt: string) => ({ xml: { Encrypt: { __cdata: encrypt } } })],
  ['as a text node', (encrypt: string) => ({ xml: { Encrypt: { '#text': encrypt } } })],
])('what a parser made of a push is read: %s', (_, parse) => {
  const push = emulator.wechat.authorisation.build({ event: 'ticket' })
  const encrypt = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(push.body)?.[1] ?? ''
  expect(reader().read({ query: push.query, body: '', parsed: parse(encrypt) })).toMatchObject({
    right: { _tag: 'Ticket' },
  })
})

test.each([
  ['nothing', {}],
  ['two sealed texts', { xml: { encrypt: ['a', 'b'] } }],
  ['two fields of the name', { encrypt: 'a', xml: { Encrypt: 'b' } }],
  ['two texts in it', { encrypt: { _text: 'a', _cdata: 'b' } }],
  ['no text', { encrypt: { toString: 'a' } }],
  ['it too deep', { a: { b: { c: { d: { e: { f: { encrypt: 'a' } } } } } } }],
])('where a parser left %s, the body counts as already read', (_, parsed) => {
  const { query } = emulator.wechat.authorisation.build({ event: 'ticket' })
  expect(reader().read({ query, body: '', parsed })).toMatchObject({ left: { reason: 'already-read' } })
})

test('what a parser left whole but without a signature is not signed', () => {
  expect(reader().read({ query: {}, body: '', parsed: { encrypt: 'a' } })).toMatchObject({
    left: { reason: 'not-signed' },
  })
})

test('entities are left as they are, and keys of the language’s own are no fields', () => {
  const read = (text: string) => O.chain(eventOf)(fieldsOf(text))
  expect(
    read(
      '<xml><CreateTime>5</CreateTime><InfoType>component_verify_ticket</InfoType><ComponentVerifyTicket>a&lt;b&#65;</ComponentVerifyTicket></xml>',
    ),
  ).toEqual(O.some({ _tag: 'Ticket', ticket: 'a&lt;b&#65;', createdAt: 5000 }))
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(O.isNone(read(`<xml><${name}>1</${name}><InfoType>authorized</InfoType></xml>`))).toBe(true)
})
