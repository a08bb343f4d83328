import { wechatRefreshTokenOf } from '../../src/index.js'
import { fieldIn, refreshAtWechat, textIn, toComponent } from '../authorised.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const get = { action: 'get' }
const path = '/wxa/modify_domain'
const code = (errcode: number): unknown => expect.objectContaining({ errcode })
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
      emulator.wechat.seed({ vouchers: { c: { kind: 'code', owner: 'wx-app-2' } } })
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
        vouchers: {
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
