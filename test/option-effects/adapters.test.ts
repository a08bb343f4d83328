import { type DomainAdapter, createDomainProvider } from '../../packages/core/src/index.js'
import { CallRateConfig } from '../../packages/core/src/adapter.js'
import * as E from 'fp-ts/lib/Either.js'
import { BaiduConfig } from '../../packages/baidu/src/index.js'
import { DouyinConfig } from '../../packages/douyin/src/index.js'
import { HuaweiConfig } from '../../packages/huawei/src/index.js'
import { WechatConfig } from '../../packages/wechat/src/index.js'
import { type Effect, httpEffects, rateEffect, seen } from './http-options.js'
import { optionsOf } from './options.js'
import { type Vendor, adapters, inLife, life, reads, vendors } from './vendors.js'

const codecs = { wechat: WechatConfig, baidu: BaiduConfig, douyin: DouyinConfig, huawei: HuaweiConfig }

const answered = (vendor: Vendor, options: Readonly<Record<string, unknown>>, body: unknown): Effect =>
  seen(reads(vendor), options, (_server, came) => JSON.stringify(came), { answer: { body: JSON.stringify(body) } })

const otherVendor = (vendor: Vendor): Effect => {
  const adapter: DomainAdapter = adapters[vendor]
  const made = (named: string) => {
    const config = { vendor: named, tokens: {}, ...(vendor === 'huawei' ? { clientId: 'client-1' } : {}) }
    return E.isRight(createDomainProvider([adapter], config))
  }
  return () => Promise.resolve([made(vendor), made('another')])
}

const shared = (vendor: Vendor): Readonly<Record<string, Effect>> => ({
  ...httpEffects(reads(vendor)),
  'rate.all': rateEffect(life(vendor), { all: { perSecond: 1 } }),
  'rate.read': rateEffect(life(vendor), { read: { perSecond: 1 } }),
  'rate.write': rateEffect(life(vendor), { write: { perSecond: 1 } }),
  vendor: otherVendor(vendor),
  tokens: seen(reads(vendor), { tokens: { apps: { one: 'another-token' } } }),
  limits: inLife(vendor, { limits: { app: { server: { perKind: 3 } } } }),
})

const listed = { ret: { code: 0, msg: 'success' } }
const refusedEntry = { type: 'httpRequest', value: 'https://a.example.com', errorCode: 205980185 }

const own: Readonly<Record<Vendor, Readonly<Record<string, Effect>>>> = {
  wechat: {
    appDomains: inLife('wechat', { appDomains: 'direct' }),
    pool: inLife('wechat', { pool: 'testing' }),
    setSends: inLife('wechat', { setSends: 'named' }),
    emptySet: inLife('wechat', { emptySet: 'delete' }),
  },
  baidu: {
    setSends: inLife('baidu', { setSends: 'named' }),
    emptySet: inLife('baidu', { emptySet: 'send' }),
    absentData: answered('baidu', { absentData: 'empty' }, { errno: 0, msg: 'success' }),
    code44001: answered('baidu', { code44001: 'permission' }, { errno: 44001, msg: 'x' }),
  },
  douyin: {
    setSends: inLife('douyin', { setSends: 'named' }),
    emptySet: inLife('douyin', { emptySet: 'send' }),
    limitScope: inLife('douyin', { limitScope: 'all-kinds' }),
    absentData: answered('douyin', { absentData: 'empty' }, { err_no: 0, err_msg: '', log_id: '1' }),
  },
  huawei: {
    clientId: seen(reads('huawei'), { clientId: 'another-client' }),
    absentDomains: answered('huawei', { absentDomains: 'empty' }, listed),
    refusedEntries: answered('huawei', { refusedEntries: 'not-listed' }, { ...listed, domains: [refusedEntry] }),
  },
}

const cases = vendors.flatMap((vendor) =>
  optionsOf(codecs[vendor], { rate: CallRateConfig }).map((option) => ({ vendor, option })),
)

test.each(cases)(
  '$option of an adapter’s config changes what $vendor is sent, or what comes of it',
  async ({ vendor, option }) => {
    const effects = { ...shared(vendor), ...own[vendor] }
    const [withIt, without] = (await effects[option]?.()) ?? ['no effect is known', 'no effect is known']
    expect(JSON.stringify(withIt)).not.toBe(JSON.stringify(without))
  },
)

test.each(vendors)('the same config does the same twice at %s', async (vendor) => {
  expect(await life(vendor)({})).toEqual(await life(vendor)({}))
})

test.each(vendors)('a figure for tokens is none of an adapter’s at %s, since an adapter gets none', (vendor) => {
  expect(
    codecs[vendor].decode({ vendor, tokens: {}, clientId: 'client-1', rate: { token: { perSecond: 1 } } }),
  ).toMatchObject({
    _tag: 'Left',
  })
})
