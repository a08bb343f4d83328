import { type Environment } from '../../packages/core/src/index.js'
import { TokenRateConfig } from '../../packages/core/src/adapter.js'
import { right } from '../../packages/core/test/either.js'
import { BaiduTokenConfig, baiduExchange } from '../../packages/baidu/src/index.js'
import { DouyinTokenConfig, douyinExchange } from '../../packages/douyin/src/index.js'
import { HuaweiTokenConfig, huaweiExchange } from '../../packages/huawei/src/index.js'
import { WechatTokenConfig, wechatExchange } from '../../packages/wechat/src/index.js'
import { type Calls, type Effect, httpEffects, rateEffect, seen } from './http-options.js'
import { optionsOf } from './options.js'
import { type Vendor, vendors } from './vendors.js'
import { startWatched } from './watched-server.js'

const codecs = {
  wechat: WechatTokenConfig,
  baidu: BaiduTokenConfig,
  douyin: DouyinTokenConfig,
  huawei: HuaweiTokenConfig,
}

const secrets: Readonly<Record<Vendor, Readonly<Record<string, string>>>> = {
  wechat: { componentAppId: 'id-1', componentAppSecret: 'secret-1' },
  baidu: { clientId: 'id-1' },
  douyin: { componentAppId: 'id-1', componentAppSecret: 'secret-1' },
  huawei: { clientId: 'id-1', clientSecret: 'secret-1' },
}

const opened = (vendor: Vendor, config: unknown, environment: Partial<Environment>) => {
  switch (vendor) {
    case 'wechat':
      return right(wechatExchange(config, environment))
    case 'baidu':
      return right(baiduExchange(config, environment))
    case 'douyin':
      return right(douyinExchange(config, environment))
    case 'huawei':
      return right(huaweiExchange(config, environment))
  }
}

/** Asks for the platform's token four times at once. */
const asks =
  (vendor: Vendor): Calls =>
  async (options, environment = {}) => {
    const exchange = opened(vendor, { ...secrets[vendor], ...options }, environment)
    const ask = () => exchange.platformToken('ticket-1')()
    const all = await Promise.all([ask(), ask(), ask(), ask()])
    await exchange.close()
    return all
  }

/** The same at a server of its own, for what is seen by the clock. */
const asksAlone =
  (vendor: Vendor): Calls =>
  async (options, environment) => {
    const server = await startWatched()
    const came = await asks(vendor)({ baseUrl: server.url, ...options }, environment)
    await server.close()
    return came
  }

const effectsOf = (vendor: Vendor): Readonly<Record<string, Effect>> => ({
  ...httpEffects(asks(vendor)),
  'rate.all': rateEffect(asksAlone(vendor), { all: { perSecond: 1 } }),
  'rate.token': rateEffect(asksAlone(vendor), { token: { perSecond: 1 } }),
  componentTokenPath: seen(asks(vendor), { componentTokenPath: '/openapi/v2/auth/token' }),
  ...Object.fromEntries(
    Object.keys(secrets[vendor]).map((name) => [name, seen(asks(vendor), { [name]: 'another' })] as const),
  ),
})

const cases = vendors.flatMap((vendor) =>
  optionsOf(codecs[vendor], { rate: TokenRateConfig }).map((option) => ({ vendor, option })),
)

test.each(cases)('$option of an exchange’s config changes what $vendor is asked', async ({ vendor, option }) => {
  const [withIt, without] = (await effectsOf(vendor)[option]?.()) ?? ['no effect is known', 'no effect is known']
  expect(JSON.stringify(withIt)).not.toBe(JSON.stringify(without))
})

test.each(vendors)('figures for reads and writes are none of an exchange’s at %s, since it makes neither', (vendor) => {
  for (const of of ['read', 'write'])
    expect(codecs[vendor].decode({ ...secrets[vendor], rate: { [of]: { perSecond: 1 } } })).toMatchObject({
      _tag: 'Left',
    })
})
