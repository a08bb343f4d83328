import { type Emulator, wechatRefreshTokenOf, type WechatSeed } from '../../src/index.js'
import { isObject } from '../../src/json.js'
import { fieldIn, refreshAtWechat, textIn, toComponent, wechatSecrets } from '../authorised.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const code = (errcode: number): unknown => expect.objectContaining({ errcode })
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

describe("the platform's token at WeChat", () => {
  it(
    'is got without a token, and works under both of its names',
    withEmulator(async (emulator) => {
      const answer = await toComponent(emulator, 'api_component_token', wechatSecrets, '')
      expect(answer).toEqual({ component_access_token: matching(/^61_/), expires_in: 7200 })
      const token = textIn(answer, 'component_access_token')
      for (const name of ['access_token', 'component_access_token']) {
        const made = await toComponent(emulator, 'api_create_preauthcode', {}, `${name}=${token}`)
        expect(made).toEqual({ pre_auth_code: matching(/^preauthcode@@@/), expires_in: 1800 })
      }
    }),
  )

  it(
    'lives for two hours, and five minutes beside a newer one',
    withEmulator(async (emulator) => {
      const old = textIn(await toComponent(emulator, 'api_component_token', wechatSecrets), 'component_access_token')
      const newer = textIn(await toComponent(emulator, 'api_component_token', wechatSecrets), 'component_access_token')
      const made = (token: string) => toComponent(emulator, 'api_create_preauthcode', {}, `access_token=${token}`)
      emulator.wechat.advance(299_999)
      expect(await made(old)).toHaveProperty('pre_auth_code')
      emulator.wechat.advance(1)
      expect(await made(old)).toEqual(code(40001))
      emulator.wechat.advance(6_900_000)
      expect(await made(newer)).toEqual(code(42001))
    }),
  )

  it.each<[string, WechatSeed, { readonly [name: string]: unknown }, number]>([
    ['no component_appid', {}, { component_appid: undefined }, 41018],
    ['another component_appid', {}, { component_appid: 'wx-other' }, 40013],
    ['another, by the other page', { profile: { unknownComponent: '61011' } }, { component_appid: 'wx-other' }, 61011],
    ['no secret', {}, { component_appsecret: undefined }, 41004],
    ['a wrong secret', {}, { component_appsecret: 'x' }, 40125],
    ['a wrong secret, read as credentials', { profile: { wrongSecret: '40001' } }, { component_appsecret: 'x' }, 40001],
    ['no ticket', {}, { component_verify_ticket: undefined }, 61006],
    ['an unknown ticket', {}, { component_verify_ticket: 'ticket@@@x' }, 61006],
    ['a ticket too old', { grants: { 'ticket@@@wx-platform': { expiresAt: 1_600_000_000_000 } } }, {}, 61005],
    ['an unlisted address', { ipAllowlist: ['10.0.0.1'] }, {}, 61004],
    ['a day that is full', { limits: { tokenCallsPerDay: 0 } }, {}, 45009],
  ])('is refused for %s', (_name, seed, body, errcode) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed(seed)
      expect(await toComponent(emulator, 'api_component_token', { ...wechatSecrets, ...body })).toEqual(code(errcode))
    })(),
  )

  it(
    'is asked for by POST and JSON; its endpoints ask for its own kind of token',
    withEmulator(async (emulator) => {
      const url = `${emulator.wechat.baseUrl}/cgi-bin/component/api_component_token`
      expect(await (await fetch(url)).json()).toEqual(code(43002))
      expect(await (await fetch(url, { method: 'POST', body: '{;' })).json()).toEqual(code(47001))
      expect(await (await fetch(url, { method: 'POST' })).json()).toEqual(code(44002))
      const call = (query: string) => toComponent(emulator, 'api_create_preauthcode', {}, query)
      expect(await call('')).toEqual(code(41001))
      expect(await call('access_token=token-wx-app-1')).toEqual(code(61014))
      expect(await toComponent(emulator, 'api_create_preauthcode', { component_appid: 'wx-other' })).toEqual(
        code(40013),
      )
    }),
  )

  it(
    'is counted by endpoint and app, and the day is cleared with the quota',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ limits: { tokenCallsPerDay: 1 } })
      await toComponent(emulator, 'api_component_token', wechatSecrets)
      expect(await toComponent(emulator, 'api_component_token', wechatSecrets)).toEqual(code(45009))
      const clear = `${emulator.wechat.baseUrl}/cgi-bin/clear_quota?access_token=token-wx-platform`
      await fetch(clear, { method: 'POST', body: '{"appid":"wx-platform"}' })
      expect(await toComponent(emulator, 'api_component_token', wechatSecrets)).toHaveProperty('expires_in')
      await toComponent(emulator, 'api_authorizer_token', { authorizer_appid: 'wx-app-1' })
      const counts = {
        total: 4,
        byEndpoint: { api_component_token: 3, api_authorizer_token: 1 },
        byApp: { 'wx-platform': { api_component_token: 3 }, 'wx-app-1': { api_authorizer_token: 1 } },
      }
      expect(emulator.wechat.state().tokenCalls).toEqual(counts)
      const response = await fetch(`${emulator.wechat.baseUrl}/_emulator/token-calls`)
      expect(await response.json()).toEqual(counts)
      emulator.wechat.reset()
      expect(emulator.wechat.tokenCalls().total).toBe(0)
    }),
  )

  it('starts the push with the secret under its other name', () =>
    withEmulator(async (emulator) => {
      const start = (body: { readonly [name: string]: string }) => toComponent(emulator, 'api_start_push_ticket', body)
      expect(await start({ component_appsecret: 'secret-wx-platform' })).toEqual(code(41004))
      expect(await start({ component_secret: 'x' })).toEqual(code(40125))
      expect(await start({ component_secret: 'secret-wx-platform' })).toEqual(code(0))
    })())
})

const get = { action: 'get' }
const path = '/wxa/modify_domain'
const refreshToken = wechatRefreshTokenOf('wx-app-1')
const text: unknown = expect.any(String)

describe("an app's token at WeChat", () => {
  it(
    'is got with the refresh token, which comes back the same',
    withEmulator(async (emulator) => {
      const answer = await refreshAtWechat(emulator, 'wx-app-1', refreshToken)
      expect(answer).toEqual({
        authorizer_access_token: text,
        expires_in: 7200,
        authorizer_refresh_token: refreshToken,
      })
      const token = textIn(answer, 'authorizer_access_token')
      expect(emulator.wechat.state().apps['wx-app-1']?.token).toBe(token)
      expect(jsonOf(await toWechat(emulator, path, get, token))).toEqual(code(0))
    }),
  )

  it(
    'expires by the clock, while one that was seeded without an end goes on',
    withEmulator(async (emulator) => {
      const token = textIn(await refreshAtWechat(emulator, 'wx-app-1', refreshToken), 'authorizer_access_token')
      emulator.wechat.advance(7_199_999)
      expect(jsonOf(await toWechat(emulator, path, get, token))).toEqual(code(0))
      emulator.wechat.advance(1)
      expect(jsonOf(await toWechat(emulator, path, get, token))).toEqual(code(42001))
      expect(jsonOf(await toWechat(emulator, path, get))).toEqual(code(0))
    }),
  )

  it.each([
    ['40001', 40001],
    ['42001', 42001],
  ] as const)('lives on for five minutes after a newer one, then is %s', (supersededToken, errcode) =>
    withEmulator(
      async (emulator) => {
        const old = textIn(await refreshAtWechat(emulator, 'wx-app-1', refreshToken), 'authorizer_access_token')
        await refreshAtWechat(emulator, 'wx-app-1', refreshToken)
        emulator.wechat.advance(299_999)
        expect(jsonOf(await toWechat(emulator, path, get, old))).toEqual(code(0))
        emulator.wechat.advance(1)
        expect(jsonOf(await toWechat(emulator, path, get, old))).toEqual(code(errcode))
      },
      { profile: { wechat: { supersededToken } } },
    )(),
  )

  it(
    'comes with a new refresh token where the profile says so; the old one works for the grace',
    withEmulator(
      async (emulator) => {
        const first = await refreshAtWechat(emulator, 'wx-app-1', refreshToken)
        const second = textIn(first, 'authorizer_refresh_token')
        expect(second).not.toBe(refreshToken)
        const third = textIn(await refreshAtWechat(emulator, 'wx-app-1', second), 'authorizer_refresh_token')
        expect(await refreshAtWechat(emulator, 'wx-app-1', second)).toHaveProperty('authorizer_access_token')
        emulator.wechat.advance(300_000)
        expect(await refreshAtWechat(emulator, 'wx-app-1', second)).toEqual(code(61023))
        expect(await refreshAtWechat(emulator, 'wx-app-1', third)).toEqual(code(61023))
      },
      { profile: { wechat: { refreshToken: 'new' } } },
    ),
  )

  it.each([
    ['no app named', '', refreshToken, 40013],
    ['an account that never authorised', 'wx-nobody', refreshToken, 61003],
    ['no refresh token', 'wx-app-1', null, 61023],
    ['an unknown refresh token', 'wx-app-1', 'refreshtoken@@@x', 61023],
    ["another app's refresh token", 'wx-app-2', refreshToken, 61023],
    ['a ticket in its place', 'wx-app-1', 'ticket@@@wx-platform', 61023],
  ])('is refused for %s', (_name, appId, value, errcode) =>
    withEmulator(async (emulator) => {
      expect(await refreshAtWechat(emulator, appId, value)).toEqual(code(errcode))
    })(),
  )

  it(
    'is got with a code, once',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ grants: { c: { kind: 'code', owner: 'wx-app-2' } } })
      const info = fieldIn(
        await toComponent(emulator, 'api_query_auth', { authorization_code: 'c' }),
        'authorization_info',
      )
      expect(info).toEqual({
        authorizer_appid: 'wx-app-2',
        authorizer_access_token: text,
        expires_in: 7200,
        authorizer_refresh_token: wechatRefreshTokenOf('wx-app-2'),
        func_info: [{ funcscope_category: { id: 18 } }],
      })
      expect(await toComponent(emulator, 'api_query_auth', { authorization_code: 'c' })).toEqual(code(61009))
    }),
  )

  it(
    'is missing for an account that granted nothing; a code too old is 61010',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({
        apps: { 'wx-app-2': { permissions: [] } },
        grants: {
          c: { kind: 'code', owner: 'wx-app-2' },
          old: { kind: 'code', owner: 'wx-app-2', expiresAt: 1_600_000_000_000 },
        },
      })
      const answer = await toComponent(emulator, 'api_query_auth', { authorization_code: 'c' })
      expect(answer).toEqual({ authorization_info: { authorizer_appid: 'wx-app-2', func_info: [] } })
      expect(await toComponent(emulator, 'api_query_auth', { authorization_code: 'old' })).toEqual(code(61010))
      expect(await toComponent(emulator, 'api_query_auth', {})).toEqual(code(61009))
    }),
  )
})

const row = (appId: string) => ({
  authorizer_appid: appId,
  refresh_token: wechatRefreshTokenOf(appId),
  auth_time: 1_600_000_000,
})
const rowOf = async (emulator: Emulator, appId: string): Promise<unknown> => {
  const { list } = await toComponent(emulator, 'api_get_authorizer_list', { offset: 0, count: 500 })
  return Array.isArray(list)
    ? list.find((given: unknown) => isObject(given) && given.authorizer_appid === appId)
    : undefined
}

describe('the list of accounts at WeChat', () => {
  it(
    'gives refresh tokens by page, of those who are authorised',
    withEmulator(async (emulator) => {
      emulator.wechat.authorisation.deauthorise('wx-app-2')
      const list = (offset: unknown, count: unknown) =>
        toComponent(emulator, 'api_get_authorizer_list', { offset, count })
      expect(await list(0, 500)).toEqual({ total_count: 2, list: [row('wx-app-1'), row('wx-app-3')] })
      expect(await list(1, 1)).toEqual({ total_count: 2, list: [row('wx-app-3')] })
      expect(await list(2, 1)).toEqual({ total_count: 2, list: [] })
      expect(await list(0, 501)).toEqual(code(40170))
      expect(await list('0', 1)).toEqual(code(40097))
    }),
  )

  it(
    'has a row without a refresh token for a merchant whose code was never exchanged, and with one once it is',
    withEmulator(async (emulator) => {
      const code = emulator.wechat.authorisation.authorise('wx-new')
      const fresh = { authorizer_appid: 'wx-new', auth_time: 1_600_000_000 }
      expect(await rowOf(emulator, 'wx-new')).toEqual(fresh)
      expect(emulator.wechat.state().apps['wx-new']?.exchanged).toBe(false)
      const exchanged = await toComponent(emulator, 'api_query_auth', { authorization_code: code })
      const refreshToken = textIn(fieldIn(exchanged, 'authorization_info'), 'authorizer_refresh_token')
      expect(await rowOf(emulator, 'wx-new')).toEqual({ ...fresh, refresh_token: refreshToken })
      expect(emulator.wechat.state().apps['wx-new']?.exchanged).toBe(true)
    }),
  )

  it(
    'leaves the refresh token out of the row of an app that is seeded as never exchanged',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ apps: { 'wx-app-1': { exchanged: false } } })
      expect(await rowOf(emulator, 'wx-app-1')).not.toHaveProperty('refresh_token')
      expect(await rowOf(emulator, 'wx-app-2')).toEqual(row('wx-app-2'))
    }),
  )

  it.each([
    ['listed', true],
    ['unlisted', false],
  ] as const)('tells by `reauthorised: %s` of a merchant who authorises again', (reauthorised, isListed) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ profile: { reauthorised } })
      emulator.wechat.authorisation.authorise('wx-app-1')
      const given = emulator.wechat.state().apps['wx-app-1']?.refreshToken
      expect(given).not.toBe(wechatRefreshTokenOf('wx-app-1'))
      const again = { authorizer_appid: 'wx-app-1', auth_time: 1_600_000_000 }
      expect(await rowOf(emulator, 'wx-app-1')).toEqual(isListed ? { ...again, refresh_token: given } : again)
    })(),
  )

  it.each([
    ['took the authorisation back', { authorized: false }],
    ['never had a code exchanged', { exchanged: false }],
  ])('has no refresh token, under any profile, for one who authorises again and before %s', (_name, app) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ apps: { 'wx-app-1': app } })
      emulator.wechat.authorisation.authorise('wx-app-1')
      expect(await rowOf(emulator, 'wx-app-1')).not.toHaveProperty('refresh_token')
    })(),
  )

  it(
    'stays small in memory however often tokens are got',
    withEmulator(async (emulator) => {
      for (let n = 0; n < 90; n += 1) await refreshAtWechat(emulator, 'wx-app-1', wechatRefreshTokenOf('wx-app-1'))
      const given = () => Object.values(emulator.wechat.state().tokens).filter(({ owner }) => owner === 'wx-app-1')
      expect(given().length).toBeLessThanOrEqual(65)
      emulator.wechat.advance(300_000)
      await refreshAtWechat(emulator, 'wx-app-1', wechatRefreshTokenOf('wx-app-1'))
      expect(given().length).toBeLessThanOrEqual(7)
    }),
  )
})
