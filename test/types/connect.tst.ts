import { type Either } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'tstyche'
import { type BaiduConfig, baidu } from '../../packages/baidu/src/index.js'
import { type DomainDriver, type InvalidConfig, domainAdapter } from '../../packages/core/src/adapter.js'
import {
  type ConfigOf,
  type DomainAdapter,
  type DomainProvider,
  type PromisedProvider,
  connect,
  createDomainProvider,
  decodeConfig,
  readConfig,
} from '../../packages/core/src/index.js'
import { type WechatConfig, wechat, wechatExchange } from '../../packages/wechat/src/index.js'
import * as t from 'io-ts'

const tokens = { apps: { wx0123456789abcdef: 'token' } }
const both = [wechat, baidu]

describe('a config', () => {
  test('may have every option of its vendor', () => {
    expect(connect).type.toBeCallableWith(both, { vendor: 'wechat', tokens, pool: 'testing', appDomains: 'direct' })
    expect(connect).type.toBeCallableWith(both, { vendor: 'baidu', tokens, absentData: 'empty' })
    expect(connect).type.toBeCallableWith(both, {
      vendor: 'wechat',
      tokens,
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 3_000,
      rate: { read: { perSecond: 50 } },
      limits: { app: { server: { perKind: 300 } } },
    })
  })

  test('may not have an option of another vendor, one misspelt, or a value that is none of its own', () => {
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'baidu', tokens, pool: 'testing' })
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechat', tokens, baseURL: 'https://api.weixin.qq.com' })
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechat', tokens, pool: 'tests' })
    expect(connect).type.not.toBeCallableWith(both, {
      vendor: 'wechat',
      tokens,
      limits: { app: { server: { perkind: 3 } } },
    })
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechat', tokens, rate: { reads: { perSecond: 50 } } })
  })

  test('is of an adapter that was passed', () => {
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechatt', tokens })
    expect(connect).type.not.toBeCallableWith([baidu], { vendor: 'wechat', tokens })
    expect(connect).type.not.toBeCallableWith(both, { tokens })
  })

  test('needs tokens: a table, a function or a port', () => {
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechat' })
    expect(connect).type.toBeCallableWith(both, { vendor: 'wechat', tokens: () => 'token' })
    expect(connect).type.toBeCallableWith(both, { vendor: 'wechat', tokens: { platform: process.env['TOKEN'] } })
    expect(connect).type.not.toBeCallableWith(both, { vendor: 'wechat', tokens: { app: {} } })
  })

  test('is checked for createDomainProvider too', () => {
    expect(createDomainProvider).type.toBeCallableWith(both, { vendor: 'wechat', tokens })
    expect(createDomainProvider).type.not.toBeCallableWith(both, { vendor: 'wechat', tokens, timeoutMS: 3_000 })
    expect(createDomainProvider(both, { vendor: 'wechat', tokens })).type.toBe<Either<InvalidConfig, DomainProvider>>()
  })

  test('is a union on vendor, under names that an editor shows', () => {
    type Config = ConfigOf<typeof wechat | typeof baidu>
    expect<Config['vendor']>().type.toBe<'wechat' | 'baidu'>()
    expect<Extract<Config, { vendor: 'wechat' }>>().type.toBe<WechatConfig & { readonly vendor: 'wechat' }>()
    expect<Extract<Config, { vendor: 'baidu' }>>().type.toBe<BaiduConfig & { readonly vendor: 'baidu' }>()
  })

  test('that is written by itself may leave out its vendor', () => {
    expect<{ tokens: { apps: { a: string } } }>().type.toBeAssignableTo<WechatConfig>()
    expect<{ vendor: 'baidu'; tokens: { apps: { a: string } } }>().type.toBeAssignableTo<BaiduConfig>()
  })
})

describe('a config from JSON', () => {
  const written: unknown = {}

  test('is not taken unread', () => {
    expect(connect).type.not.toBeCallableWith(both, written)
    expect(connect(both, readConfig(both, written))).type.toBe<PromisedProvider>()
    expect(decodeConfig([wechat], written)).type.toBe<
      Either<InvalidConfig, WechatConfig & { readonly vendor: 'wechat' }>
    >()
  })
})

describe('an adapter', () => {
  test('has the vendor and the options of what it was made of', () => {
    const adapter = domainAdapter({
      vendor: 'example',
      version: '1.0.0',
      config: t.type({ key: t.string }),
      create: (config): DomainDriver => {
        expect(config).type.toBe<{ key: string }>()
        throw new Error(config.key)
      },
    })
    expect(adapter).type.toBe<DomainAdapter<'example', { key: string }>>()
    expect(connect).type.toBeCallableWith([adapter], { vendor: 'example', key: 'text' })
    expect(connect).type.not.toBeCallableWith([adapter], { vendor: 'example', key: 3 })
  })

  test('of which no more is known takes any options', () => {
    expect<typeof wechat>().type.toBeAssignableTo<DomainAdapter>()
    expect<ConfigOf<DomainAdapter>>().type.toBeAssignableFrom<{ vendor: string; any: number }>()
  })
})

describe('an adapter', () => {
  const config = t.type({ tokens: t.string })
  const create = (): DomainDriver => {
    throw new Error('never called')
  }
  const acme = { vendor: 'acme', version: '1.0.0', config, create } as const

  test('declares nothing more, or what it has', () => {
    expect(domainAdapter(acme)).type.toBe<DomainAdapter<'acme', { tokens: string }>>()
    expect(domainAdapter({ ...acme, hosts: ['https://api.example.com'], exchange: wechatExchange })).type.toBe<
      DomainAdapter<'acme', { tokens: string }>
    >()
    expect(domainAdapter).type.not.toBeCallableWith({ ...acme, hosts: 'https://api.example.com' })
    expect(domainAdapter).type.not.toBeCallableWith({ ...acme, host: ['https://api.example.com'] })
    expect(domainAdapter).type.not.toBeCallableWith({ ...acme, init: { credentials: [], poolKind: 'webview' } })
  })
})
