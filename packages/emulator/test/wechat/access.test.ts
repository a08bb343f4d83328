import { jsonOf, toWechat, withEmulator } from '../client.js'

const path = '/wxa/modify_domain'
const get = { action: 'get' }
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
const code = (errcode: number): unknown => expect.objectContaining({ errcode })

describe('access to WeChat', () => {
  it(
    'asks for POST',
    withEmulator(async ({ wechat }) => {
      const response = await fetch(`${wechat.baseUrl}${path}?access_token=token-wx-app-1`)
      expect(await response.json()).toEqual(code(43002))
    }),
  )

  it(
    'does not see a token in the body',
    withEmulator(async ({ wechat }) => {
      const body = JSON.stringify({ ...get, access_token: 'token-wx-app-1' })
      const response = await fetch(`${wechat.baseUrl}${path}`, { method: 'POST', body })
      expect(await response.json()).toEqual(code(41001))
    }),
  )

  it.each([
    ['nothing at all', '', 44002],
    ['broken JSON', '{"action":"get";}', 47001],
    ['a form', 'action=get', 47001],
    ['a list', '[]', 47001],
    ['characters escaped as \\uXXXX', '{"action":"get","x":"\\u57df"}', 47002],
    ['no action', '{}', 40052],
    ['an unknown action', '{"action":"remove"}', 40052],
    ['a string for a list', '{"action":"add","requestdomain":"https://a.example.com"}', 85017],
  ])('refuses a body of %s', (_name, body, errcode) =>
    withEmulator(async (emulator) => {
      expect(jsonOf(await toWechat(emulator, path, body))).toEqual(code(errcode))
    })(),
  )

  it('lets escapes of plain ASCII and an escaped backslash pass', () =>
    withEmulator(async (emulator) => {
      expect(jsonOf(await toWechat(emulator, path, '{"action":"\\u0067et","x":"\\\\u57df"}'))).toEqual(code(0))
    })())

  it.each([
    ['an unknown token', {}, 'nobody', 40001],
    ['an expired token', { tokens: { 'token-wx-app-1': { state: 'expired' as const } } }, 'token-wx-app-1', 42001],
    ['a revoked token', { tokens: { 'token-wx-app-1': { state: 'revoked' as const } } }, 'token-wx-app-1', 40001],
    ["the platform's token", {}, 'token-wx-platform', 48001],
    ['a withdrawn authorisation', { apps: { 'wx-app-1': { authorized: false } } }, 'token-wx-app-1', 61003],
    ['permission set 18 missing', { apps: { 'wx-app-1': { permissions: [17] } } }, 'token-wx-app-1', 61007],
    ['an unlisted address', { ipAllowlist: ['10.0.0.1'] }, 'token-wx-app-1', 61004],
    ['a spent daily count', { limits: { callsPerDay: 0 } }, 'token-wx-app-1', 45009],
  ])('refuses %s', (_name, seed, token, errcode) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed(seed)
      expect(jsonOf(await toWechat(emulator, path, get, token))).toEqual(code(errcode))
    })(),
  )

  it(
    "refuses an app's token at the platform's endpoints",
    withEmulator(async (emulator) => {
      const answer = await toWechat(emulator, '/cgi-bin/component/get_domain_confirmfile', {}, 'token-wx-app-1')
      expect(jsonOf(answer)).toEqual(code(61014))
    }),
  )

  it.each([
    ['rid', / rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/],
    ['hint', / hint: \[[0-9a-f]{14}\]$/],
    ['both', / hint: \[[0-9a-f]{14}\] rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/],
  ] as const)('ends the text of a failure with its trace: %s', (errmsg, pattern) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ profile: { errmsg } })
      expect(jsonOf(await toWechat(emulator, path, '{}'))).toEqual(
        expect.objectContaining({ errmsg: matching(pattern) }),
      )
    })(),
  )

  it(
    'opens again for a token that is seeded anew',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({
        tokens: { 'token-wx-app-1': { state: 'revoked' } },
        apps: { 'wx-app-1': { token: 'fresh' } },
      })
      expect(jsonOf(await toWechat(emulator, path, get, 'fresh'))).toEqual(code(0))
    }),
  )

  it(
    'counts calls until the quota is cleared',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ limits: { callsPerDay: 1 } })
      await toWechat(emulator, path, get)
      expect(jsonOf(await toWechat(emulator, path, get))).toEqual(code(45009))
      expect(jsonOf(await toWechat(emulator, '/cgi-bin/openapi/quota/get', { cgi_path: path }))).toEqual(
        expect.objectContaining({ quota: { daily_limit: 1, used: 1, remain: 0 } }),
      )
      expect(jsonOf(await toWechat(emulator, '/cgi-bin/clear_quota', { appid: 'wx-app-2' }))).toEqual(code(40013))
      expect(jsonOf(await toWechat(emulator, '/cgi-bin/clear_quota', { appid: 'wx-app-1' }))).toEqual(code(0))
      expect(jsonOf(await toWechat(emulator, path, get))).toEqual(code(0))
    }),
  )
})
