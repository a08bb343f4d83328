import type { WechatSeed } from '../../src/index.js'
import { textIn, toComponent, wechatSecrets } from '../authorised.js'
import { withEmulator } from '../client.js'

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
    ['a ticket too old', { vouchers: { 'ticket@@@wx-platform': { expiresAt: 1_600_000_000_000 } } }, {}, 61005],
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
