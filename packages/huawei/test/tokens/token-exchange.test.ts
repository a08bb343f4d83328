import { type Emulator, huaweiClientId, huaweiClientSecret, startEmulator } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import { huaweiExchange } from '../../src/index.js'

describe("the exchange of Huawei's platform token", () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.close())

  const exchangeOf = (over: Readonly<Record<string, unknown>> = {}) => {
    const { baseUrl } = emulator.huawei
    const config = { clientId: huaweiClientId, clientSecret: huaweiClientSecret, baseUrl, attempts: 1, ...over }
    const exchange = huaweiExchange(config)
    if (E.isLeft(exchange)) throw new Error(exchange.left.message)
    return exchange.right
  }

  test('gets a token with client id and secret, as the page shows the request', async () => {
    const exchange = exchangeOf()
    expect(exchange).toMatchObject({ tokens: 'platform', platformId: huaweiClientId })
    const issued = await exchange.platformToken()()
    expect(issued).toMatchObject({ _tag: 'Right', right: { expiresInMs: 172_800_000 } })
    const [request] = emulator.huawei.requests()
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/oauth2/v1/token',
      rawQuery: '',
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: huaweiClientId,
        client_secret: huaweiClientSecret,
      }),
    })
    await exchange.close()
  })

  test('says what is wrong where Huawei does not take them, and quotes no secret', async () => {
    const exchange = exchangeOf({ clientSecret: 'not-the-secret-of-this-client' })
    const refused = await exchange.platformToken()()
    expect(refused).toMatchObject({ left: { _tag: 'RequestRejected', actor: 'platform', vendorCode: 203890688 } })
    expect(JSON.stringify(refused)).not.toContain('not-the-secret')
    await exchange.close()
  })

  test.each([{ access_token: '', expires_in: 1 }, { expires_in: 172800 }, { ret: { code: 0, msg: 'success' } }])(
    'cannot read %j',
    async (body) => {
      emulator.huawei.faults.add({ kind: 'reply', body })
      const exchange = exchangeOf()
      expect(await exchange.platformToken()()).toMatchObject({ left: { _tag: 'UnreadableReply' } })
      await exchange.close()
    },
  )

  test('lists what is wrong with its config', () => {
    expect(huaweiExchange({ clientId: 'id' })).toMatchObject({ left: { issues: [{ path: 'clientSecret' }] } })
  })
})
