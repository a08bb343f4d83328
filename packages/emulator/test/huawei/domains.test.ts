import { jsonOf, toHuawei, withEmulator } from '../client.js'

const one = { type: 'httpRequest', value: 'https://a.example.com' }
const socket = { type: 'webSocket', value: 'wss://a.example.com' }
const app = { appId: 'hw-app-1' }

describe("an app's domains at the emulated Huawei", () => {
  it(
    'are the whole category that was written last, told with the modifications made',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toHuawei(emulator, app))).toEqual({
        ret: { code: 0, msg: 'success' },
        modifyCounts: 0,
        domains: [],
      })
      expect(jsonOf(await toHuawei(emulator, { ...app, domains: [one, socket] }))).toEqual({
        ret: { code: 0, msg: 'success' },
        modifyCounts: 1,
      })
      await toHuawei(emulator, { ...app, domains: [one] })
      expect(jsonOf(await toHuawei(emulator, app))).toMatchObject({ modifyCounts: 2, domains: [one] })
      expect(emulator.huawei.state().apps['hw-app-1']?.domains.webSocket).toEqual([])
    }),
  )

  it(
    'of one category are left alone by a write of the other, and counted together',
    withEmulator(async (emulator) => {
      const business = [{ type: 'webView', value: 'https://www.example.com' }]
      await toHuawei(emulator, { ...app, domains: [one] })
      await toHuawei(emulator, { ...app, category: 'business', domains: business })
      expect(jsonOf(await toHuawei(emulator, app))).toMatchObject({ modifyCounts: 2, domains: [one] })
      expect(jsonOf(await toHuawei(emulator, { ...app, category: 'business' }))).toMatchObject({ domains: business })
    }),
  )

  it.each([
    ['http://a.example.com', 205980180],
    ['https://a.example.com:8443', 205980181],
    ['https://10.0.0.1', 205980182],
    ['https://localhost', 205980183],
    ['https://a_b.example.com', 205980184],
    ['https://a.elsewhere.example', 205980186],
    ['a.example.com', 205980186],
  ])('take all but %s, which comes back with %i', (value, errorCode) =>
    withEmulator(async (emulator) => {
      const domains = [one, { type: 'httpRequest', value }]
      const reply = jsonOf(await toHuawei(emulator, { ...app, domains }))
      expect(reply).toMatchObject({ ret: { code: 0 }, domains: [{ type: 'httpRequest', value, errorCode }] })
      expect(emulator.huawei.state().apps['hw-app-1']?.domains.httpRequest).toEqual([one.value])
    })(),
  )

  it(
    'stay as they were where none of those sent is good, or where the reading refuses the whole call for one',
    withEmulator(async (emulator) => {
      await toHuawei(emulator, { ...app, domains: [one] })
      const bad = { type: 'httpRequest', value: 'https://a.elsewhere.example' }
      const refused = { ret: { code: 205980188 }, domains: [{ ...bad, errorCode: 205980186 }] }
      expect(jsonOf(await toHuawei(emulator, { ...app, domains: [bad] }))).toMatchObject(refused)
      emulator.huawei.seed({ profile: { badDomains: 'refused' } })
      expect(jsonOf(await toHuawei(emulator, { ...app, domains: [socket, bad] }))).toMatchObject(refused)
      expect(jsonOf(await toHuawei(emulator, app))).toMatchObject({ modifyCounts: 1, domains: [one] })
    }),
  )

  it(
    'are refused once the modifications of the month are made, until the next',
    withEmulator(async (emulator) => {
      emulator.huawei.seed({ limits: { modificationsPerMonth: 1 } })
      await toHuawei(emulator, { ...app, domains: [one] })
      expect(jsonOf(await toHuawei(emulator, { ...app, domains: [] }))).toMatchObject({ ret: { code: 205980187 } })
      emulator.huawei.advance(31 * 86_400_000)
      expect(jsonOf(await toHuawei(emulator, { ...app, domains: [] }))).toMatchObject({
        ret: { code: 0 },
        modifyCounts: 1,
      })
    }),
  )

  it.each([
    [{ domains: 'none' }, 205979650],
    [{ domains: [{ type: 'httpRequest' }] }, 205979650],
    [{ domains: [{ type: 'udp', value: 'udp://a.example.com' }] }, 205980179],
    [{ domains: [{ type: 'webView', value: 'https://a.example.com' }] }, 205980197],
    [{ category: 'both', domains: [one] }, 205979650],
    [{ appId: 'hw-none' }, 205979665],
  ])('are not written by %j: %i', (call, code) =>
    withEmulator(async (emulator) => {
      expect(jsonOf(await toHuawei(emulator, { ...app, ...call }))).toMatchObject({ ret: { code } })
    })(),
  )
})

describe('the pool of the emulated Huawei', () => {
  it(
    'is written as a whole, counts nothing, and takes no more of a type than it has room for',
    withEmulator(async (emulator) => {
      emulator.huawei.seed({ limits: { perType: 1 } })
      const two = { type: 'httpRequest', value: 'https://b.example.org' }
      const reply = jsonOf(await toHuawei(emulator, { domains: [one, two, socket] }))
      expect(reply).toEqual({
        ret: { code: 0, msg: 'success' },
        domains: [{ ...two, errorCode: 205980179, errorMsg: '应用域名类型不支持或数量达到上限' }],
      })
      expect(jsonOf(await toHuawei(emulator, {}))).toEqual({ ret: { code: 0, msg: 'success' }, domains: [one, socket] })
    }),
  )

  it(
    'takes a business domain only with its file in place',
    withEmulator(async (emulator) => {
      emulator.huawei.seed({ confirmFileMissing: ['www.example.org'] })
      const domains = [{ type: 'webView', value: 'https://www.example.org' }]
      expect(jsonOf(await toHuawei(emulator, { category: 'business', domains }))).toMatchObject({
        ret: { code: 205980188 },
        domains: [{ errorCode: 205980192 }],
      })
    }),
  )
})
