import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DomainAdapter, type DomainProvider, createDomainProvider } from '../packages/core/src/index.js'
import { BaiduConfig, BaiduPushConfig, BaiduTokenConfig, baidu } from '../packages/baidu/src/index.js'
import { DouyinConfig, DouyinPushConfig, DouyinTokenConfig, douyin } from '../packages/douyin/src/index.js'
import { HuaweiConfig, HuaweiTokenConfig, huawei } from '../packages/huawei/src/index.js'
import { optionsOf } from './option-effects/options.js'
import { WechatConfig, WechatPushConfig, WechatTokenConfig, wechat } from '../packages/wechat/src/index.js'

const vendors = {
  wechat: [WechatConfig, WechatTokenConfig, WechatPushConfig],
  baidu: [BaiduConfig, BaiduTokenConfig, BaiduPushConfig],
  douyin: [DouyinConfig, DouyinTokenConfig, DouyinPushConfig],
  huawei: [HuaweiConfig, HuaweiTokenConfig],
}

const options = Object.entries(vendors).flatMap(([vendor, codecs]) =>
  [...new Set(codecs.flatMap((codec) => optionsOf(codec)))].map((option) => ({ vendor, option })),
)

const textOf = (vendor: string, page: string): string =>
  readFileSync(join(__dirname, '../packages', vendor, page), 'utf8')

describe.each(['README.md', 'README.zh-CN.md'])('%s of each adapter', (page) => {
  test('names every option of its configs', () => {
    const isSaid = (text: string, option: string): boolean =>
      text.includes(`\`${option}\``) || text.includes(`${option}: `)
    expect(options.filter(({ vendor, option }) => !isSaid(textOf(vendor, page), option))).toEqual([])
  })
})

const adapters: Readonly<Record<'wechat' | 'baidu' | 'douyin' | 'huawei', DomainAdapter>> = {
  wechat,
  baidu,
  douyin,
  huawei,
}

const figures: Readonly<Record<string, unknown>> = {
  perKind: 3,
  total: 3,
  ports: true,
  forbiddenHosts: ['never.example.com'],
  defaultPort: 'kept',
  http: true,
  poolRequired: true,
  monthlyModifications: 3,
}

const capabilitiesWith = (vendor: keyof typeof adapters, limits: unknown) =>
  E.map((provider: DomainProvider) => JSON.stringify(provider.capabilities))(
    createDomainProvider([adapters[vendor]], {
      vendor,
      tokens: {},
      ...(vendor === 'huawei' ? { clientId: 'client-1' } : {}),
      ...(limits === undefined ? {} : { limits }),
    }),
  )

const limitCases = (['wechat', 'baidu', 'douyin', 'huawei'] as const).flatMap((vendor) =>
  ['app', 'platform'].flatMap((level) =>
    ['server', 'webview'].flatMap((list) =>
      Object.entries(figures).map(([figure, value]) => ({ vendor, level, list, figure, value })),
    ),
  ),
)

test.each(limitCases)(
  'limits.$level.$list.$figure at $vendor is told, or refused',
  ({ vendor, level, list, figure, value }) => {
    const given = capabilitiesWith(vendor, { [level]: { [list]: { [figure]: value } } })
    const isRefused = level === 'platform' && (vendor === 'douyin' || figure === 'poolRequired')
    expect(E.isLeft(given)).toBe(isRefused)
    const told = `${JSON.stringify(figure)}:{"value":${JSON.stringify(value)},"source":"config"`
    expect(E.isRight(given) && given.right.includes(told)).toBe(!isRefused)
  },
)
