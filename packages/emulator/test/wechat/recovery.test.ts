import { wechatRefreshTokenOf } from '../../src/index.js'
import { refreshAtWechat, toComponent } from '../authorised.js'
import { withEmulator } from '../client.js'

const row = (appId: string) => ({
  authorizer_appid: appId,
  refresh_token: wechatRefreshTokenOf(appId),
  auth_time: 1_600_000_000,
})
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
      expect(await list(0, 501)).toEqual(code(40097))
      expect(await list('0', 1)).toEqual(code(40097))
    }),
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
