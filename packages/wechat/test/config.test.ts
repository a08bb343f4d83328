import { type DomainAdapter, type DomainProvider, createDomainProvider } from '@mini-domains/core'
import { type InvalidConfig } from '@mini-domains/core/adapter'
import type * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { inspect } from 'node:util'
import { WechatConfig, version, wechat } from '../src/index.js'
import { left, right } from './provider-under-test.js'

const create = (config: Readonly<Record<string, unknown>>): E.Either<InvalidConfig, DomainProvider> =>
  createDomainProvider<DomainAdapter>([wechat], { vendor: 'wechat', tokens: {}, ...config })

const every: Required<WechatConfig> = {
  vendor: 'wechat',
  tokens: {},
  baseUrl: 'https://api.weixin.qq.com',
  timeoutMs: 1,
  attempts: 1,
  maxSockets: 2,
  maxReplyBytes: 1024,
  proxy: 'http://proxy.example.com:3128',
  rate: { all: { perSecond: 1, perMinute: 1 } },
  limits: {},
  appDomains: 'direct',
  pool: 'testing',
  setSends: 'named',
  emptySet: 'delete',
}

describe('a config for WeChat', () => {
  it('may have every option that its type has', () => {
    expect(right(WechatConfig.decode(every))).toEqual(every)
  })

  // An unknown key like no other is answered with the keys that the codec knows.
  it('may have no option that its type lacks', () => {
    const { issues } = left(create({ '#': 0 }))
    expect(issues).toHaveLength(1)
    const known = String(issues[0]?.expected.en)
      .replace(/^one of /, '')
      .split(', ')
    expect(known.sort()).toEqual(Object.keys(every).sort())
  })

  it('needs nothing but tokens', async () => {
    const provider = right(create({}))
    expect(provider.vendor).toBe('wechat')
    expect(wechat.version).toBe(version)
    await provider.close()
  })

  it.each([
    [{ tokens: undefined }, 'tokens'],
    [{ tokens: 'a secret token' }, 'tokens'],
    [{ pool: 'both' }, 'pool'],
    [{ appDomains: 'method 2' }, 'appDomains'],
    [{ setSends: true }, 'setSends'],
    [{ emptySet: null }, 'emptySet'],
    [{ emptyset: 'send' }, 'emptyset'],
    [{ baseUrl: 'http://api.weixin.qq.com' }, 'baseUrl'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ limits: { app: { server: { perKind: -1 } } } }, 'limits.app.server.perKind'],
  ])('that says %j is refused at %s, without a secret', (config, path) => {
    const error = left(create(config))
    expect(error).toMatchObject({ _tag: 'InvalidConfig', issues: [{ path }] })
    expect(JSON.stringify(error)).not.toContain('a secret token')
  })

  it.each(['s3cret\n', 's3cret\r\n', ' s3cret', 's3c\nret', 's3cret\u2028', '\ufeffs3cret'])(
    'with the token %j is refused by its path, and the token is not told',
    (token) => {
      for (const [tokens, path] of [
        [{ apps: { 'wx-app-1': token } }, 'tokens.apps.wx-app-1'],
        [{ platform: token }, 'tokens.platform'],
      ] as const) {
        const error = left(create({ tokens }))
        expect(error).toMatchObject({ _tag: 'InvalidConfig', issues: [{ path }] })
        expect(inspect(error, { depth: 9 })).not.toMatch(/s3c\s?ret/)
      }
    },
  )

  it.each(['s3cret\n', 's3cret\r\n', ' s3cret', 's3c\nret'])(
    'with a source that gives the token %j sends nothing',
    async (token) => {
      // Nobody listens at port 9, so a call that went out would end in another error.
      const baseUrl = 'http://127.0.0.1:9'
      for (const tokens of [() => token, { get: () => TE.right(token), refused: () => TE.right(token) }]) {
        const provider = right(create({ tokens, baseUrl }))
        const error = left(await provider.app('wx-app-1').webview.get()())
        expect(error).toMatchObject({ _tag: 'TokenUnavailable', applied: 'no' })
        expect(inspect(error, { depth: 9 })).not.toMatch(/s3c\s?ret/)
        await provider.close()
      }
    },
  )

  it('may raise and lower limits; the figure then says that it comes from the config', () => {
    const { capabilities } = right(create({ limits: { platform: { webview: { perKind: 200, ports: true } } } }))
    expect(capabilities.platform.webview.limits.perKind).toMatchObject({ value: 200, confidence: 'config' })
    expect(capabilities.platform.webview.limits.ports.value).toBe(true)
    expect(capabilities.platform.server.limits.perKind?.value).toBe(1000)
  })
})

describe('the capabilities', () => {
  const lists = ({ capabilities }: DomainProvider) => [
    capabilities.app.server,
    capabilities.app.webview,
    capabilities.platform.server,
    capabilities.platform.webview,
  ]
  const tags = (config: Readonly<Record<string, unknown>>) =>
    lists(right(create(config))).map((list) => `${list.copyPool._tag} ${list.effective._tag} ${list.kinds.join()}`)

  it('of method 1: an app copies the pool of webview domains only, and only apps have effective domains', () => {
    expect(tags({})).toEqual([
      'Cannot Can request,socket,upload,download,udp,tcp',
      'Can Can webview',
      'Cannot Cannot any',
      'Cannot Cannot webview',
    ])
  })

  it('of method 2: there is no pool, so nothing is copied, and the limits are those of an ordinary app', () => {
    expect(tags({ appDomains: 'direct' })[1]).toBe('Cannot Can webview')
    expect(right(create({ appDomains: 'direct' })).capabilities.app.server.limits.perKind?.value).toBe(20)
  })

  it('name a source of the vendor page for every figure', () => {
    const facts = lists(right(create({}))).flatMap(({ limits }) => [
      limits.perKind,
      limits.total,
      limits.ports,
      limits.forbiddenHosts,
      limits.monthlyModifications,
    ])
    for (const fact of facts.filter((one) => one !== undefined))
      expect(fact.source).toMatch(/^docs\/vendors\/wechat\.md A\./)
  })
})
