import { wechatRefreshTokenOf, type Emulator } from '../../src/index.js'
import { isObject } from '../../src/json.js'
import { fieldIn, refreshAtWechat, textIn, toComponent } from '../authorised.js'
import { withEmulator } from '../client.js'

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
const code = (errcode: number): unknown => expect.objectContaining({ errcode })

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
