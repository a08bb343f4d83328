import { type BaiduSeed, baiduTokenOf } from '../../src/index.js'
import { jsonOf, toBaidu, withEmulator } from '../client.js'

const path = 'app/modifydomain'
const get = { action: 'get' }
const token = baiduTokenOf('bd-app-1')
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)

describe('access to Baidu', () => {
  it(
    'takes token and fields from the query or the form body',
    withEmulator(async ({ baidu }) => {
      const url = `${baidu.baseUrl}/rest/2.0/smartapp/${path}`
      const body = new URLSearchParams({ access_token: token, action: 'get' })
      expect(await (await fetch(url, { method: 'POST', body })).json()).toEqual(has({ errno: 0 }))
      expect(await (await fetch(`${url}?${body.toString()}`, { method: 'POST' })).json()).toEqual(has({ errno: 0 }))
    }),
  )

  it(
    'does not see the fields of a JSON body, so that a get becomes an adoption of the pool',
    withEmulator(async ({ baidu }) => {
      await fetch(`${baidu.baseUrl}/rest/2.0/smartapp/${path}?access_token=${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(get),
      })
      expect(baidu.state().apps['bd-app-1']?.server.configured.request_domain).toEqual([
        'https://example.com',
        'https://example.net',
      ])
    }),
  )

  it.each<[string, BaiduSeed, string, object]>([
    ['no token', {}, '', { error_code: 100, error_msg: 'Invalid parameter' }],
    ['an unknown token', {}, 'nobody', { error_code: 110, error_msg: 'Access token invalid or no longer valid' }],
    ['a revoked token', { tokens: { [token]: { state: 'revoked' } } }, token, { error_code: 110 }],
    ['an expired token', { tokens: { [token]: { state: 'expired' } } }, token, { error_code: 111 }],
    [
      'an unknown token, by a gateway that writes its codes in quotes',
      { profile: { gatewayCode: 'text' } },
      'nobody',
      { error_code: '110', error_msg: 'Access token invalid or no longer valid' },
    ],
    ["the platform's token", { platform: { token: '42.p' } }, '42.p', { error_code: 110 }],
    ['an unlisted address', { ipAllowlist: ['10.0.0.1'] }, token, { errno: 40008 }],
    ['a withdrawn authorisation', { apps: { 'bd-app-1': { authorized: false } } }, token, { errno: 50032 }],
    ['a permission missing', { apps: { 'bd-app-1': { permitted: false } } }, token, { errno: 40007 }],
  ])('refuses %s', (_name, seed, value, expected) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed(seed)
      const answer = await toBaidu(emulator, path, get, value)
      expect(jsonOf(answer)).toEqual(has({ ...expected }))
      expect(answer.status).toBe(200)
    })(),
  )

  it(
    'speaks with status 401 at the gateway where the profile says so',
    withEmulator(
      async (emulator) => {
        expect((await toBaidu(emulator, path, get, 'nobody')).status).toBe(401)
      },
      { profile: { baidu: { gatewayStatus: '401' } } },
    ),
  )

  it(
    'does not know other paths or methods',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toBaidu(emulator, 'app/other', get))).toEqual(has({ error_code: 3 }))
      const url = `${emulator.baidu.baseUrl}/rest/2.0/smartapp/${path}?action=get&access_token=${token}`
      expect(await (await fetch(url)).json()).toEqual(has({ error_code: 3 }))
    }),
  )
})
