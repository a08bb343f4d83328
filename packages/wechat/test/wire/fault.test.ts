import { addDomains, appSubject, setDomains } from '@mini-domains/core'
import { type FaultAct } from '@mini-domains/emulator'
import * as t from 'io-ts'
import { type EmulatedList, withEmulator } from '../emulated-list.js'
import { emulatedLists } from '../emulated-lists.js'
import { left, providerAt, right } from '../provider-under-test.js'

const minusOne = { errcode: -1, errmsg: 'system error' }

// A write that struck home though its reply did not, and one that never came to be.
const done: ReadonlyArray<FaultAct> = [
  { kind: 'reset-after' },
  { kind: 'stall-body' },
  { kind: 'cut-body' },
  { kind: 'wrong-length' },
  { kind: 'garbage-gzip' },
  { kind: 'huge-body' },
  { kind: 'duplicate-keys' },
]
const undone: ReadonlyArray<FaultAct> = [
  { kind: 'reset-before' },
  { kind: 'stall-headers' },
  { kind: 'empty-body' },
  { kind: 'html' },
  { kind: 'html', status: 200 },
  { kind: 'reply', body: minusOne },
  { kind: 'reply', body: { errcode: 12345, errmsg: 'new' } },
]

const named = (acts: ReadonlyArray<FaultAct>) => acts.map((act) => [JSON.stringify(act), act] as const)

describe.each(emulatedLists.map((list) => [list.name, list] as const))('%s', (_, list: EmulatedList) => {
  const host = 'new.example.org'
  const pool = { testing: ['example.com', host], published: ['example.com', host] }
  const seed = list.path.includes('/component/') ? {} : { platform: { server: pool, webview: pool } }

  const struck = (act: FaultAct, effect: 'after' | 'none') =>
    withEmulator({ wechat: seed }, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl, { ...list.config, timeoutMs: 1_000 })
      wechat.faults.add({ ...act, effect, match: { path: list.path, action: 'add' } })
      const result = await list.change(provider, 'Add', [host])
      const sent = wechat.requests().map(({ body }) => /"action":"(\w+)"/.exec(body)?.[1])
      expect(sent).toEqual(['get', 'add', 'get'])
      if (effect === 'after') {
        expect(right(result)).toEqual({ items: [`${list.scheme}${host} accepted`], modification: 'spent' })
        expect(list.state(wechat.state())).toContain(list.scheme + host)
      } else {
        const error = left(result)
        expect([error.applied, error.retry]).toEqual(['unknown', { when: 'after-read' }])
        expect(list.state(wechat.state())).not.toContain(list.scheme + host)
      }
      expect(list.used(wechat.state())).toBe(effect === 'after' ? 1 : 0)
    })()

  it.each(named(done))('law 8: %s after the write is told by a read, and nothing is written twice', (_n, act) =>
    struck(act, 'after'),
  )
  it.each(named(undone))('law 8: %s is followed by a read and never by the same write', (_n, act) =>
    struck(act, 'none'),
  )
  it.each(named(undone.filter(({ kind }) => kind === 'reply')))('law 8: %s after the write is no failure', (_n, act) =>
    struck(act, 'after'),
  )

  it(
    'law 8: a read is tried again, a write that never left too',
    withEmulator({ wechat: seed }, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl, list.config)
      wechat.faults.add({ kind: 'reset-before', match: { action: 'get' }, times: 1 })
      wechat.faults.add({ kind: 'reply', body: minusOne, match: { action: 'get' }, times: 1 })
      right(await list.get(provider))
      expect(wechat.requests()).toHaveLength(3)
    }),
  )

  it.each([40001, 40014, 42001])('law 9: %d once is one renewal and one more try, with one write', (code) =>
    withEmulator({ wechat: seed }, async ({ wechat }) => {
      const { platform, apps } = wechat.state()
      const valid = list.path.includes('/component/') ? platform.token : apps['wx-app-1']?.token
      wechat.faults.add({ kind: 'reply', body: { errcode: code, errmsg: 'old token' }, match: { action: 'add' } })
      const fresh = (_subject: unknown, refused?: string) => (refused === undefined ? (valid ?? '') : 'other')
      const once = await list.change(providerAt(wechat.baseUrl, { ...list.config, tokens: fresh }), 'Add', [host])
      // The token given instead is worth nothing either: no third try.
      expect(left(once)._tag).toBe('TokenRejected')
      expect(wechat.requests()).toHaveLength(3)
      expect(list.used(wechat.state())).toBe(0)
      wechat.seed({ tokens: { [valid ?? '']: { state: 'expired' } } })
      wechat.seed(
        list.path.includes('/component/') ? { platform: { token: 'new' } } : { apps: { 'wx-app-1': { token: 'new' } } },
      )
      const renewing = (_subject: unknown, refused?: string) => (refused === valid ? 'new' : (valid ?? ''))
      const result = await list.change(providerAt(wechat.baseUrl, { ...list.config, tokens: renewing }), 'Add', [host])
      expect(right(result).items).toEqual([`${list.scheme}${host} accepted`])
      expect(list.used(wechat.state())).toBe(1)
    })(),
  )

  it(
    'law 10: a cancelled change sends nothing further',
    withEmulator({ wechat: seed }, async ({ wechat }) => {
      const gone = new AbortController()
      const hooks = { onResponse: () => gone.abort() }
      const provider = providerAt(wechat.baseUrl, list.config, { hooks }).with({ signal: gone.signal })
      expect(left(await list.change(provider, 'Add', [host]))).toMatchObject({ _tag: 'Cancelled', applied: 'no' })
      expect(wechat.requests().map(({ body }) => body)).toEqual(['{"action":"get"}'])
      expect(left(await list.get(provider))._tag).toBe('Cancelled')
      expect(wechat.requests()).toHaveLength(1)
    }),
  )
})

describe('a fault', () => {
  it(
    'law 8: that resets a set is told by what the list then shows',
    withEmulator({}, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      right(await server.modify(addDomains({ request: ['a.example.com'], socket: ['a.example.com'] }))())
      wechat.faults.add({ kind: 'reset-after', match: { action: 'set' } })
      const outcome = right(await server.modify(setDomains({ request: ['b.example.com'] }))())
      expect(outcome.items.map(({ domain, verdict }) => `${domain} ${verdict}`)).toEqual([
        'https://b.example.com accepted',
        'https://a.example.com accepted',
      ])
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(2)
    }),
  )

  it(
    'law 10: that stalls the body ends at the deadline',
    withEmulator({}, async ({ wechat }) => {
      wechat.faults.add({ kind: 'stall-body' })
      const provider = providerAt(wechat.baseUrl, { attempts: 1 }).with({ timeoutMs: 1_000 })
      expect(left(await provider.app('wx-app-1').server.get()())).toMatchObject({ _tag: 'TimedOut', afterMs: 1_000 })
    }),
  )

  it(
    'of a closed port is no connection, with nothing changed',
    withEmulator({}, async ({ wechat }) => {
      await wechat.faults.closePort()
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const change = server.modify(addDomains({ request: ['a.example.com'] }), {
        observed: { domains: { request: [] } },
      })
      expect(left(await change())).toMatchObject({ _tag: 'ConnectionFailed', sent: false, applied: 'no' })
    }),
  )

  it.each([
    [{ apps: { 'wx-app-1': { authorized: false } } }, 'AuthorizationLost', 61003],
    [{ apps: { 'wx-app-1': { permissions: [] } } }, 'PermissionDenied', 61007],
    [{ ipAllowlist: ['10.0.0.1'] }, 'AddressNotAllowed', 61004],
    [{ limits: { callsPerDay: 0 } }, 'RateLimited', 45009],
  ])('of the account %j is %s', (wechatSeed, tag, code) =>
    withEmulator({ wechat: wechatSeed }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const error = left(await server.modify(addDomains({ request: ['a.example.com'] }))())
      expect(error).toMatchObject({ _tag: tag, vendorCode: code, applied: 'no', modification: 'not-spent' })
      expect(wechat.requests()).toHaveLength(1)
    })(),
  )

  it(
    "of a wrong kind of token: an app's at the platform is refused as a token, the platform's at an app as a permission",
    withEmulator({}, async ({ wechat }) => {
      const tokens = { platform: 'token-wx-app-1', apps: { 'wx-app-1': 'token-wx-platform' } }
      const provider = providerAt(wechat.baseUrl, { tokens })
      expect(left(await provider.platform.server.get()())).toMatchObject({ _tag: 'TokenRejected', vendorCode: 61014 })
      expect(left(await provider.app('wx-app-1').server.get()())).toMatchObject({
        _tag: 'PermissionDenied',
        vendorCode: 48001,
      })
    }),
  )
})

describe('a raw call', () => {
  const quota = t.type({ quota: t.type({ daily_limit: t.number, used: t.number, remain: t.number }) })
  const subject = appSubject('wx-app-1')

  it(
    'reaches any endpoint with the same token and decodes the whole reply',
    withEmulator({}, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl)
      right(await provider.app('wx-app-1').server.get()())
      const body = { cgi_path: '/wxa/modify_domain' }
      const path = '/cgi-bin/openapi/quota/get'
      const reply = right(await provider.raw({ subject, method: 'POST', path, body, reply: quota })())
      expect(reply.quota.used).toBe(1)
      expect(wechat.requests()[1]).toMatchObject({ path, body: '{"cgi_path":"/wxa/modify_domain"}', owner: 'wx-app-1' })
    }),
  )

  it(
    'may send what the document prints, duplicates included, and understands the codes of that endpoint',
    withEmulator({ wechat: { platform: { server: { published: ['qq.com'] } } } }, async ({ wechat }) => {
      const body = { action: 'add', requestdomain: ['https://www.qq.com', 'https://www.qq.com'] }
      const request = { subject, method: 'POST', path: '/wxa/modify_domain', body, reply: t.unknown } as const
      const provider = providerAt(wechat.baseUrl)
      right(await provider.raw(request)())
      expect(left(await provider.raw(request)())).toMatchObject({
        _tag: 'RequestRejected',
        vendorCode: 85301,
        actor: 'platform',
      })
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(1)
    }),
  )

  it(
    'without a body sends an empty object, and a GET is told to be a POST (43002)',
    withEmulator({}, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl)
      const path = '/wxa/get_webviewdomain_confirmfile'
      const reply = t.type({ file_name: t.string })
      expect(right(await provider.raw({ subject, method: 'POST', path, reply })())).toMatchObject({
        file_name: '87PweoaRBw.txt',
      })
      const got = left(await provider.raw({ subject, method: 'GET', path, query: { lang: 'zh' }, reply })())
      expect(got).toMatchObject({ _tag: 'RequestRejected', vendorCode: 43002 })
      expect(wechat.requests().map(({ body, rawQuery }) => [body, rawQuery])).toEqual([
        ['{}', 'access_token=token-wx-app-1'],
        ['', 'access_token=token-wx-app-1&lang=zh'],
      ])
    }),
  )

  it(
    'that only reads is tried again, one that may write is not, and a reply of another shape is told by its path',
    withEmulator({}, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl)
      const request = { subject, method: 'POST', path: '/wxa/get_effective_domain', reply: quota } as const
      wechat.faults.add({ kind: 'reply', body: minusOne, times: 2 })
      expect(left(await provider.raw(request)())).toMatchObject({ _tag: 'VendorBusy', applied: 'unknown' })
      expect(left(await provider.raw({ ...request, readOnly: true })())).toMatchObject({
        _tag: 'UnreadableReply',
        path: 'quota',
      })
      expect(wechat.requests()).toHaveLength(3)
    }),
  )
})
