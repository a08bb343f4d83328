import type { Emulator, Push, PushVariant } from '../../src/index.js'
import { fieldIn, refreshAtWechat, textIn, toComponent, wechatSecrets } from '../authorised.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'
import { signed, unsealed, withListener } from '../listener.js'

const encryptIn = (body: string): string => /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/.exec(body)?.[1] ?? ''
const fieldOf = (message: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(message)?.[1] ?? ''
const code = (errcode: number): unknown => expect.objectContaining({ errcode })
const keysOf = (emulator: Emulator) => emulator.wechat.state().platform
const opened = (emulator: Emulator, { body }: Pick<Push, 'body'>) => unsealed(keysOf(emulator).aesKey, encryptIn(body))
const ticketFor = (emulator: Emulator, ticket: string) =>
  toComponent(emulator, 'api_component_token', { ...wechatSecrets, component_verify_ticket: ticket })

describe('the pushes of WeChat', () => {
  it('bring a ticket, sealed and signed, that gets a token for 12 hours', () =>
    withListener((url, received) =>
      withEmulator(async (emulator) => {
        expect(await emulator.wechat.authorisation.pushTicket(url)).toEqual({ status: 200, body: 'success' })
        const [{ query, body } = { query: new URLSearchParams(), body: '' }] = received
        const { pushToken } = keysOf(emulator)
        const part = (name: string): string => query.get(name) ?? ''
        expect(part('own')).toBe('1')
        expect(part('encrypt_type')).toBe('aes')
        expect(part('timestamp')).toBe('1600000000')
        expect(part('msg_signature')).toBe(signed(pushToken, part('timestamp'), part('nonce'), encryptIn(body)))
        expect(part('signature')).toBe(signed(pushToken, part('timestamp'), part('nonce')))
        expect(body).toMatch(/^<xml><AppId><!\[CDATA\[wx-platform\]\]><\/AppId><Encrypt>/)
        const { message, receiver } = opened(emulator, { body })
        expect(receiver).toBe('wx-platform')
        expect(fieldOf(message, 'InfoType')).toBe('component_verify_ticket')
        expect(fieldOf(message, 'CreateTime')).toBe('1600000000')
        const ticket = fieldOf(message, 'ComponentVerifyTicket')
        expect(await ticketFor(emulator, ticket)).toHaveProperty('component_access_token')
        emulator.wechat.advance(12 * 3600 * 1000)
        expect(await ticketFor(emulator, ticket)).toEqual(code(61005))
      })(),
    ))

  it.each<[PushVariant, boolean, boolean, boolean]>([
    ['wrong-signature', false, true, false],
    ['unsigned', false, true, false],
    ['previous-key', true, false, true],
    ['unknown-key', true, false, false],
    ['wrong-receiver', true, true, false],
    ['garbled', true, false, false],
    ['old', true, true, true],
  ])('can be wrong: %s', (variant, signatureFits, opens, isGenuine) =>
    withEmulator(async (emulator) => {
      const { pushToken, ticket, previousAesKey } = keysOf(emulator)
      const { query, body } = emulator.wechat.authorisation.build({ event: 'ticket', variant })
      const { timestamp = '', nonce = '', msg_signature } = query
      expect(msg_signature === signed(pushToken, timestamp, nonce, encryptIn(body))).toBe(signatureFits)
      expect(timestamp).toBe(variant === 'old' ? '1599913600' : '1600000000')
      const texts = [keysOf(emulator).aesKey, previousAesKey].map((key) => {
        try {
          return unsealed(key, encryptIn(body)).receiver
        } catch {
          return ''
        }
      })
      expect(texts[0]?.startsWith('wx-platform')).toBe(opens)
      expect(texts[1] === 'wx-platform').toBe(variant === 'previous-key')
      expect(texts[0] === 'wx-platform-other').toBe(variant === 'wrong-receiver')
      expect(keysOf(emulator).ticket !== ticket).toBe(isGenuine)
      await Promise.resolve()
    })(),
  )

  it(
    'bring the code of an authorisation, which ends the refresh token before',
    withEmulator(async (emulator) => {
      const before = emulator.wechat.state().apps['wx-app-1']?.refreshToken
      const push = emulator.wechat.authorisation.build({ event: 'updated', appId: 'wx-app-1' })
      const { message } = opened(emulator, push)
      expect(fieldOf(message, 'InfoType')).toBe('updateauthorized')
      expect(fieldOf(message, 'AuthorizerAppid')).toBe('wx-app-1')
      expect(await refreshAtWechat(emulator, 'wx-app-1', before)).toEqual(code(61023))
      const sent = { authorization_code: fieldOf(message, 'AuthorizationCode') }
      const info = fieldIn(await toComponent(emulator, 'api_query_auth', sent), 'authorization_info')
      const refreshToken = textIn(info, 'authorizer_refresh_token')
      expect(await refreshAtWechat(emulator, 'wx-app-1', refreshToken)).toHaveProperty('authorizer_access_token')
    }),
  )

  it(
    'tell of an authorisation taken back, after which nothing works until the next one',
    withEmulator(async (emulator) => {
      const { authorisation } = emulator.wechat
      const kept = emulator.wechat.state().apps['wx-app-1']?.refreshToken
      const { message } = opened(emulator, authorisation.build({ event: 'unauthorised', appId: 'wx-app-1' }))
      expect(fieldOf(message, 'InfoType')).toBe('unauthorized')
      expect(await refreshAtWechat(emulator, 'wx-app-1', kept)).toEqual(code(61003))
      expect(jsonOf(await toWechat(emulator, '/wxa/modify_domain', { action: 'get' }))).toEqual(code(61003))
      authorisation.authorise('wx-app-1')
      expect(await refreshAtWechat(emulator, 'wx-app-1', kept)).toEqual(code(61023))
      expect(jsonOf(await toWechat(emulator, '/wxa/modify_domain', { action: 'get' }))).toEqual(code(0))
      expect(() => authorisation.deauthorise('nobody')).toThrow('no app "nobody"')
      expect(() => authorisation.build({ event: 'unauthorised', appId: 'nobody' })).toThrow('no app "nobody"')
    }),
  )

  it(
    'create an app that authorises for the first time; an event nobody knows changes nothing',
    withEmulator(async (emulator) => {
      const code = emulator.wechat.authorisation.authorise('wx-new')
      const answer = await toComponent(emulator, 'api_query_auth', { authorization_code: code })
      expect(fieldIn(answer, 'authorization_info')).toEqual(expect.objectContaining({ authorizer_appid: 'wx-new' }))
      const before = emulator.wechat.state()
      const { message } = opened(emulator, emulator.wechat.authorisation.build({ event: 'other' }))
      expect(fieldOf(message, 'InfoType')).not.toBe('')
      expect(emulator.wechat.state()).toEqual(before)
    }),
  )

  it('can be replayed, and asked for by the platform', () =>
    withListener((url, received) =>
      withEmulator(async (emulator) => {
        await expect(emulator.wechat.authorisation.resend(url)).rejects.toThrow('nothing was pushed')
        emulator.wechat.seed({ platform: { pushUrl: url } })
        const asked = await toComponent(emulator, 'api_start_push_ticket', { component_secret: 'secret-wx-platform' })
        expect(asked).toEqual({ errcode: 0, errmsg: 'ok' })
        while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        await emulator.wechat.authorisation.resend(url)
        expect(received[1]?.body).toBe(received[0]?.body)
        expect(received[1]?.query.toString()).toBe(received[0]?.query.toString())
      })(),
    ))

  it('are ordered over the control API', () =>
    withListener((url, received) =>
      withEmulator(async (emulator) => {
        const order = async (command: string, body: unknown): Promise<unknown> => {
          const authorization = `Bearer ${emulator.wechat.controlToken}`
          const headers = { 'content-type': 'application/json', authorization }
          const target = `${emulator.wechat.baseUrl}/_emulator/${command}`
          const value: unknown = await (
            await fetch(target, { method: 'POST', headers, body: JSON.stringify(body) })
          ).json()
          return value
        }
        const answer = { status: 200, body: 'success' }
        const done: unknown = expect.objectContaining({ ok: true, answer })
        const wrong: unknown = expect.objectContaining({ ok: false })
        expect(await order('push', { event: 'ticket', url })).toEqual(done)
        expect(await order('resend', { url })).toEqual(done)
        expect(received).toHaveLength(2)
        expect(await order('push', { event: 'authorised', appId: 'wx-app-2' })).not.toHaveProperty('answer')
        expect(await order('authorise', { appId: 'wx-app-2' })).toEqual(expect.objectContaining({ ok: true }))
        expect(await order('deauthorise', { appId: 'wx-app-2' })).toEqual({ ok: true })
        expect(emulator.wechat.state().apps['wx-app-2']?.authorized).toBe(false)
        expect(await order('push', { event: 'nothing' })).toEqual(wrong)
        expect(await order('push', { event: 'unauthorised', appId: 'nobody' })).toEqual(wrong)
        expect(await order('push', { event: 'ticket', url: 'http://127.0.0.1:1/' })).toEqual(wrong)
        expect(await order('deauthorise', {})).toEqual(wrong)
        expect(await order('clock', { advanceMs: 7_200_000 })).toEqual({ ok: true })
        expect(await order('clock', {})).toEqual(wrong)
      })(),
    ))
})
