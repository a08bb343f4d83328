import { withEmulator } from '../emulated-list.js'
import { left, providerAt, right } from '../provider-under-test.js'

const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `${label}.example.com`)

describe('hosts of an app that WeChat looks up beforehand', () => {
  it(
    'A.2.6: are read with how many there can be, and changed by writes of the whole list',
    withEmulator({ wechat: { apps: { 'wx-app-1': { prefetch: ['a.example.com'] } } } }, async ({ wechat }) => {
      const { prefetch } = providerAt(wechat.baseUrl).app('wx-app-1')
      expect(right(await prefetch.get()())).toEqual({ domains: { prefetch: ['a.example.com'] }, perKind: 5 })
      const added = right(await prefetch.add({ prefetch: ['B.example.com'] })())
      expect(added).toMatchObject({ modifications: 1, items: [{ verdict: 'accepted', domain: 'b.example.com' }] })
      expect(wechat.state().apps['wx-app-1']?.prefetch).toEqual(['a.example.com', 'b.example.com'])
      right(await prefetch.delete({ prefetch: ['a.example.com'] })())
      right(await prefetch.set({ prefetch: ['b.example.com'] })())
      expect(wechat.state().apps['wx-app-1']).toMatchObject({
        prefetch: ['b.example.com'],
        modificationsUsed: { prefetch: 2, server: 0, webview: 0 },
      })
    }),
  )

  it(
    'A.2.6: are as many as WeChat tells with the list, unless the config knows better',
    withEmulator({ wechat: { limits: { prefetch: 6 } } }, async ({ wechat }) => {
      const { prefetch } = providerAt(wechat.baseUrl).app('wx-app-1')
      right(await prefetch.set({ prefetch: six })())
      const refused = left(await prefetch.add({ prefetch: ['g.example.com'] })())
      expect(refused).toMatchObject({
        _tag: 'InvalidChange',
        refusals: [{ rule: 'over-limit', domain: 'g.example.com' }],
      })
      expect(refused).toHaveProperty(
        'refusals.0.hint.en',
        expect.stringContaining('At most 6 domains fit here, says the vendor'),
      )
      const limits = { app: { prefetch: { perKind: 2 } } }
      const fewer = providerAt(wechat.baseUrl, { limits }).app('wx-app-1').prefetch
      const seen = wechat.requests().length
      expect(left(await fewer.set({ prefetch: six })())).toHaveProperty('_tag', 'InvalidChange')
      expect(wechat.requests()).toHaveLength(seen)
    }),
  )

  it(
    'A.2.6: are refused by code: 9420001 is about one of the hosts, 9420002 about room, 9420000 about the month',
    withEmulator({ wechat: { icpMissing: ['unfiled.example'] } }, async ({ wechat }) => {
      const limits = { app: { prefetch: { perKind: 9 } } }
      const { prefetch } = providerAt(wechat.baseUrl, { limits }).app('wx-app-1')
      expect(right(await prefetch.add({ prefetch: ['www.unfiled.example', 'a.example.com'] })())).toMatchObject({
        vendorCode: 9420001,
        items: [
          { verdict: 'rejected', rejection: { reason: 'not-verified', attribution: 'one-of-these' } },
          { verdict: 'rejected', rejection: { reason: 'not-verified', attribution: 'one-of-these' } },
        ],
      })
      expect(left(await prefetch.set({ prefetch: six })())).toMatchObject({ _tag: 'LimitReached', vendorCode: 9420002 })
      wechat.seed({ apps: { 'wx-app-1': { modificationsUsed: { prefetch: 50 } } } })
      expect(left(await prefetch.add({ prefetch: ['a.example.com'] })())).toMatchObject({
        _tag: 'BudgetSpent',
        vendorCode: 9420000,
      })
    }),
  )

  it(
    'are no list of the platform: nothing is sent',
    withEmulator({}, async ({ wechat }) => {
      const { prefetch } = providerAt(wechat.baseUrl).platform
      expect(left(await prefetch.get()())).toHaveProperty('_tag', 'Unsupported')
      expect(wechat.requests()).toEqual([])
    }),
  )
})
