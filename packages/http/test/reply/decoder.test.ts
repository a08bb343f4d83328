import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Reply, decodeJson, decodeObject, decodeWith, redaction, statusError } from '../../src/index.js'
import { call, errorOf } from '../client-under-test.js'

const replyOf = (text: string, status = 200): Reply => ({
  status,
  header: () => undefined,
  bytes: Buffer.from(text),
  text,
})

const context = { call, redact: redaction(['s3cret-token']) }

describe('readJson', () => {
  test('gives any JSON value', () => {
    for (const value of [null, 0, 'a', [], { a: 1 }]) {
      expect(decodeJson(replyOf(JSON.stringify(value)), context)).toEqual(E.right(value))
    }
  })

  test('takes what is no JSON for a typed error, with a short excerpt', () => {
    const error = errorOf(decodeJson(replyOf(`<html>\n${'a'.repeat(1000)}`), context))
    expect(error).toMatchObject({ _tag: 'UnreadableReply', expected: 'JSON', httpStatus: 200 })
    expect('excerpt' in error ? error.excerpt : '').toBe(`<html> ${'a'.repeat(193)}…`)
  })

  test('does not overflow at JSON that is nested without end', () => {
    expect(decodeJson(replyOf('['.repeat(1_000_000)), context)._tag).toBe('Left')
  })
})

describe('decodeObject', () => {
  test('gives a JSON object, and takes any other JSON for what cannot be read', () => {
    expect(decodeObject(replyOf('{"a":1}'), context)).toEqual(E.right({ a: 1 }))
    for (const body of ['[]', '7', 'null', '"a"'])
      expect(errorOf(decodeObject(replyOf(body), context))).toMatchObject({
        _tag: 'UnreadableReply',
        path: '',
        expected: 'an object',
      })
    expect(errorOf(decodeObject(replyOf('[]', 503), context))).toMatchObject({ _tag: 'VendorBusy', httpStatus: 503 })
  })
})

describe('readWith', () => {
  const codec = t.type({ data: t.type({ list: t.array(t.string) }) })

  test('gives what the codec reads', () => {
    const value = { data: { list: ['a'] } }
    expect(decodeWith(codec, value, replyOf('{}'), context)).toEqual(E.right(value))
  })

  test('tells where a value does not fit and what was expected, with the evidence at hand', () => {
    const reply = replyOf('{"data":{"list":["a",1]}}')
    const error = errorOf(decodeWith(codec, JSON.parse(reply.text), reply, context, { requestId: 'r1' }))
    expect(error).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'data.list.1',
      expected: 'string',
      excerpt: reply.text,
      requestId: 'r1',
      httpStatus: 200,
    })
  })

  test.each([
    [429, 'RateLimited'],
    [500, 'VendorBusy'],
    [503, 'VendorBusy'],
    [404, 'UnreadableReply'],
  ])("takes JSON that is not the vendor's at HTTP %s for what the status tells: %s", (status, tag) => {
    for (const body of ['[]', '{"error":{"code":1}}', '"slow down"', '{"data":null}']) {
      const reply = replyOf(body, status)
      const error = errorOf(decodeWith(codec, JSON.parse(body), reply, context, { requestId: 'r1' }))
      expect(error).toMatchObject({ _tag: tag, httpStatus: status, requestId: 'r1' })
    }
  })

  test('tells no secret, neither from the text nor from a key', () => {
    const reply = replyOf('{"s3cret-token":"s3cret-token"}')
    const error = errorOf(decodeWith(t.record(t.string, t.number), JSON.parse(reply.text), reply, context))
    expect(JSON.stringify(error)).not.toContain('s3cret')
  })
})

describe('a body that says success', () => {
  test('is not one with a status that is none, which tells busy, too many calls or nothing at all', () => {
    const evidence = { requestId: 'r1' }
    const wrong = [200, 404, 429, 502].map((status) => statusError(replyOf('{"code":0}', status), context, evidence))
    expect(wrong).toEqual([
      undefined,
      expect.objectContaining({ _tag: 'UnreadableReply', path: 'HTTP status', requestId: 'r1', httpStatus: 404 }),
      expect.objectContaining({ _tag: 'RateLimited', requestId: 'r1', httpStatus: 429 }),
      expect.objectContaining({ _tag: 'VendorBusy', requestId: 'r1', httpStatus: 502 }),
    ])
  })
})
