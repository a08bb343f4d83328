import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import {
  type ConfigOf,
  type DomainAdapter,
  type Environment,
  DomainApiError,
  TokenSource,
  connect,
  createDomainProvider,
  decodeConfig,
  readConfig,
  systemClock,
} from '../../src/index.js'
import { LimitsConfig, strictObject, domainAdapter, overrideLimits } from '../../src/adapter.js'
import { inEnglish } from '../config/english.js'
import { left, right } from '../either.js'
import { firstFrameOf, thrownBy } from '../thrown.js'
import { memoryCapabilities, memoryVendor } from '../memory-driver.js'

const Config = strictObject('config', { tokens: TokenSource }, { limits: LimitsConfig, baseUrl: t.string })

const adapter = <V extends string>(vendor: V, notice: (environment: Environment) => void = () => undefined) =>
  domainAdapter({
    vendor,
    version: '1.0.0',
    config: Config,
    create: (config, environment) => {
      notice(environment)
      const server = memoryCapabilities.app.server
      const limits = overrideLimits(server.limits, config.limits?.app?.server)
      const app = { ...memoryCapabilities.app, server: { ...server, limits } }
      return { ...memoryVendor({ ...memoryCapabilities, app }).driver, vendor }
    },
  })

const adapters = [adapter('first'), adapter('second')]

const create = (config: unknown) =>
  E.chain((decoded: ConfigOf<DomainAdapter>) => createDomainProvider<DomainAdapter>(adapters, decoded))(
    decodeConfig<DomainAdapter>(adapters, config),
  )

describe('a provider', () => {
  test('is of the vendor that the config names', () => {
    expect(right(create({ vendor: 'first', tokens: {} })).vendor).toBe('first')
    expect(right(create({ vendor: 'second', tokens: {} })).vendor).toBe('second')
  })

  test('has the limits of the config over those of the vendor', () => {
    const provider = right(create({ vendor: 'first', tokens: {}, limits: { app: { server: { perKind: 3 } } } }))
    expect(provider.capabilities.app.server.limits.perKind).toMatchObject({ value: 3, confidence: 'config' })
  })

  test('runs by the clock and hooks passed in, else by the clock of this machine and no hooks', () => {
    const seen: Array<Environment> = []
    const watched = adapter('first', (environment) => seen.push(environment))
    const clock = { ...systemClock, now: () => 0 }
    right(createDomainProvider([watched], { vendor: 'first', tokens: {} }))
    right(createDomainProvider([watched], { vendor: 'first', tokens: {} }, { clock }))
    expect(seen).toEqual([
      { clock: systemClock, hooks: {} },
      { clock, hooks: {} },
    ])
  })
})

describe('connect', () => {
  test('makes a provider that answers with promises', async () => {
    const provider = connect(adapters, { vendor: 'second', tokens: {} })
    expect(provider.vendor).toBe('second')
    expect(await provider.app('wx1').webview.get()).toEqual({ domains: { webview: [] } })
  })

  test('throws the InvalidConfig, with the line that called first', () => {
    const mistaken = (): unknown => connect<DomainAdapter>(adapters, { vendor: 'first' })
    const thrown = thrownBy(mistaken)
    expect(thrown).toBeInstanceOf(DomainApiError)
    expect(thrown).toMatchObject({ _tag: 'InvalidConfig', issues: [{ path: 'tokens' }] })
    expect(firstFrameOf(thrown)).toContain('mistaken')
  })

  test('takes what readConfig read from a file', () => {
    const written: unknown = JSON.parse('{ "vendor": "first", "tokens": {} }')
    expect(connect(adapters, readConfig(adapters, written)).vendor).toBe('first')
    expect(thrownBy(() => readConfig(adapters, { vendor: 'first', tokens: 3 }))).toMatchObject({
      _tag: 'InvalidConfig',
      issues: [{ path: 'tokens' }],
    })
  })
})

describe('a config that is not right', () => {
  test.each<readonly [string, unknown, ReadonlyArray<unknown>]>([
    ['null', null, [{ path: '(the config itself)', expected: 'an object', found: 'something else' }]],
    ['an array', [], [{ path: '(the config itself)', expected: 'an object', found: 'something else' }]],
    ['no vendor', {}, [{ path: 'vendor', expected: 'one of "first", "second"', found: 'nothing' }]],
    [
      'a secret in the place of the vendor',
      { vendor: 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6' },
      [{ path: 'vendor', expected: 'one of "first", "second"', found: 'a string' }],
    ],
    [
      'no such vendor',
      { vendor: 'third' },
      [{ path: 'vendor', expected: 'one of "first", "second"', found: '"third"' }],
    ],
    [
      'nothing else',
      { vendor: 'first' },
      [
        {
          path: 'tokens',
          expected: 'an object (static tokens, a function, or an AccessTokens)',
          found: 'nothing',
        },
      ],
    ],
    [
      'several mistakes',
      {
        vendor: 'first',
        tokens: { platform: 5, apps: { wx1: 7 } },
        limits: { app: { server: { perKind: -1, port: true } } },
        baseurl: 'https://vendor.example.com',
      },
      [
        {
          path: 'tokens.platform',
          expected: 'a token without white space around it and without line ends',
          found: 'a number',
        },
        {
          path: 'tokens.apps.wx1',
          expected: 'a token without white space around it and without line ends',
          found: 'a number',
        },
        { path: 'limits.app.server.perKind', expected: 'a whole number from 0', found: '-1' },
        { path: 'limits.app.server.port', expected: 'a known key (did you mean ports?)', found: 'an unknown key' },
        { path: 'baseurl', expected: 'a known key (did you mean baseUrl?)', found: 'an unknown key' },
      ],
    ],
  ])('with %s is a list of paths', (_name, config, issues) => {
    const error = left(create(config))
    expect(error).toMatchObject({ _tag: 'InvalidConfig', actor: 'caller' })
    expect(inEnglish(error.issues)).toEqual(issues)
  })

  test('reads as one line', () => {
    expect(left(create({ vendor: 'first', tokens: {}, limits: 3 })).message).toBe(
      'the config is not right: limits: expected an object (limits), found 3',
    )
  })
})
