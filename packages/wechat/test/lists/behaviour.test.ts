import {
  type Outcome,
  type ServerKind,
  type WebviewKind,
  addDomains,
  deleteDomains,
  setDomains,
} from '@mini-domains/core'
import { matchItem } from '@mini-domains/core/adapter'
import { withEmulator } from '../emulated-list.js'
import { left, providerAt, right } from '../provider-under-test.js'

const reasons = (outcome: Outcome<ServerKind | WebviewKind>): ReadonlyArray<string> =>
  outcome.items.map((item) =>
    matchItem<ServerKind | WebviewKind, string>({
      accepted: () => 'accepted',
      already: () => 'already',
      rejected: (_, { reason }) => reason,
    })(item),
  )

const legacy = { profile: 'legacy' } as const
const contrary = { profile: 'contrary' } as const

describe('server domains of an app', () => {
  it(
    'S0: a domain that is not registered at the platform is dropped by WeChat and told as not in the pool',
    withEmulator({}, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const outcome = right(await server.modify(addDomains({ request: ['a.example.com', 'a.elsewhere.org'] }))())
      expect(reasons(outcome)).toEqual(['accepted', 'not-in-pool'])
      expect(wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual(['https://a.example.com'])
    }),
  )

  it(
    'S2: 85017 and 85018 of the oldest pages are outcomes',
    withEmulator(legacy, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const outcome = right(await server.modify(addDomains({ request: ['a.elsewhere.org'] }))())
      expect(outcome).toMatchObject({ vendorCode: 85018, modification: 'unknown' })
      expect(reasons(outcome)).toEqual(['not-in-pool'])
      expect(wechat.state().apps['wx-app-1']?.modificationsUsed.server).toBe(0)
    }),
  )

  it(
    'S2: 85015 tells that the account is not a mini program, 85016 that the list is full',
    withEmulator({ wechat: { limits: { perKind: 1 } } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const full = left(await server.modify(addDomains({ request: ['a.example.com', 'b.example.com'] }))())
      expect(full).toMatchObject({ _tag: 'LimitReached', vendorCode: 85016, applied: 'no' })
      wechat.seed({ apps: { 'wx-app-1': { accountType: 'official-account' } } })
      expect(left(await server.get()())).toMatchObject({ precondition: 'not-a-mini-program', vendorCode: 85015 })
    }),
  )

  it(
    'what has no ICP filing is told by name, and the rest is taken',
    withEmulator({ wechat: { icpMissing: ['b.example.com'] } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
      const change = addDomains({ request: ['a.example.com', 'b.example.com'], socket: ['b.example.com:8443'] })
      const outcome = right(await server.modify(change)())
      expect(reasons(outcome)).toEqual(['accepted', 'no-icp', 'no-icp'])
      expect(wechat.state().apps['wx-app-1']?.server.configured).toMatchObject({
        requestdomain: ['https://a.example.com'],
        wsrequestdomain: [],
      })
    }),
  )

  it.each([
    ['86102', {}],
    ['45104', contrary],
  ])('a spent month is %s, and nothing more is written', (code, options) =>
    withEmulator(
      { ...options, wechat: { apps: { 'wx-app-1': { modificationsUsed: { server: 50 } } } } },
      async ({ wechat }) => {
        const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
        expect(left(await server.modify(addDomains({ request: ['a.example.com'] }))())).toMatchObject({
          _tag: 'BudgetSpent',
          vendorCode: Number(code),
          modification: 'not-spent',
          retry: { when: 'next-month' },
        })
        expect(wechat.requests().map(({ tookEffect }) => tookEffect)).toEqual([false, false])
      },
    )(),
  )

  it(
    'S0: configured domains are effective after a release, which deletes what is not in the pool',
    withEmulator(
      { wechat: { apps: { 'wx-app-1': { server: { console: { requestdomain: ['https://own.merchant.org'] } } } } } },
      async ({ wechat }) => {
        const { server } = providerAt(wechat.baseUrl).app('wx-app-1')
        right(await server.modify(addDomains({ request: ['a.example.com'], tcp: ['t.example.com'] }))())
        const before = right(await server.effective()())
        expect(before.effective).toMatchObject({ request: [], tcp: [] })
        expect(before.origins).toMatchObject({
          console: { request: ['https://own.merchant.org'] },
          platform: { request: ['https://a.example.com'] },
        })
        wechat.release('wx-app-1')
        const after = right(await server.effective()())
        expect(after.effective).toMatchObject({ request: ['https://a.example.com'], tcp: ['tcp://t.example.com'] })
        expect(after.origins.console).toMatchObject({ request: [] })
      },
    ),
  )

  it(
    'a direct list needs no pool and is a list of its own',
    withEmulator({}, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { appDomains: 'direct' }).app('wx-app-1')
      expect(reasons(right(await server.modify(addDomains({ request: ['a.elsewhere.org'] }))()))).toEqual(['accepted'])
      expect(wechat.state().apps['wx-app-1']?.server).toMatchObject({
        direct: { requestdomain: ['https://a.elsewhere.org'] },
        configured: { requestdomain: [] },
      })
    }),
  )

  it.each([
    ['default', '45082 for the whole call', ['no-icp', 'no-icp'], []],
    ['contrary', 'by name', ['accepted', 'no-icp'], ['https://a.elsewhere.org']],
  ] as const)('under %s a direct list tells missing filings %s', (profile, _, expected, state) =>
    withEmulator({ profile, wechat: { icpMissing: ['b.elsewhere.org'] } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl, { appDomains: 'direct' }).app('wx-app-1')
      const change = addDomains({ request: ['a.elsewhere.org', 'b.elsewhere.org'] })
      expect(reasons(right(await server.modify(change)()))).toEqual(expected)
      expect(wechat.state().apps['wx-app-1']?.server.direct.requestdomain).toEqual(state)
    })(),
  )
})

describe('webview domains of an app', () => {
  it(
    'S0: subdomains of a registered domain can be configured, at any depth',
    withEmulator({}, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).app('wx-app-1')
      const outcome = right(await webview.modify(addDomains({ webview: ['example.com', 'x.y.example.com'] }))())
      expect(reasons(outcome)).toEqual(['accepted', 'accepted'])
    }),
  )

  it(
    'S0: 89020 and 89021 tell that the pool is empty, or that a domain is not in it',
    withEmulator({}, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).app('wx-app-1')
      const outside = right(await webview.modify(addDomains({ webview: ['a.elsewhere.org'] }))())
      expect([outside.vendorCode, ...reasons(outside)]).toEqual([89021, 'not-in-pool'])
      wechat.seed({ platform: { webview: { testing: [], published: [] } } })
      const empty = right(await webview.modify(addDomains({ webview: ['a.example.com'] }))())
      expect([empty.vendorCode, ...reasons(empty)]).toEqual([89020, 'pool-empty'])
    }),
  )

  it(
    'S0: 89029 tells that there is no room, 89019 that another was faster',
    withEmulator({ profile: 'legacy' }, async ({ wechat }) => {
      const provider = providerAt(wechat.baseUrl)
      const { webview } = provider.app('wx-app-1')
      const many = Array.from({ length: 101 }, (_, index) => `h${index}.example.com`)
      const full = left(await webview.modify(addDomains({ webview: many }))())
      expect(full).toMatchObject({ _tag: 'LimitReached', vendorCode: 89029 })
      wechat.seed({ apps: { 'wx-app-1': { webview: { configured: ['https://a.example.com'] } } } })
      const late = right(
        await webview.modify(addDomains({ webview: ['a.example.com'] }), { observed: { domains: { webview: [] } } })(),
      )
      expect([late.vendorCode, ...reasons(late)]).toEqual([89019, 'accepted'])
    }),
  )

  it(
    'a delete that another was faster with (89022) is settled by the list',
    withEmulator({}, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).app('wx-app-1')
      const observed = { domains: { webview: ['https://a.example.com'] } }
      const outcome = right(await webview.modify(deleteDomains({ webview: ['a.example.com'] }), { observed })())
      expect([outcome.vendorCode, ...reasons(outcome)]).toEqual([89022, 'accepted'])
    }),
  )

  it(
    'a private person has none (89231), and a direct list wants the confirm file (86103)',
    withEmulator({ wechat: { confirmFileMissing: ['a.elsewhere.org'] } }, async ({ wechat }) => {
      const { webview, confirmFile } = providerAt(wechat.baseUrl, { appDomains: 'direct' }).app('wx-app-1')
      const outcome = right(await webview.modify(addDomains({ webview: ['a.elsewhere.org'] }))())
      expect([outcome.vendorCode, ...reasons(outcome)]).toEqual([86103, 'confirm-file'])
      expect(right(await confirmFile()()).name).toBe('87PweoaRBw.txt')
      wechat.seed({ apps: { 'wx-app-1': { accountType: 'individual' } } })
      expect(left(await webview.get()())).toMatchObject({ precondition: 'personal-account', actor: 'merchant' })
    }),
  )

  it(
    'are effective after a release, by origin',
    withEmulator({}, async ({ wechat }) => {
      const pooled = providerAt(wechat.baseUrl).app('wx-app-1').webview
      const direct = providerAt(wechat.baseUrl, { appDomains: 'direct' }).app('wx-app-1').webview
      right(await pooled.modify(setDomains({ webview: ['a.example.com'] }))())
      right(await direct.modify(setDomains({ webview: ['b.elsewhere.org'] }))())
      wechat.release('wx-app-1')
      expect(right(await pooled.effective()())).toEqual({
        effective: { webview: ['https://a.example.com', 'https://b.elsewhere.org'] },
        origins: {
          console: { webview: [] },
          platform: { webview: ['https://a.example.com'] },
          direct: { webview: ['https://b.elsewhere.org'] },
        },
      })
    }),
  )
})

describe('the pool', () => {
  const pools = ({ platform }: { readonly platform: { readonly webview: object } }) => platform.webview
  const add = addDomains({ webview: ['new.example.org'] })
  const seed = { testing: ['example.com', 'only-testing.org'], published: ['example.com'] }

  const together = ({ body }: { readonly body: string }) => /"is_modify_published_together":(\w+)/.exec(body)?.[1]
  const versions = {
    published: { webview: ['https://example.com'] },
    testing: { webview: ['https://example.com', 'https://only-testing.org'] },
  }

  it(
    'S3: of a published platform is read and written in both versions',
    withEmulator({ wechat: { platform: { webview: seed } } }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).platform
      expect(right(await webview.get()())).toEqual({ domains: { webview: ['https://example.com'] }, versions })
      right(await webview.modify(add)())
      expect(pools(wechat.state())).toEqual({
        testing: ['example.com', 'only-testing.org', 'new.example.org'],
        published: ['example.com', 'new.example.org'],
      })
    }),
  )

  it(
    'S3: is_modify_published_together false leaves the published version alone',
    withEmulator({ wechat: { platform: { webview: seed } } }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl, { pool: 'testing' }).platform
      expect(right(await webview.get()())).toEqual({ domains: versions.testing, versions })
      right(await webview.modify(add)())
      expect(pools(wechat.state())).toEqual({
        testing: [...seed.testing, 'new.example.org'],
        published: ['example.com'],
      })
    }),
  )

  it(
    'S3: of a platform that the look shows not to be published only the testing version is written, in one call',
    withEmulator({ wechat: { platform: { published: false, webview: seed } } }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).platform
      const outcome = right(await webview.modify(add)())
      expect(reasons(outcome)).toEqual(['accepted'])
      expect(pools(wechat.state())).toEqual({
        testing: [...seed.testing, 'new.example.org'],
        published: ['example.com'],
      })
      expect(wechat.state().platform.modificationsUsed.webview).toBe(1)
      expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 0 })
      expect(wechat.requests().map(together)).toEqual([undefined, 'false'])
    }),
  )

  it(
    'S3: 61028, where the platform looked published, falls back to the testing version',
    withEmulator({ wechat: { platform: { published: false, webview: seed } } }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl).platform
      const outcome = right(await webview.modify(add, { observed: { domains: versions.published, versions } })())
      expect(reasons(outcome)).toEqual(['accepted'])
      // Nobody says whether WeChat counts what it refuses.
      expect(outcome).toMatchObject({ modification: 'spent', modifications: 1, uncertain: 1 })
      expect(wechat.requests().map(together)).toEqual(['true', 'false'])
    }),
  )

  it(
    'S3: 61028 is an error where the published version was asked for, to read and to write',
    withEmulator({ wechat: { platform: { published: false } } }, async ({ wechat }) => {
      const { webview } = providerAt(wechat.baseUrl, { pool: 'published' }).platform
      expect(left(await webview.get()())).toMatchObject({ precondition: 'platform-unpublished', actor: 'platform' })
      const blind = left(await webview.modify(add, { observed: { domains: versions.published, versions } })())
      expect(blind).toMatchObject({ precondition: 'platform-unpublished', vendorCode: 61028, applied: 'no' })
    }),
  )

  it(
    'S3: 65316 tells that there is no room',
    withEmulator({ wechat: { limits: { serverPool: 2 } } }, async ({ wechat }) => {
      const { server } = providerAt(wechat.baseUrl).platform
      expect(left(await server.modify(addDomains({ any: ['new.example.org'] }))())).toMatchObject({
        _tag: 'LimitReached',
        vendorCode: 65316,
      })
    }),
  )

  it.each([
    [false, ['not-taken', 'not-verified'], ['example.com', 'example.net']],
    [true, ['accepted', 'not-verified'], ['example.com', 'example.net', 'new.example.org']],
  ])('S3: 9410016 with some taken (%s) is told host by host', (partial, expected, published) =>
    withEmulator(
      {
        profile: { wechat: { jumpMinusOne: 'no', poolInvalid: partial ? 'partial' : 'refused' } },
        wechat: { confirmFileMissing: ['bad.example.org'] },
      },
      async ({ wechat }) => {
        const change = addDomains({ webview: ['new.example.org', 'bad.example.org'] })
        const outcome = right(await providerAt(wechat.baseUrl).platform.webview.modify(change)())
        expect([outcome.vendorCode, ...reasons(outcome)]).toEqual([9410016, ...expected])
        expect(pools(wechat.state())).toMatchObject({ published })
      },
    )(),
  )

  it(
    'S3: -1 because of a confirm file is a busy vendor with a hint, after a read',
    withEmulator({ wechat: { confirmFileMissing: ['new.example.org'] } }, async ({ wechat }) => {
      const error = left(await providerAt(wechat.baseUrl).platform.webview.modify(add)())
      expect(error).toMatchObject({ _tag: 'VendorBusy', vendorCode: -1, retry: { when: 'after-read' } })
      expect(wechat.requests()).toHaveLength(3)
    }),
  )

  it(
    'counts its 50 modifications a month for the platform as a whole (45104)',
    withEmulator({ wechat: { platform: { modificationsUsed: { webview: 50 } } } }, async ({ wechat }) => {
      expect(left(await providerAt(wechat.baseUrl).platform.webview.modify(add)())).toMatchObject({
        _tag: 'BudgetSpent',
        vendorCode: 45104,
      })
    }),
  )

  it(
    'that is empty is an empty list, also where WeChat leaves the errcode out',
    withEmulator(
      { ...contrary, wechat: { platform: { published: false, webview: { testing: [], published: [] } } } },
      async ({ wechat }) => {
        const empty = { webview: [] }
        expect(right(await providerAt(wechat.baseUrl).platform.webview.get()())).toEqual({
          domains: empty,
          versions: { testing: empty },
        })
        expect(wechat.requests()[0]?.answer?.body).toBe('{"testing_wxa_jump_h5_domain":""}')
      },
    ),
  )
})
