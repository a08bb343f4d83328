import { type DomainError, type DomainProvider, addDomains, copyPool, platformSubject } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { left, providerAt, right } from '../provider-under-test.js'
import { type Reply, withReplies } from '../scripted-vendor.js'

type Act = (provider: DomainProvider) => TE.TaskEither<DomainError, unknown>

const app = (provider: DomainProvider) => provider.app('wx-app-1')

const calls: ReadonlyArray<readonly [string, Act]> = [
  ['get of server domains', (p) => app(p).server.get()],
  ['add of server domains', (p) => app(p).server.modify(addDomains({ request: ['a.qq.com'] }))],
  [
    'blind add of server domains',
    (p) => app(p).server.modify(addDomains({ request: ['a.qq.com'] }), { observed: { domains: { request: [] } } }),
  ],
  ['get of webview domains', (p) => app(p).webview.get()],
  ['copyPool', (p) => app(p).webview.modify(copyPool, { observed: { domains: { webview: [] } } })],
  ['effective server domains', (p) => app(p).server.effective()],
  ['effective webview domains', (p) => app(p).webview.effective()],
  ["the app's confirm file", (p) => app(p).confirmFile()],
  ['get of the server pool', (p) => p.platform.server.get()],
  [
    'blind add to the webview pool',
    (p) => p.platform.webview.modify(addDomains({ webview: ['a.qq.com'] }), { observed: { domains: { webview: [] } } }),
  ],
  ["the platform's confirm file", (p) => p.platform.confirmFile()],
  [
    'a raw call',
    (p) =>
      p.raw({ subject: platformSubject, method: 'POST', path: '/cgi-bin/x', reply: t.type({ file_name: t.string }) }),
  ],
]

const html = (status: number): Reply => ({ status, type: 'text/html', body: '<html><title>Bad Gateway</title></html>' })

const unreadable: ReadonlyArray<readonly [string, Reply, string, string]> = [
  ['cut short', '{"errcode":0,"errmsg":"ok","requestdo', '', '{"errcode":0,"errmsg":"ok","requestdo'],
  ['empty', '', '', ''],
  ['white space', ' \n', '', '  '],
  ['HTML with 200', html(200), '', '<html><title>Bad Gateway</title></html>'],
  ['null', 'null', '', 'null'],
  ['an array', '[{"errcode":0}]', '', '[{"errcode":0}]'],
  ['a text', '"ok"', '', '"ok"'],
  ['a number', '0', '', '0'],
  ['two replies in one', '{"errcode":0}{"errcode":0}', '', '{"errcode":0}{"errcode":0}'],
  ['errcode as text', '{"errcode":"0","errmsg":"ok"}', 'errcode', '{"errcode":"0","errmsg":"ok"}'],
  ['errcode as a fraction', '{"errcode":0.5}', 'errcode', '{"errcode":0.5}'],
  ['errcode null', '{"errcode":null}', 'errcode', '{"errcode":null}'],
  ['errcode false', '{"errcode":false}', 'errcode', '{"errcode":false}'],
  ['errcode beyond numbers', '{"errcode":1e400}', 'errcode', '{"errcode":1e400}'],
  ['two errcodes', '{"errcode":-1,"errcode":0}', 'errcode', '{"errcode":-1,"errcode":0}'],
  ['success with HTTP 500', { status: 500, body: '{"errcode":0}' }, 'errcode', '{"errcode":0}'],
  ['success with HTTP 404', { status: 404, body: '{"errcode":0}' }, 'errcode', '{"errcode":0}'],
  ['success with HTTP 302', { status: 302, body: '{"errcode":0}' }, 'errcode', '{"errcode":0}'],
  ['HTTP 404 without a code', { status: 404, body: '{}' }, 'errcode', '{}'],
]

describe.each(calls)('%s', (_, act) => {
  it.each(unreadable)(
    'answered by %s is an unreadable reply with its path and an excerpt',
    async (_n, reply, path, excerpt) => {
      await withReplies([reply], async ({ baseUrl }) => {
        const error = left(await act(providerAt(baseUrl))())
        expect(error).toMatchObject({ _tag: 'UnreadableReply', path, excerpt, actor: 'vendor' })
      })
    },
  )

  it.each([
    ['HTML with 502', html(502)],
    ['JSON without a code with 503', { status: 503, body: '{"message":"upstream"}' }],
    ['a code that is a word with 503', { status: 503, body: '{"errcode":"UPSTREAM"}' }],
    ['an array with 504', { status: 504, body: '[]' }],
  ])('answered by %s is a busy vendor', async (_n, reply) => {
    await withReplies([reply], async ({ baseUrl }) => {
      expect(left(await act(providerAt(baseUrl))())._tag).toBe('VendorBusy')
    })
  })

  it.each(['{}', '[]', '"slow down"', '{"errcode":"LIMIT"}', '{"error":{"code":429}}'])(
    'answered with HTTP 429 and %s is told to call more slowly',
    async (body) => {
      await withReplies([{ status: 429, body }], async ({ baseUrl }) => {
        expect(left(await act(providerAt(baseUrl))())._tag).toBe('RateLimited')
      })
    },
  )

  it('answered by more than fits is an error that says how much fits', async () => {
    const body = `{"errcode":0,"errmsg":"${'x'.repeat(10_000_000)}"}`
    await withReplies([body], async ({ baseUrl }) => {
      expect(left(await act(providerAt(baseUrl))())).toMatchObject({
        _tag: 'UnreadableReply',
        expected: 'at most 2097152 bytes',
      })
    })
  })

  it.each([
    '{"errcode":0,"__proto__":{"errcode":0},"constructor":1}',
    '{"errcode":0,"hasOwnProperty":1,"toString":null}',
  ])('answered by %s never throws', async (reply) => {
    await withReplies([reply], async ({ baseUrl }) => {
      const result: E.Either<DomainError, unknown> = await act(providerAt(baseUrl))()
      expect(left(result)._tag).toBe('UnreadableReply')
    })
  })
})

describe('the envelope of a reply', () => {
  const page = '"requestdomain":[],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[]'
  const get = async (reply: Reply) =>
    withReplies([reply], async ({ baseUrl }) => app(providerAt(baseUrl)).server.get()())
  const codes = t.type({ list: t.readonlyArray(t.type({ errcode: t.number })) })
  const raw = { subject: platformSubject, method: 'POST', path: '/x', reply: codes } as const

  it('without errcode is a success of a read', async () => {
    expect(E.isRight(await get(`{${page}}`))).toBe(true)
  })

  it('with a byte order mark is read', async () => {
    expect(E.isRight(await get(`\uFEFF{"errcode":0,${page}}`))).toBe(true)
  })

  it('with fields that nobody knows is read', async () => {
    expect(E.isRight(await get(`{"errcode":0,${page},"__proto__":{"a":1},"new":{"x":[1]}}`))).toBe(true)
  })

  it('whose code follows its lists is read, and a word errcode inside a text counts for nothing', async () => {
    expect(E.isRight(await get(`{${page},"errmsg":"ok \\"errcode\\":1","errcode":0}`))).toBe(true)
  })

  it('with codes deeper down, as in a list of results, has one code of its own', async () => {
    await withReplies(['{"errcode":0,"list":[{"errcode":1},{"errcode":2}]}'], async ({ baseUrl }) => {
      expect(right(await providerAt(baseUrl).raw(raw)())).toMatchObject({ list: [{ errcode: 1 }, { errcode: 2 }] })
    })
  })

  it('with a code is understood whatever the HTTP status is', async () => {
    expect(left(await get({ status: 412, body: '{"errcode":61003,"errmsg":"x"}' }))).toMatchObject({
      _tag: 'AuthorizationLost',
      httpStatus: 412,
    })
  })

  it('with a request id without end keeps a short one', async () => {
    const error = left(await get(`{"errcode":61003,"errmsg":"x rid: ${'a'.repeat(5000)}"}`))
    expect(error.requestId).toHaveLength(64)
  })
})
