import type { Emulator } from '../../src/index.js'
import { fieldIn, textIn } from '../authorised.js'
import { isObject, type JsonObject } from '../../src/json.js'
import { jsonOf, toDouyin, withEmulator } from '../client.js'

const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const secrets = { component_appid: 'tt-platform', component_appsecret: 'secret-tt-platform' }
const first = { ...secrets, component_ticket: 'ticket-tt-platform' }

const got = async (emulator: Emulator, path: string, query: Record<string, string>, token?: string) => {
  const answer = jsonOf(await toDouyin(emulator, `${path}?${new URLSearchParams(query).toString()}`, undefined, token))
  if (!isObject(answer)) throw new TypeError('expected an object')
  return answer
}

const component = (emulator: Emulator, query: Record<string, string> = first): Promise<JsonObject> =>
  got(emulator, '/openapi/v2/auth/tp/token/', query)

const refreshed = (emulator: Emulator, authorizer_refresh_token: string): Promise<JsonObject> =>
  got(emulator, '/api/tpapp/v2/auth/get_auth_token/', {
    grant_type: 'app_to_tp_refresh_token',
    authorizer_refresh_token,
  })

const exchanged = (emulator: Emulator, authorization_code: string): Promise<JsonObject> =>
  got(emulator, '/api/tpapp/v2/auth/get_auth_token/', {
    grant_type: 'app_to_tp_authorization_code',
    authorization_code,
  })

const apps = '/api/tpapp/v2/auth/get_auth_app_list/'
const page = { page: '1', size: '2' }

describe("Douyin's component token", () => {
  it(
    'leaves the one before five minutes, and only the newest two alive',
    withEmulator(async (emulator) => {
      const tokens: Array<string> = []
      for (let count = 0; count < 3; count += 1)
        tokens.push(textIn(await component(emulator), 'component_access_token'))
      const codes = async () =>
        Promise.all(tokens.map(async (token) => (await got(emulator, apps, page, token))['err_no']))
      expect(await codes()).toEqual([28001003, 0, 0])
      emulator.douyin.advance(300_000)
      expect(await codes()).toEqual([28001003, 28001008, 0])
    }),
  )

  it.each([
    ['another application', { component_appid: 'tt-other' }, '40003'],
    ['a wrong secret', { component_appsecret: 'no' }, '40038'],
    ['a wrong ticket', { component_ticket: 'no' }, '40037'],
  ])('is refused, in an envelope of its own, for %s', (_name, wrong, errno) =>
    withEmulator(async (emulator) => {
      expect(await component(emulator, { ...first, ...wrong })).toEqual(has({ errno, message: expect.any(String) }))
      emulator.douyin.seed({ profile: { errno: 'number' } })
      expect(await component(emulator, { ...first, ...wrong })).toEqual(has({ errno: Number(errno) }))
    })(),
  )

  it(
    'is not given for a ticket older than three hours',
    withEmulator(async (emulator) => {
      const { body } = emulator.douyin.authorisation.build({ event: 'ticket' })
      expect(body).toContain('"MsgSignature"')
      const { ticket } = emulator.douyin.state().platform
      expect(await component(emulator, { ...secrets, component_ticket: ticket })).toEqual(has({ expires_in: 7200 }))
      emulator.douyin.advance(3 * 3600_000)
      expect(await component(emulator, { ...secrets, component_ticket: ticket })).toEqual(has({ errno: '40037' }))
    }),
  )
})

describe("an app's tokens at Douyin", () => {
  it(
    'are got once with a refresh token, and clear those before them at once',
    withEmulator(async (emulator) => {
      const before = { ...emulator.douyin.state().apps['tt-app-1'] }
      const data = fieldIn(await refreshed(emulator, before.refreshToken ?? ''), 'data')
      expect(data).toEqual(has({ authorizer_appid: 'tt-app-1', expires_in: 7200, refresh_expires_in: 2_592_000 }))
      expect(textIn(data, 'authorizer_access_token')).toMatch(/^isvact\./)
      expect(await refreshed(emulator, before.refreshToken ?? '')).toEqual(has({ err_no: 40021 }))
      const server = '/api/apps/v2/domain/modify_server_domain/'
      expect(jsonOf(await toDouyin(emulator, server, { action: 'get' }, before.token))).toEqual(
        has({ err_no: 28001003 }),
      )
      expect(await refreshed(emulator, textIn(data, 'authorizer_refresh_token'))).toEqual(has({ err_no: 0 }))
    }),
  )

  it(
    'are found again with a new code where a refresh token was lost',
    withEmulator(async (emulator) => {
      const path = '/api/tpapp/v2/auth/retrieve_auth_code/'
      const ask = async (authorization_appid: string) => jsonOf(await toDouyin(emulator, path, { authorization_appid }))
      const found = await ask('tt-app-1')
      const code = isObject(found) ? textIn(fieldIn(found, 'data'), 'authorization_code') : ''
      expect(await exchanged(emulator, code)).toEqual(has({ err_no: 0 }))
      expect(await exchanged(emulator, code)).toEqual(has({ err_no: 40001 }))
      expect(await ask('tt-nobody')).toEqual(has({ err_no: 40004 }))
      emulator.douyin.authorisation.deauthorise('tt-app-1')
      expect(await ask('tt-app-1')).toEqual(has({ err_no: 40022 }))
    }),
  )

  it(
    'are counted by what they were asked with',
    withEmulator(async (emulator) => {
      await exchanged(emulator, emulator.douyin.authorisation.authorise('tt-new'))
      expect(emulator.douyin.tokenCalls().byApp).toEqual({ 'tt-new': { app_to_tp_authorization_code: 1 } })
    }),
  )
})

describe('the authorised apps at Douyin', () => {
  it(
    'are listed in pages of up to 50',
    withEmulator(async (emulator) => {
      const time: unknown = expect.any(Number)
      expect(fieldIn(await got(emulator, apps, page), 'data')).toEqual({
        auth_app_list: [
          { auth_appid: 'tt-app-1', auth_time: time },
          { auth_appid: 'tt-app-2', auth_time: time },
        ],
        total: 3,
      })
      expect(await got(emulator, apps, { page: '1', size: '51' })).toEqual(has({ err_no: 40001 }))
    }),
  )

  it(
    'come by a link that is made without a code before it',
    withEmulator(async (emulator) => {
      const made = await toDouyin(emulator, '/api/tpapp/v3/auth/gen_link/', {
        link_type: 1,
        redirect_uri: 'https://p.example.com/',
      })
      expect(made.text).toContain('redirect_uri=https%3A%2F%2Fp.example.com%2F')
    }),
  )
})
