import { createCipheriv, createHash } from 'node:crypto'
import { systemClock } from '@mini-domains/core'
import { type PushRequest } from '@mini-domains/core/adapter'
import * as O from 'fp-ts/lib/Option.js'
import { verifyingReader } from '../../src/push/verifier.js'

const aesKey = Buffer.alloc(32, 3).toString('base64').slice(0, 43)

const sealed = (message: string, receiver: string): string => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const text = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([Buffer.alloc(16), length, text, Buffer.from(receiver)])
  const short = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(short, short)), cipher.final()]).toString(
    'base64',
  )
}

const reader = verifyingReader(
  {
    vendor: 'acme',
    names: { aesKey: 'acmeKey', previousAesKey: 'oldAcmeKey', platformId: 'acmeId' },
    sealedIn: ({ query: { timestamp = '', nonce = '', signature = '' }, body }) =>
      O.some({ timestamp, nonce, signature, encrypt: body }),
    eventIn: (name) => (name === '' ? O.none : O.some({ _tag: 'Other', name, createdAt: 0 })),
  },
  { token: 'token', aesKeys: [aesKey], receiver: 'us', windowSeconds: 600 },
  systemClock,
)

const push = (message: string, receiver = 'us'): PushRequest => {
  const body = sealed(message, receiver)
  const timestamp = String(Math.floor(systemClock.now() / 1000))
  const signature = createHash('sha1').update(['token', timestamp, 'nonce', body].sort().join('')).digest('hex')
  return { query: { timestamp, nonce: 'nonce', signature }, body }
}

test.each([
  ['plain_name', 'plain_name'],
  ['a\u001b[31mb\r\nc', 'a [31mb c'],
  ['a\u202eb\u200bc', 'a b c'],
  ['x'.repeat(300), `${'x'.repeat(200)}…`],
])('the name of an event is one short line without signs that steer: %j', (name, shown) => {
  expect(reader.read(push(name))).toMatchObject({ right: { _tag: 'Other', name: shown } })
})

test('of a push for another platform it is told which, without signs that steer', () => {
  expect(reader.read(push('name', 'them\u001b[2J'))).toMatchObject({
    left: { reason: 'wrong-receiver', message: 'it was meant for another platform: them [2J' },
  })
})

test('what is opened and no message has a reason of its own', () => {
  expect(reader.read(push(''))).toMatchObject({ left: { reason: 'no-message' } })
})

test('a push has one name, however its signature is written', () => {
  const { query, body } = push('name')
  expect(reader.nameOf({ query: { ...query, signature: query.signature?.toUpperCase() }, body })).toBe(
    reader.nameOf({ query: { ...query, timestamp: '1', nonce: '2' }, body }),
  )
})
