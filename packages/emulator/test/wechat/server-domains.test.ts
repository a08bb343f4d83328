import type { WechatProfile } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const path = '/wxa/modify_domain'
const directly = '/wxa/modify_domain_directly'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const add = (...requestdomain: ReadonlyArray<string>) => ({ action: 'add', requestdomain })

describe('server domains of an app at WeChat', () => {
  it.each([
    ['a path', 'https://a.example.com/api', 'https://a.example.com/api'],
    ['http', 'http://a.example.com', 'https://http://a.example.com'],
    ['an IP address', 'https://10.0.0.1', 'https://10.0.0.1'],
    ['localhost', 'https://localhost', 'https://localhost'],
    ["WeChat's own host", 'https://api.weixin.qq.com', 'https://api.weixin.qq.com'],
    ['a port out of range', 'https://a.example.com:70000', 'https://a.example.com:70000'],
  ])('names an entry with %s in invalid_requestdomain, and takes the others', (_name, entry, shown) =>
    withEmulator(async (emulator) => {
      expect(jsonOf(await toWechat(emulator, path, add(entry, 'https://ok.example.com')))).toEqual(
        has({ errcode: 0, requestdomain: ['https://ok.example.com'], invalid_requestdomain: [shown] }),
      )
      expect(emulator.wechat.requests().at(-1)?.tookEffect).toBe(true)
    })(),
  )

  it(
    'completes a bare host and lets a port pass',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toWechat(emulator, path, add('a.example.com', 'https://b.example.com:8443')))).toEqual(
        has({ requestdomain: ['https://a.example.com', 'https://b.example.com:8443'] }),
      )
    }),
  )

  it.each<[string, Partial<WechatProfile>, object, object]>([
    ['85301 for a known domain', {}, add('https://known.example.com'), { errcode: 85301 }],
    [
      '85301 for a foreign domain, dropped unsaid',
      { outsidePool: 'silent' },
      add('https://x.org'),
      { errcode: 85301, invalid_requestdomain: [] },
    ],
    [
      '85302 for a domain without filing',
      {},
      add('https://unfiled.example.com'),
      { errcode: 85302, no_icp_domain: ['https://unfiled.example.com'] },
    ],
    ['85303 for both', {}, add('https://unfiled.example.com', 'http://x'), { errcode: 85303 }],
    ['85017 by older pages', { nothingToChange: '85017' }, add('https://unfiled.example.com'), { errcode: 85017 }],
    [
      '85017 where no domain is at fault',
      { nothingToChange: 'mixed' },
      add('https://known.example.com'),
      { errcode: 85017 },
    ],
    [
      '85018 for a foreign domain',
      { outsidePool: '85018' },
      add('https://x.org', 'https://a.example.com'),
      { errcode: 85018 },
    ],
    ['a foreign domain named', {}, add('https://x.org'), { errcode: 85301, invalid_requestdomain: ['https://x.org'] }],
    ['no lists but for get', { replyLists: 'get-only' }, add('https://a.example.com'), { errcode: 0, errmsg: 'ok' }],
  ])('answers %s', (_name, profile, body, expected) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({
        profile,
        icpMissing: ['unfiled.example.com'],
        apps: { 'wx-app-1': { server: { configured: { requestdomain: ['https://known.example.com'] } } } },
      })
      expect(jsonOf(await toWechat(emulator, path, body))).toEqual(has({ ...expected }))
    })(),
  )

  const configured = { requestdomain: ['https://a.example.com'], uploaddomain: ['https://u.example.com'] }

  it.each<[string, Partial<WechatProfile>, object, ReadonlyArray<string>, ReadonlyArray<string>]>([
    ['clears kinds left out', {}, { requestdomain: ['https://b.example.com'] }, ['https://b.example.com'], []],
    [
      'keeps kinds left out',
      { omittedKinds: 'untouched' },
      { requestdomain: ['https://b.example.com'] },
      ['https://b.example.com'],
      ['https://u.example.com'],
    ],
    ['clears a kind set to []', { omittedKinds: 'untouched' }, { requestdomain: [] }, [], ['https://u.example.com']],
    [
      'passes over []',
      { emptySet: 'ignored', omittedKinds: 'untouched' },
      { requestdomain: [], uploaddomain: ['https://v.example.com'] },
      ['https://a.example.com'],
      ['https://v.example.com'],
    ],
  ])('sets, and %s', (_name, profile, lists, requests, uploads) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ profile, apps: { 'wx-app-1': { server: { configured } } } })
      expect(jsonOf(await toWechat(emulator, path, { action: 'set', ...lists }))).toEqual(has({ errcode: 0 }))
      const { requestdomain, uploaddomain } = emulator.wechat.state().apps['wx-app-1']?.server.configured ?? {}
      expect([requestdomain, uploaddomain]).toEqual([requests, uploads])
    })(),
  )

  it(
    'takes a set to the present value, and a delete of what is not there, for no change',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ apps: { 'wx-app-1': { server: { configured } } } })
      expect(jsonOf(await toWechat(emulator, path, { action: 'set', ...configured }))).toEqual(has({ errcode: 85301 }))
      const gone = { action: 'delete', requestdomain: ['https://no.example.com'] }
      expect(jsonOf(await toWechat(emulator, path, gone))).toEqual(has({ errcode: 85301 }))
      expect(emulator.wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(0)
    }),
  )

  it('spends the month: the modification after the last is refused, and the next month starts anew', () => {
    let now = Date.UTC(2026, 10, 20)
    return withEmulator(
      async (emulator) => {
        emulator.wechat.seed({ apps: { 'wx-app-1': { modificationsUsed: { server: 49 } } } })
        expect(jsonOf(await toWechat(emulator, path, add('https://1.example.com')))).toEqual(has({ errcode: 0 }))
        const second = add('https://2.example.com')
        expect(jsonOf(await toWechat(emulator, path, second))).toEqual(has({ errcode: 86102 }))
        expect(jsonOf(await toWechat(emulator, directly, second))).toEqual(has({ errcode: 86102 }))
        now = Date.UTC(2026, 11, 1)
        expect(jsonOf(await toWechat(emulator, path, second))).toEqual(has({ errcode: 0 }))
        expect(emulator.wechat.state().apps['wx-app-1']?.modificationsUsed).toEqual({
          month: '2026-12',
          server: 1,
          webview: 0,
          prefetch: 0,
        })
      },
      { clock: () => now },
    )()
  })

  it(
    'counts domains and refuses accounts that are not mini programs',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ limits: { perKind: 1 }, apps: { 'wx-app-2': { accountType: 'official-account' } } })
      const two = add('https://a.example.com', 'https://b.example.com')
      expect(jsonOf(await toWechat(emulator, path, two))).toEqual(has({ errcode: 85016 }))
      expect(jsonOf(await toWechat(emulator, path, two, 'token-wx-app-2'))).toEqual(has({ errcode: 85015 }))
    }),
  )

  it(
    'looks at the published pool once the platform is published, at the testing one before',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ platform: { server: { testing: ['new.org'] } } })
      const body = add('https://new.org')
      expect(jsonOf(await toWechat(emulator, path, body))).toEqual(has({ errcode: 85301 }))
      emulator.wechat.seed({ platform: { published: false } })
      expect(jsonOf(await toWechat(emulator, path, body))).toEqual(has({ errcode: 0 }))
    }),
  )

  it.each([
    ['http', 'http://x.org', 86100],
    ["WeChat's own host", 'https://api.weixin.qq.com', 86101],
    ['no filing', 'https://unfiled.example.com', 45082],
    ['nothing wrong, outside every pool', 'https://x.org', 0],
  ])('directly: answers a domain with %s by a code of its own', (_name, entry, errcode) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ icpMissing: ['unfiled.example.com'] })
      expect(jsonOf(await toWechat(emulator, directly, add(entry)))).toEqual(has({ errcode }))
      expect(emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual([])
    })(),
  )
})
