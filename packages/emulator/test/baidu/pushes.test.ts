import type { Emulator, Push } from '../../src/index.js'
import { isObject, parseObject } from '../../src/json.js'
import { fieldIn, refreshAtBaidu, textIn, toTp } from '../authorised.js'
import { withEmulator } from '../client.js'
import { signed, unsealed, withListener } from '../listener.js'

const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const text: unknown = expect.any(String)
const bodyOf = ({ body }: Pick<Push, 'body'>) => parseObject(body) ?? {}
const messageIn = (emulator: Emulator, push: Pick<Push, 'body'>) => {
  const { platform } = emulator.baidu.state()
  const { message, receiver } = unsealed(platform.aesKey, textIn(bodyOf(push), 'Encrypt'))
  expect(receiver).toBe(platform.clientId)
  const value: unknown = JSON.parse(message)
  return isObject(value) ? value : {}
}
const exchange = (emulator: Emulator, code: string) =>
  toTp(emulator, '/rest/2.0/oauth/token', {
    access_token: emulator.baidu.state().platform.token,
    code,
    grant_type: 'app_to_tp_authorization_code',
  })

describe('the pushes of Baidu', () => {
  it('bring a ticket as JSON, sealed and signed, that gets a token for 30 days', () =>
    withListener((url, received) =>
      withEmulator(async (emulator) => {
        expect(await emulator.baidu.authorisation.pushTicket(url)).toEqual({ status: 200, body: 'success' })
        const [push = { body: '' }] = received
        const fields = bodyOf(push)
        const [time, nonce, encrypt] = ['TimeStamp', 'Nonce', 'Encrypt'].map((name) => textIn(fields, name))
        expect(fields.MsgSignature).toBe(signed('push-token-bd', time ?? '', nonce ?? '', encrypt ?? ''))
        const message = messageIn(emulator, push)
        const common = { FromUserName: 'SmartAPP', CreateTime: 1_600_000_000, MsgType: 'ticket', Event: 'push' }
        expect(message).toEqual({ Ticket: emulator.baidu.state().platform.ticket, ...common })
        const answer = await toTp(emulator, '/public/2.0/smartapp/auth/tp/token', {
          client_id: 'client-bd-platform',
          ticket: textIn(message, 'Ticket'),
        })
        const { token } = emulator.baidu.state().platform
        expect(token).toMatch(/^42\.[0-9a-f]{32}\.2592000\.1602592000\.client-bd-platform$/)
        const scope = 'smartapp_tp_smtapp_common public'
        expect(fieldIn(answer, 'data')).toEqual({ access_token: token, expires_in: 2_592_000, scope })
      })(),
    ))

  it(
    'bring the code of an authorisation, good for 60 seconds',
    withEmulator(async (emulator) => {
      const { build } = emulator.baidu.authorisation
      const message = messageIn(emulator, build({ event: 'authorised', appId: 'bd-new' }))
      expect(message).toEqual({
        appId: 'bd-new',
        tpAppId: 'bd-platform',
        eventTime: '2020-09-13 20:26:40',
        event: 'AUTHORIZED',
        authorizationCode: text,
        authorizationCodeExpiresIn: 60,
      })
      const late = textIn(messageIn(emulator, build({ event: 'updated', appId: 'bd-new' })), 'authorizationCode')
      expect(await exchange(emulator, textIn(message, 'authorizationCode'))).toHaveProperty('refresh_token')
      emulator.baidu.advance(60_000)
      expect(await exchange(emulator, late)).toEqual(has({ error: 'invalid_grant' }))
    }),
  )

  it(
    'tell of an authorisation taken back: codes and refresh tokens end',
    withEmulator(async (emulator) => {
      const { authorise, build } = emulator.baidu.authorisation
      const code = authorise('bd-app-1')
      const refreshToken = emulator.baidu.state().apps['bd-app-1']?.refreshToken ?? ''
      expect(messageIn(emulator, build({ event: 'unauthorised', appId: 'bd-app-1' }))).toEqual(
        has({ event: 'UNAUTHORIZED', appId: 'bd-app-1' }),
      )
      expect(await exchange(emulator, code)).toEqual(has({ error: 'invalid_grant' }))
      expect(await refreshAtBaidu(emulator, refreshToken)).toEqual(has({ error: 'invalid_grant' }))
      expect(() => build({ event: 'unauthorised', appId: 'nobody' })).toThrow('no app "nobody"')
    }),
  )

  it(
    'can be forged, which changes nothing; CreateTime is a string where the profile says so',
    withEmulator(
      async (emulator) => {
        const { build } = emulator.baidu.authorisation
        const before = emulator.baidu.state()
        expect(bodyOf(build({ event: 'ticket', variant: 'unsigned' }))).not.toHaveProperty('MsgSignature')
        const forged = messageIn(emulator, build({ event: 'authorised', appId: 'bd-new', variant: 'wrong-signature' }))
        expect(await exchange(emulator, textIn(forged, 'authorizationCode'))).toEqual(has({ error: 'invalid_grant' }))
        build({ event: 'unauthorised', appId: 'bd-app-1', variant: 'unknown-key' })
        expect(messageIn(emulator, build({ event: 'other' }))).toEqual(has({ tpAppId: 'bd-platform' }))
        expect(emulator.baidu.state().apps).toEqual(before.apps)
        expect(emulator.baidu.state().grants).toEqual(before.grants)
        expect(messageIn(emulator, build({ event: 'ticket' }))).toEqual(has({ CreateTime: '1600000000' }))
      },
      { profile: { baidu: { createTime: 'string' } } },
    ),
  )
})
