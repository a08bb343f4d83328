import { addDomains, setDomains } from '@mini-domains/core'
import { withEmulator } from '../emulated-list.js'
import { left, providerAt, right } from '../provider-under-test.js'

const before = setDomains({ request: ['a.example.com'], socket: ['a.example.com'], udp: ['a.example.com'] })
const change = setDomains({ request: ['b.example.com'], socket: [] })

const bodies = (requests: ReadonlyArray<{ readonly body: string }>): ReadonlyArray<unknown> =>
  requests.map(({ body }): unknown => JSON.parse(body)).slice(3)

describe('a set', () => {
  it(
    'sends every kind, the unnamed ones as they were listed',
    withEmulator({}, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      right(await server.modify(before)())
      right(await server.modify(change)())
      expect(bodies(wechat.requests())[1]).toEqual({
        action: 'set',
        requestdomain: ['https://b.example.com'],
        wsrequestdomain: [],
        uploaddomain: [],
        downloaddomain: [],
        udpdomain: ['udp://a.example.com'],
        tcpdomain: [],
      })
    }),
  )

  it(
    'under setSends named leaves the unnamed kinds out, and tells what is lost where WeChat empties them',
    withEmulator({}, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { setSends: 'named' }).app('wx-app-1')
      right(await server.modify(addDomains({ request: ['a.example.com'], udp: ['a.example.com'] }))())
      const { items } = right(await server.modify(setDomains({ request: ['b.example.com'] }))())
      expect(wechat.state().apps['wx-app-1']?.server.configured.udpdomain).toEqual([])
      expect(items).toContainEqual(
        expect.objectContaining({ kind: 'udp', verdict: 'rejected', domain: 'udp://a.example.com' }),
      )
    }),
  )

  it(
    'under setSends named keeps the unnamed kinds where WeChat leaves them alone',
    withEmulator({ profile: { wechat: { omittedKinds: 'untouched' } } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { setSends: 'named' }).app('wx-app-1')
      right(await server.modify(before)())
      right(await server.modify(change)())
      expect(wechat.state().apps['wx-app-1']?.server.configured.udpdomain).toEqual(['udp://a.example.com'])
    }),
  )

  it(
    'that empties a kind is told where WeChat ignores the empty list: nothing is claimed that is not so',
    withEmulator({ profile: { wechat: { emptySet: 'ignored' } } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      right(await server.modify(before)())
      const { items } = right(await server.modify(change)())
      expect(items.map(({ domain, intent, verdict }) => `${domain} ${intent} ${verdict}`)).toEqual([
        'https://b.example.com present accepted',
        'https://a.example.com absent accepted',
        'wss://a.example.com absent rejected',
      ])
    }),
  )

  it(
    'under emptySet delete adds what is new, then deletes what has to go: two modifications',
    withEmulator({ profile: 'contrary' }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { emptySet: 'delete' }).app('wx-app-1')
      right(await server.modify(before)())
      const outcome = right(await server.modify(change)())
      expect(outcome.items.every(({ verdict }) => verdict === 'accepted')).toBe(true)
      expect(outcome).toMatchObject({ modification: 'spent', modifications: 2, uncertain: 0 })
      expect(bodies(wechat.requests()).slice(1, 3)).toEqual([
        { action: 'add', requestdomain: ['https://b.example.com'] },
        { action: 'delete', requestdomain: ['https://a.example.com'], wsrequestdomain: ['wss://a.example.com'] },
      ])
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(3)
    }),
  )

  it(
    'under emptySet delete with nothing else to change is one delete',
    withEmulator({ profile: 'contrary' }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl, { emptySet: 'delete' }).app('wx-app-1')
      right(await webview.modify(setDomains({ webview: ['a.example.com'] }))())
      right(await webview.modify(setDomains({ webview: [] }))())
      expect(wechat.state().apps['wx-app-1']?.webview.configured).toEqual([])
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.webview).toBe(2)
    }),
  )

  it(
    'under emptySet delete that empties a kind and only takes domains off another is one delete',
    withEmulator({ profile: 'contrary' }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { emptySet: 'delete' }).app('wx-app-1')
      right(
        await server.modify(setDomains({ request: ['a.example.com', 'b.example.com'], socket: ['a.example.com'] }))(),
      )
      const outcome = right(await server.modify(change)())
      expect(bodies(wechat.requests())[1]).toEqual({
        action: 'delete',
        requestdomain: ['https://a.example.com'],
        wsrequestdomain: ['wss://a.example.com'],
      })
      expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 0 })
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(2)
    }),
  )

  it(
    'whose second call fails says that a modification was spent and that the list must be read',
    withEmulator({ profile: 'contrary' }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { emptySet: 'delete' }).app('wx-app-1')
      right(await server.modify(before)())
      wechat.faults.add({ kind: 'reply', body: { errcode: 45011, errmsg: 'slower' }, match: { action: 'delete' } })
      expect(left(await server.modify(change)())).toMatchObject({
        _tag: 'RateLimited',
        applied: 'unknown',
        modification: 'spent',
        modifications: 1,
        uncertain: 0,
        retry: { when: 'after-read' },
      })
      expect(wechat.state().apps['wx-app-1']?.server.configured).toMatchObject({
        requestdomain: ['https://a.example.com', 'https://b.example.com'],
        wsrequestdomain: ['wss://a.example.com'],
      })
    }),
  )

  it(
    'whose first call is refused whole sends no second',
    withEmulator({ profile: { wechat: { outsidePool: '85018', emptySet: 'ignored' } } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { emptySet: 'delete' }).app('wx-app-1')
      right(await server.modify(before)())
      const outcome = right(await server.modify(setDomains({ request: ['a.elsewhere.org'], socket: [] }))())
      expect(outcome.items.every(({ verdict }) => verdict === 'rejected')).toBe(true)
      expect(wechat.state().apps['wx-app-1']?.server.configured.wsrequestdomain).toEqual(['wss://a.example.com'])
    }),
  )
})
