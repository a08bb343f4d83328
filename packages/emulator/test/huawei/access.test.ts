import { type Emulator, huaweiClientId, huaweiClientSecret } from '../../src/index.js'
import { jsonOf, toHuawei, withEmulator } from '../client.js'

const ask = ({ huawei }: Emulator, over: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${huawei.baseUrl}/api/oauth2/v1/token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: huaweiClientId,
      client_secret: huaweiClientSecret,
      ...over,
    }),
  })

describe("the platform's token at the emulated Huawei", () => {
  it(
    'is given for client id and secret, serves every app for 48 hours, and leaves the former ones good',
    withEmulator(async (emulator) => {
      const reply: unknown = await (await ask(emulator)).json()
      expect(reply).toMatchObject({ expires_in: 172_800 })
      const { token } = emulator.huawei.state().platform
      await ask(emulator)
      for (const appId of ['hw-app-1', 'hw-app-2'])
        expect(jsonOf(await toHuawei(emulator, { appId, token }))).toMatchObject({ ret: { code: 0 } })
      emulator.huawei.advance(172_800_000)
      const late = await toHuawei(emulator, { appId: 'hw-app-1', token })
      expect([late.status, jsonOf(late)]).toMatchObject([401, { ret: { code: 205524994 } }])
      expect(emulator.huawei.tokenCalls()).toMatchObject({ total: 2, byApp: { 'hw-platform': { 'oauth2/token': 2 } } })
    }),
  )

  it.each([
    [{ client_secret: 'wrong' }, 203890688],
    [{ client_id: 'wrong' }, 203890688],
    [{ grant_type: 'authorization_code' }, 205979650],
  ])('is not given for %j: %i', (over, code) =>
    withEmulator(async (emulator) => {
      expect(await (await ask(emulator, over)).json()).toMatchObject({ ret: { code } })
    })(),
  )
})

describe('the gate of the emulated Huawei', () => {
  it.each([{ token: 'none' }, { clientId: 'another' }])('lets nobody in with %j', (call) =>
    withEmulator(async (emulator) => {
      const refused = await toHuawei(emulator, call)
      expect([refused.status, jsonOf(refused)]).toMatchObject([401, { ret: { code: 205524993 } }])
    })(),
  )

  it(
    'is shut to a client without permission, to an address that may not call, and to an app that withdrew',
    withEmulator(async (emulator) => {
      emulator.huawei.seed({ apps: { 'hw-app-1': { permitted: false } } })
      const shut = await toHuawei(emulator, { appId: 'hw-app-1' })
      expect([shut.status, jsonOf(shut)]).toMatchObject([403, { ret: { code: 403 } }])
      emulator.huawei.authorisation.deauthorise('hw-app-2')
      expect(jsonOf(await toHuawei(emulator, { appId: 'hw-app-2' }))).toMatchObject({ ret: { code: 205979664 } })
      emulator.huawei.authorisation.authorise('hw-app-2')
      expect(jsonOf(await toHuawei(emulator, { appId: 'hw-app-2' }))).toMatchObject({ ret: { code: 0 } })
      emulator.huawei.seed({ ipAllowlist: ['10.0.0.1'] })
      expect((await toHuawei(emulator, {})).status).toBe(403)
    }),
  )

  it(
    'keeps a record of whom each request was about',
    withEmulator(async (emulator) => {
      await toHuawei(emulator, { appId: 'hw-app-2' })
      await toHuawei(emulator, {})
      await toHuawei(emulator, { appId: 'hw-app-2', token: 'none' })
      expect(emulator.huawei.requests().map(({ owner }) => owner)).toEqual(['hw-app-2', 'hw-platform', ''])
    }),
  )
})
