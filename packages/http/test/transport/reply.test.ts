import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { rateLimited, vendorBusy } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ServerResponse } from 'node:http'
import { type VendorRequest } from '../../src/index.js'
import { isGoodStatus, statusFailure } from '../../src/reply/decoder.js'
import { call, clientOf, errorOf, readRequest, reading, writeRequest } from '../client-under-test.js'
import { localVendor, socketVendor } from '../local-vendor.js'
import { testClock } from '../test-clock.js'

const once = { settings: { attempts: 1 } }

const sentBy = async (answer: (response: ServerResponse) => void, request: VendorRequest = readRequest) => {
  const vendor = await localVendor((_, response) => answer(response))
  return clientOf(vendor.url, once).send(call, request, reading)()
}

const rawBy = async (text: string, end: 'end' | 'resetAndDestroy' | 'stay' = 'end', request = readRequest) => {
  const vendor = await socketVendor((socket) => {
    socket.write(text)
    if (end === 'end') socket.end()
    if (end === 'resetAndDestroy') setTimeout(() => socket.resetAndDestroy(), 10)
  })
  return clientOf(vendor.url, once).send(call, request, reading)()
}

const right = { _tag: 'Right', right: 0 }

describe('a reply', () => {
  test.each([
    ['gzip', gzipSync('{"code":0}')],
    ['x-gzip', gzipSync('{"code":0}')],
    ['deflate', deflateSync('{"code":0}')],
    ['br', brotliCompressSync('{"code":0}')],
    ['GZIP', gzipSync('{"code":0}')],
    ['identity', Buffer.from('{"code":0}')],
  ])('is read when it is compressed as %s', async (encoding, body) => {
    expect(await sentBy((response) => response.writeHead(200, { 'content-encoding': encoding }).end(body))).toEqual(
      right,
    )
  })

  test.each(['gzip', 'br', 'zstd', 'gzip, br'])(
    'that is not compressed as it says is an error: %s',
    async (encoding) => {
      const error = errorOf(
        await sentBy((response) => response.writeHead(200, { 'content-encoding': encoding }).end('{"code":0}')),
      )
      expect(error).toMatchObject({
        _tag: 'UnreadableReply',
        path: 'content-encoding',
        excerpt: encoding,
        httpStatus: 200,
      })
    },
  )

  test('is read in pieces, with or without a byte order mark', async () => {
    const pieces = ['\ufeff{"co', 'de"', ':0}']
    expect(
      await sentBy((response) => {
        response.writeHead(200)
        pieces.forEach((piece, index) => setTimeout(() => response.write(piece), index * 3))
        setTimeout(() => response.end(), 12)
      }),
    ).toEqual(right)
  })

  test('is read as UTF-8, also where a character is cut in two', async () => {
    const body = Buffer.from('{"code":0,"msg":"成功"}')
    const vendor = await localVendor((_, response) => {
      response.write(body.subarray(0, 18))
      setTimeout(() => response.end(body.subarray(18)), 5)
    })
    const result = await clientOf(vendor.url).send(call, readRequest, (reply) => ({ _tag: 'Right', right: reply }))()
    expect(result).toMatchObject({ right: { text: '{"code":0,"msg":"成功"}', status: 200 } })
  })

  test('tells its headers by lower-case name', async () => {
    const vendor = await localVendor((_, response) => response.writeHead(200, { 'X-B3-Traceid': 't1' }).end('{}'))
    const result = await clientOf(vendor.url).send(call, readRequest, (reply) => ({
      _tag: 'Right',
      right: [reply.header('x-b3-traceid'), reply.header('constructor')],
    }))()
    expect(result).toMatchObject({ right: ['t1', undefined] })
  })

  test.each([
    [
      'by the length it names',
      (response: ServerResponse) => response.writeHead(200, { 'content-length': 10 << 20 }).end(),
    ],
    [
      'while it streams',
      (response: ServerResponse) => {
        response.writeHead(200)
        response.end(Buffer.alloc(10 << 20, 97))
      },
    ],
    [
      'once it is unpacked',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10 << 20))),
    ],
  ])('that is too large is refused %s', async (_, answer) => {
    const error = errorOf(await sentBy(answer, writeRequest))
    expect(error).toMatchObject({
      _tag: 'UnreadableReply',
      expected: 'at most 2097152 bytes',
      httpStatus: 200,
      applied: 'unknown',
      retry: { when: 'after-read' },
    })
  })

  test.each([
    ['an empty body', '', 200, { _tag: 'UnreadableReply', expected: 'a body', excerpt: '' }],
    [
      'HTML at 200',
      '<html>login</html>',
      200,
      { _tag: 'UnreadableReply', expected: 'JSON', excerpt: '<html>login</html>' },
    ],
    ['HTML at 502', '<html>bad gateway</html>', 502, { _tag: 'VendorBusy', httpStatus: 502 }],
    ['text at 429', 'slow down', 429, { _tag: 'RateLimited', window: 'unknown', httpStatus: 429 }],
    ['JSON of another shape', '{"code":"0"}', 200, { _tag: 'UnreadableReply', path: 'code', expected: 'number' }],
    ['cut JSON', '{"code":', 200, { _tag: 'UnreadableReply', expected: 'JSON', excerpt: '{"code":' }],
  ])('that is %s is a typed error', async (_, body, status, expected) => {
    const error = errorOf(await sentBy((response) => response.writeHead(status).end(body)))
    expect(error).toMatchObject({ ...expected, applied: 'no', modification: 'not-spent' })
  })

  test('that leads elsewhere is not followed', async () => {
    const other = await localVendor((_, response) => response.end('{"code":0}'))
    const error = errorOf(await sentBy((response) => response.writeHead(302, { location: other.url }).end()))
    expect(error).toMatchObject({ _tag: 'UnreadableReply', httpStatus: 302 })
    expect(other.connections()).toBe(0)
  })

  test.each([
    ['a body shorter than it says', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"code":0}', 'end'],
    [
      'a chunked body without its end',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\na\r\n{"code":0}\r\n',
      'end',
    ],
    ['a reset in the body', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"code":0}', 'resetAndDestroy'],
    ['a reset in the headers', 'HTTP/1.1 200 OK\r\ncontent-le', 'resetAndDestroy'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH\r\n', 'stay'],
  ] as const)('with %s leaves the result of a write unknown', async (_, text, end) => {
    const error = errorOf(await rawBy(text, end, writeRequest))
    expect(error).toMatchObject({
      _tag: 'ConnectionFailed',
      sent: true,
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
  })

  test('with a body longer than it says is read as far as it says, and spoils no other reply', async () => {
    const vendor = await socketVendor((socket, _, count) => {
      const more = count === 1 ? '{"code":9}' : ''
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"code":0}${more}`)
    })
    const client = clientOf(vendor.url)
    expect(await client.send(call, readRequest, reading)()).toEqual(right)
    expect(await client.send(call, readRequest, reading)()).toEqual(right)
  })

  test('that its reading throws at is an unreadable reply', async () => {
    const vendor = await localVendor((_, response) => response.end('{}'))
    const result = await clientOf(vendor.url).send(call, writeRequest, () => {
      throw new Error('a defect of a codec')
    })()
    expect(errorOf(result)).toMatchObject({ _tag: 'UnreadableReply', applied: 'unknown' })
    expect(JSON.stringify(result)).not.toContain('defect')
  })
})

describe('an HTTP status alone', () => {
  test.each([200, 204, 299])('of %i is one of success', (status) => {
    expect(isGoodStatus({ status })).toBe(true)
    expect(statusFailure(call, { status }, { httpStatus: status })).toBeUndefined()
  })

  test.each([100, 199, 300, 304, 400, 401, 404, 428, 430, 499])('of %i is no success, and says nothing', (status) => {
    expect(isGoodStatus({ status })).toBe(false)
    expect(statusFailure(call, { status }, { httpStatus: status })).toBeUndefined()
  })

  test.each([500, 502, 503, 504, 599])('of %i is busy, and leaves the result unknown', (status) => {
    expect(isGoodStatus({ status })).toBe(false)
    expect(statusFailure(call, { status }, { httpStatus: status })).toMatchObject({
      _tag: 'VendorBusy',
      httpStatus: status,
      applied: 'unknown',
      modification: 'unknown',
    })
  })

  test('of 429 asks for a slower pace, and leaves the result unknown: a gateway may say it of what was carried out', () => {
    expect(statusFailure(call, { status: 429 }, { httpStatus: 429 })).toMatchObject({
      _tag: 'RateLimited',
      window: 'unknown',
      httpStatus: 429,
      applied: 'unknown',
      modification: 'unknown',
    })
  })

  test.each([
    [429, 'RateLimited'],
    [500, 'VendorBusy'],
    [503, 'VendorBusy'],
  ])('of %i leaves the result of a write unknown, and that of a read not done', async (status, _tag) => {
    const answer = (response: ServerResponse) => response.writeHead(status, { 'retry-after': '7' }).end('slow down')
    expect(errorOf(await sentBy(answer, writeRequest))).toMatchObject({
      _tag,
      applied: 'unknown',
      modification: 'unknown',
      retry: { when: 'after-read' },
    })
    expect(errorOf(await sentBy(answer, readRequest))).toMatchObject({
      _tag,
      applied: 'no',
      modification: 'not-spent',
    })
  })
})

describe('a reply that asks to be left alone', () => {
  // Monday, in the clock of whoever answers; this machine's own says another time.
  const date = 'Mon, 08 Jan 2024 10:00:00 GMT'
  const ownNow = Date.UTC(2024, 0, 8, 9, 0, 0)

  const asked = async (
    retryAfter: string | undefined,
    {
      status = 503,
      request = readRequest,
      code,
      sendDate = true,
    }: {
      readonly status?: number
      readonly request?: VendorRequest
      /** The vendor's own word, which tells an error with the window of its documents. */
      readonly code?: 'second' | 'minute' | 'day' | 'busy'
      readonly sendDate?: boolean
    } = {},
  ) => {
    const vendor = await localVendor((_, response) => {
      response.sendDate = false
      if (sendDate) response.setHeader('date', date)
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
      response.writeHead(status).end('a page')
    })
    const clock = { ...testClock(), now: () => ownNow }
    const own: typeof reading = (reply, context) => {
      if (code === undefined) return reading(reply, context)
      const evidence = { vendorCode: 7, httpStatus: reply.status }
      return E.left(code === 'busy' ? vendorBusy(context.call, evidence) : rateLimited(context.call, evidence, code))
    }
    const error = errorOf(await clientOf(vendor.url, { clock }).send(call, request, own)())
    return { retry: error.retry, slept: clock.slept, sent: vendor.requests.length, tag: error._tag }
  }

  const later = (afterMs: number) => ({ when: 'later', afterMs })

  test.each([
    ['seconds', '30', 30_000],
    ['seconds among blanks', ' 30 ', 30_000],
    ['a date', 'Mon, 08 Jan 2024 10:00:30 GMT', 30_000],
    ['a date as it was written before 1994', 'Monday, 08-Jan-24 10:00:30 GMT', 30_000],
    ['a date as C writes it', 'Mon Jan  8 10:00:30 2024', 30_000],
    ['a year', '31536000', 300_000],
    ['more seconds than there are', '9'.repeat(400), 300_000],
    ['a date far away', 'Fri, 31 Dec 9999 23:59:59 GMT', 300_000],
  ])('in %s is not asked again in this call, and the error tells the time', async (_, text, ms) => {
    expect(await asked(text)).toEqual({ retry: later(ms), slept: [], sent: 1, tag: 'VendorBusy' })
    expect(await asked(text, { status: 429 })).toEqual({ retry: later(ms), slept: [], sent: 1, tag: 'RateLimited' })
  })

  test.each([
    ['no header', undefined],
    ['nothing', ''],
    ['zero', '0'],
    ['a negative number', '-30'],
    ['a fraction', '1.5'],
    ['an exponent', '1e9'],
    ['a unit', '30s'],
    ['words', 'soon'],
    ['two numbers', '30, 60'],
    ['a time that is over', 'Mon, 08 Jan 2024 09:59:59 GMT'],
    ['a day that does not exist', 'Mon, 99 Foo 2024 10:00:30 GMT'],
    ['a date in another form', '2024-01-08T10:00:30Z'],
    ['a date in another zone', 'Mon, 08 Jan 2024 10:00:30 +0800'],
  ])('with %s has asked nothing', async (_, text) => {
    expect(await asked(text)).toEqual({ retry: later(1_000), slept: [100, 200], sent: 3, tag: 'VendorBusy' })
    expect(await asked(text, { status: 429 })).toEqual({ retry: later(60_000), slept: [], sent: 1, tag: 'RateLimited' })
  })

  test('for a short time is asked again in this call, and never before', async () => {
    expect(await asked('1')).toMatchObject({ slept: [1_100, 1_200], sent: 3, retry: later(1_000) })
    expect(await asked('5', { status: 429 })).toMatchObject({ slept: [5_100, 5_200], sent: 3, retry: later(5_000) })
    expect(await asked('6', { status: 429 })).toMatchObject({ slept: [], sent: 1, retry: later(6_000) })
  })

  test('with a date is understood by the clock of whoever sent it, and by ours where it tells no time', async () => {
    expect(await asked('Mon, 08 Jan 2024 10:00:30 GMT')).toMatchObject({ retry: later(30_000) })
    expect(await asked('Mon, 08 Jan 2024 09:00:40 GMT', { sendDate: false })).toMatchObject({ retry: later(40_000) })
  })

  test.each([200, 301, 400, 404, 500, 502, 504])('says nothing at HTTP %i', async (status) => {
    const [plain, asking] = [await asked(undefined, { status }), await asked('30', { status })]
    expect(asking).toEqual(plain)
  })

  test('in the words of the vendor keeps the window of the vendor where that is longer', async () => {
    const at = (code: 'second' | 'minute' | 'day' | 'busy', seconds: string) => asked(seconds, { status: 429, code })
    expect(await at('minute', '7')).toMatchObject({ retry: later(60_000), sent: 1 })
    expect(await at('minute', '90')).toMatchObject({ retry: later(90_000), sent: 1 })
    expect(await at('second', '3')).toMatchObject({ retry: later(3_000), slept: [3_100, 3_200] })
    expect(await at('busy', '30')).toMatchObject({ retry: later(30_000), sent: 1 })
    expect(await at('day', '7')).toMatchObject({ retry: { when: 'next-day' }, sent: 1 })
  })

  test('does not make a write one that may be sent again', async () => {
    for (const status of [429, 503])
      expect(await asked('1', { status, request: writeRequest })).toMatchObject({
        retry: { when: 'after-read' },
        slept: [],
        sent: 1,
      })
  })
})
