import { baiduRefreshTokenOf, type BaiduSeed, baiduTokenOf } from '../../src/index.js'
import { refreshAtBaidu, textIn, toTp } from '../authorised.js'
import { jsonOf, toBaidu, withEmulator } from '../client.js'

const platformToken = '/public/2.0/smartapp/auth/tp/token'
const asked = { client_id: 'client-bd-platform', ticket: 'ticket-bd-platform' }
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const text: unknown = expect.any(String)

describe("the platform's token at Baidu", () => {
  it.each<[string, BaiduSeed, { readonly [name: string]: string }, number]>([
    ['no client_id', {}, { ticket: 'ticket-bd-platform' }, 50002],
    ['no ticket', {}, { client_id: 'client-bd-platform' }, 50003],
    ['an unknown ticket', {}, { ...asked, ticket: 'x' }, 50003],
    ['a ticket too old', { grants: { 'ticket-bd-platform': { expiresAt: 1_600_000_000_000 } } }, asked, 50001],
    ['an unlisted address', { ipAllowlist: ['10.0.0.1'] }, asked, 40008],
    ['calls used up', { limits: { platformTokenCalls: 0 } }, asked, 50029],
  ])('is refused for %s', (_name, seed, fields, errno) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed(seed)
      expect(await toTp(emulator, platformToken, fields)).toEqual(has({ errno }))
    })(),
  )

  it(
    'ends the one before at once, and expires by the clock',
    withEmulator(async (emulator) => {
      await toTp(emulator, platformToken, asked)
      const old = emulator.baidu.state().platform.token
      await toTp(emulator, platformToken, asked)
      const newer = emulator.baidu.state().platform.token
      const made = (token: string) => toTp(emulator, '/rest/2.0/smartapp/tp/createpreauthcode', { access_token: token })
      expect(await made(old)).toEqual(has({ error_code: 110 }))
      expect(await made(newer)).toEqual(has({ errno: 0, data: { pre_auth_code: text, expires_in: 1200 } }))
      emulator.baidu.advance(2_592_000_000)
      expect(await made(newer)).toEqual(has({ error_code: 111 }))
      emulator.baidu.seed({ profile: { preAuthErrors: 'oauth' } })
      expect(await made(newer)).toEqual(has({ error: 'invalid_token' }))
    }),
  )
})

const get = { action: 'get' }
const path = 'app/modifydomain'
const oauth = '/rest/2.0/oauth/token'
const refreshToken = baiduRefreshTokenOf('bd-app-1')
const invalidGrant = has({ error: 'invalid_grant' })
const usedAlready = has({ error: 'expired_token', error_description: 'refresh token has been used' })
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)

describe("an app's token at Baidu", () => {
  it(
    'is got with a refresh token, flat and with a new one, in the shape of the documents',
    withEmulator(async (emulator) => {
      const answer = await refreshAtBaidu(emulator, refreshToken)
      expect(answer).toEqual({
        access_token: matching(/^45\.[0-9a-f]{32}\.3600\.1600003600\.client-bd-platform$/),
        refresh_token: matching(/^46\.[0-9a-f]{32}\.315360000\.1915360000\.client-bd-platform$/),
        expires_in: 3600,
      })
      expect(jsonOf(await toBaidu(emulator, path, get, textIn(answer, 'access_token')))).toEqual(has({ errno: 0 }))
    }),
  )

  it(
    'ends the refresh token at its first use, and the token before it at once',
    withEmulator(async (emulator) => {
      const first = await refreshAtBaidu(emulator, refreshToken)
      expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(usedAlready)
      expect(emulator.baidu.state().grants[refreshToken]?.state).toBe('used')
      await refreshAtBaidu(emulator, textIn(first, 'refresh_token'))
      const old = textIn(first, 'access_token')
      expect(jsonOf(await toBaidu(emulator, path, get, old))).toEqual(has({ error_code: 110 }))
    }),
  )

  it.each([
    ['in the words of its own row, with status 400', {}, 400, usedAlready],
    ['as any that is not good, by another reading', { usedRefreshToken: 'invalid_grant' }, 400, invalidGrant],
    ['with status 200, by another reading', { grantStatus: '200' }, 200, usedAlready],
  ] as const)('refuses a used refresh token %s', (_name, profile, status, refusal) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed({ profile })
      await refreshAtBaidu(emulator, refreshToken)
      const query = new URLSearchParams({
        access_token: emulator.baidu.state().platform.token,
        refresh_token: refreshToken,
        grant_type: 'app_to_tp_refresh_token',
      })
      const answer = await fetch(`${emulator.baidu.baseUrl}${oauth}?${query.toString()}`)
      expect(answer.status).toBe(status)
      expect(await answer.json()).toEqual(refusal)
    })(),
  )

  it.each(['expired_token', 'invalid_grant'] as const)(
    'refuses one that was never given, is too old or belongs to nobody as not good, though a used one is %s',
    (usedRefreshToken) =>
      withEmulator(async (emulator) => {
        emulator.baidu.seed({ profile: { usedRefreshToken }, grants: { [refreshToken]: { expiresAt: 0 } } })
        expect(await refreshAtBaidu(emulator, 'never-given')).toEqual(invalidGrant)
        expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(invalidGrant)
      })(),
  )

  it(
    'uses the refresh token up though the reply is cut on its way',
    withEmulator(async (emulator) => {
      emulator.baidu.faults.add({ kind: 'cut-body', match: { action: 'app_to_tp_refresh_token', appId: 'bd-app-1' } })
      await expect(refreshAtBaidu(emulator, refreshToken)).rejects.toThrow()
      expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(usedAlready)
      expect(emulator.baidu.requests()[0]).toEqual(has({ owner: 'bd-app-1', tookEffect: true, fault: 'cut-body' }))
      expect(emulator.baidu.tokenCalls()).toEqual({
        total: 2,
        byEndpoint: { app_to_tp_refresh_token: 2 },
        byApp: { 'bd-app-1': { app_to_tp_refresh_token: 2 } },
      })
    }),
  )

  it(
    'leaves the refresh token good where the fault struck before the vendor did anything',
    withEmulator(async (emulator) => {
      emulator.baidu.faults.add({ kind: 'reset-before', match: { path: '/oauth/token' } })
      await expect(refreshAtBaidu(emulator, refreshToken)).rejects.toThrow()
      expect(await refreshAtBaidu(emulator, refreshToken)).toHaveProperty('access_token')
    }),
  )

  it(
    'expires after its hour',
    withEmulator(async (emulator) => {
      const token = textIn(await refreshAtBaidu(emulator, refreshToken), 'access_token')
      emulator.baidu.advance(3_600_000)
      expect(jsonOf(await toBaidu(emulator, path, get, token))).toEqual(has({ error_code: 111 }))
      expect(jsonOf(await toBaidu(emulator, path, get, baiduTokenOf('bd-app-1')))).toEqual(has({ errno: 0 }))
    }),
  )

  it(
    'is recovered with a code, which is good once and ends the refresh token before',
    withEmulator(async (emulator) => {
      const accessToken = emulator.baidu.state().platform.token
      const recovery = '/rest/2.0/smartapp/auth/retrieve/authorizationcode'
      const found = await toTp(emulator, recovery, { access_token: accessToken, app_id: 'bd-app-1' }, 'POST')
      expect(found).toEqual(
        has({ errno: 0, data: { authorization_code: matching(/^[0-9a-f]{32}$/), expires_in: 18000 } }),
      )
      const [code = ''] = Object.values(emulator.baidu.state().grants).flatMap(({ kind, value }) =>
        kind === 'code' ? [value] : [],
      )
      const fields = { access_token: accessToken, code, grant_type: 'app_to_tp_authorization_code' }
      expect(await toTp(emulator, oauth, fields)).toEqual(has({ expires_in: 3600 }))
      expect(await toTp(emulator, oauth, fields)).toEqual(invalidGrant)
      expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(invalidGrant)
    }),
  )

  it.each([
    ['no grant type', { refresh_token: refreshToken }, { error: 'unsupported_grant_type' }],
    ['no code', { grant_type: 'app_to_tp_authorization_code' }, { error: 'invalid_request' }],
    ['an unknown code', { grant_type: 'app_to_tp_authorization_code', code: 'x' }, { error: 'invalid_grant' }],
    [
      'a refresh token for a code',
      { grant_type: 'app_to_tp_authorization_code', code: refreshToken },
      { error: 'invalid_grant' },
    ],
    ["no platform's token", { grant_type: 'app_to_tp_refresh_token', access_token: 'x' }, { error_code: 110 }],
  ])('is refused for %s', (_name, fields, expected) =>
    withEmulator(async (emulator) => {
      const sent = Object.fromEntries(
        Object.entries({ access_token: emulator.baidu.state().platform.token, ...fields }),
      )
      expect(await toTp(emulator, oauth, sent)).toEqual(has({ ...expected }))
    })(),
  )

  it(
    'has no recovery without a relation',
    withEmulator(async (emulator) => {
      emulator.baidu.seed({ apps: { 'bd-app-1': { authorized: false } } })
      const recovery = '/rest/2.0/smartapp/auth/retrieve/authorizationcode'
      const fields = { access_token: emulator.baidu.state().platform.token, app_id: 'bd-app-1' }
      expect(await toTp(emulator, recovery, fields, 'POST')).toEqual(has({ errno: 50032 }))
      expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(invalidGrant)
    }),
  )
})
