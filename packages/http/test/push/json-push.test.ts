import * as O from 'fp-ts/lib/Option.js'
import { jsonPushFields, pushText, sealedInJson } from '../../src/index.js'

const sealed = { TimeStamp: 1_700_000_000, Nonce: ' n ', Encrypt: 'c2VhbGVk', MsgSignature: 'ab' }
const found = O.some({ timestamp: '1700000000', nonce: 'n', encrypt: 'c2VhbGVk', signature: 'ab' })
const request = { method: 'POST', query: {}, body: '' }

test('a push in JSON is found in its body, numbers written either way', () => {
  expect(sealedInJson({ ...request, body: JSON.stringify(sealed) })).toEqual(found)
  expect(sealedInJson({ ...request, body: JSON.stringify({ ...sealed, TimeStamp: '1700000000' }) })).toEqual(found)
})

test('and in what a parser has left of it', () => {
  expect(sealedInJson({ ...request, parsed: sealed })).toEqual(found)
})

test.each(Object.keys(sealed))('without %s it is none', (name) => {
  const { [name]: _, ...rest } = Object.fromEntries(Object.entries(sealed))
  expect(sealedInJson({ ...request, body: JSON.stringify(rest) })).toEqual(O.none)
  expect(sealedInJson({ ...request, parsed: rest })).toEqual(O.none)
})

test.each(['', '[]', 'null', '1', '"text"', '{', '<xml/>'])('%j has no fields', (text) => {
  expect(jsonPushFields(text)).toEqual(O.none)
})

test.each([[null], [{}], [[]], [1.5], [2 ** 53], [true]])('a field that is %j has no text', (value) => {
  expect(pushText({ field: value }, 'field')).toBe('')
})
