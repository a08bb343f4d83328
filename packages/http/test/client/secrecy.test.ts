import { type DomainError, type Hooks, DomainApiError } from '@mini-domains/core'
import { callbackTokens, staticTokens } from '@mini-domains/core/adapter'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { type VendorRequest } from '../../src/index.js'
import {
  type Given,
  call,
  clientOf,
  errorOf,
  readRequest,
  reading,
  token,
  until,
  writeRequest,
} from '../client-under-test.js'
import { type LocalVendor, json, localVendor, nobody, socketVendor } from '../local-vendor.js'
import { heldClock } from '../test-clock.js'

const other = 'an0ther-t0ken-of-the-same-app'

const told = (value: unknown): ReadonlyArray<string> => [
  JSON.stringify(value) ?? '',
  inspect(value, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
  String(value),
]

const thrownBy = (error: DomainError): ReadonlyArray<string> => {
  try {
    throw new DomainApiError(error)
  } catch (thrown) {
    return [...told(thrown), thrown instanceof Error ? `${thrown.message}${thrown.stack}` : '']
  }
}

const consoleTold: Array<string> = []

beforeEach(() => {
  consoleTold.length = 0
  const keep = (text: unknown): boolean => {
    consoleTold.push(String(text))
    return true
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    jest
      .spyOn(console, name)
      .mockImplementation((...words: ReadonlyArray<unknown>) => void keep(words.map(String).join(' ')))
  }
  jest.spyOn(process.stdout, 'write').mockImplementation(keep)
  jest.spyOn(process.stderr, 'write').mockImplementation(keep)
})

afterEach(() => {
  jest.restoreAllMocks()
})

const spellingsOf = (secret: string): ReadonlyArray<string> => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  new URLSearchParams([['', secret]]).toString().slice(1),
]

const secretive = async (
  url: string,
  given: Given = {},
  request: VendorRequest = readRequest,
  signal?: AbortSignal,
) => {
  const events: Array<unknown> = []
  const hear = (event: unknown): void => void events.push(event)
  const hooks: Hooks = { onRequest: hear, onResponse: hear, onRetry: hear }
  const client = clientOf(url, { hooks, ...given })
  const error = errorOf(await client.send({ ...call, ...(signal === undefined ? {} : { signal }) }, request, reading)())
  const all = [...told(error), ...thrownBy(error), ...events.flatMap(told), ...consoleTold]
  for (const secret of [token, other].flatMap(spellingsOf)) {
    expect(all.filter((text) => text.includes(secret))).toEqual([])
  }
  return error
}

const answering = (answer: (response: ServerResponse, url: string) => void): Promise<LocalVendor> =>
  localVendor((request, response) => answer(response, request.url))

describe('no token is told', () => {
  test('where nobody listens', async () => {
    expect((await secretive(await nobody()))._tag).toBe('ConnectionFailed')
  })

  test('where the vendor stalls', async () => {
    const vendor = await socketVendor(() => undefined)
    const clock = heldClock()
    const pending = secretive(vendor.url, { clock, settings: { attempts: 1 } })
    await until(() => vendor.requests.length === 1)
    clock.pass()
    expect((await pending)._tag).toBe('TimedOut')
  })

  test('where the connection breaks', async () => {
    const vendor = await socketVendor((socket, text) =>
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${text}`),
    )
    expect((await secretive(vendor.url, {}, writeRequest))._tag).toBe('ConnectionFailed')
  })

  test('where the reply is no HTTP and echoes the request', async () => {
    const vendor = await socketVendor((socket, text) => socket.write(text))
    expect((await secretive(vendor.url, {}, writeRequest))._tag).toBe('ConnectionFailed')
  })

  test('where the caller cancels', async () => {
    const vendor = await socketVendor(() => undefined)
    const stop = new AbortController()
    const pending = secretive(vendor.url, {}, writeRequest, stop.signal)
    await until(() => vendor.requests.length === 1)
    stop.abort(new Error(token))
    expect((await pending)._tag).toBe('Cancelled')
  })

  test('where the request cannot be written', async () => {
    const vendor = await answering((response) => response.end())
    expect((await secretive(vendor.url, {}, { ...readRequest, path: '/\r\n' }))._tag).toBe('ConnectionFailed')
  })

  const echoes: ReadonlyArray<readonly [string, DomainError['_tag'], (response: ServerResponse, url: string) => void]> =
    [
      ['HTML that echoes the URL', 'UnreadableReply', (r, url) => r.end(`<h1>404</h1><p>${url} not found</p>`)],
      ['HTML that echoes the token', 'UnreadableReply', (r) => r.end(`<p>${token}</p>`)],
      ['HTML at 502', 'VendorBusy', (r, url) => r.writeHead(502).end(url)],
      ['text at 429', 'RateLimited', (r, url) => r.writeHead(429).end(url)],
      ['JSON with the token', 'UnknownCode', (r) => json(r, { code: 7, message: `bad ${token}` })],
      ['JSON with the URL', 'UnknownCode', (r, url) => json(r, { code: 7, message: url })],
      [
        'JSON with JSON in it',
        'UnknownCode',
        (r) => json(r, { code: 7, message: JSON.stringify({ access_token: other }) }),
      ],
      ['JSON with another token', 'UnknownCode', (r) => json(r, { code: 7, authorizer_access_token: other })],
      ['a shape that is not known', 'UnreadableReply', (r) => json(r, { [token]: token, code: token })],
      ['a refused token', 'TokenRejected', (r, url) => json(r, { code: 401, message: url })],
      ['a reply of 10 MB', 'UnreadableReply', (r) => r.end(token.repeat(400_000))],
      ['a reply just below the limit', 'UnreadableReply', (r) => r.end(token.repeat(50_000))],
      [
        'headers',
        'UnreadableReply',
        (r) => r.writeHead(200, { 'content-encoding': encodeURIComponent(token) }).end('x'),
      ],
      ['a redirect', 'UnreadableReply', (r, url) => r.writeHead(302, { location: url }).end(`moved to ${url}`)],
    ]

  test.each(echoes)('by %s', async (_, tag, answer) => {
    const vendor = await answering(answer)
    expect((await secretive(vendor.url))._tag).toBe(tag)
  })

  test('where a source of tokens throws it', async () => {
    const vendor = await answering((response) => json(response, { code: 401 }))
    const fail = (): never => {
      throw new Error(`POST https://vendor.test/?access_token=${token}`)
    }
    expect((await secretive(vendor.url, { tokens: callbackTokens(fail) }))._tag).toBe('TokenUnavailable')
    expect((await secretive(vendor.url, { tokens: { get: fail, refused: fail } }))._tag).toBe('TokenUnavailable')
    const renewing = { get: () => TE.right(token), refused: fail }
    expect((await secretive(vendor.url, { tokens: renewing }))._tag).toBe('TokenUnavailable')
  })

  test('where there is none for this app', async () => {
    const vendor = await answering((response) => response.end())
    const tokens = staticTokens({ platform: token, apps: { a2: other } })
    expect((await secretive(vendor.url, { tokens }))._tag).toBe('TokenUnavailable')
  })
})
