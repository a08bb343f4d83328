import type { BaiduSeed } from '../../src/index.js'
import { toTp } from '../authorised.js'
import { withEmulator } from '../client.js'

const path = '/public/2.0/smartapp/auth/tp/token'
const asked = { client_id: 'client-bd-platform', ticket: 'ticket-bd-platform' }
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const text: unknown = expect.any(String)

describe("the platform's token at Baidu", () => {
  it.each<[string, BaiduSeed, { readonly [name: string]: string }, number]>([
    ['no client_id', {}, { ticket: 'ticket-bd-platform' }, 50002],
    ['no ticket', {}, { client_id: 'client-bd-platform' }, 50003],
    ['an unknown ticket', {}, { ...asked, ticket: 'x' }, 50003],
    ['a ticket too old', { vouchers: { 'ticket-bd-platform': { expiresAt: 1_600_000_000_000 } } }, asked, 50001],
    ['an unlisted address', { ipAllowlist: ['10.0.0.1'] }, asked, 40008],
    ['calls used up', { limits: { platformTokenCalls: 0 } }, asked, 50029],
  ])('is refused for %s', (_name, seed, fields, errno) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed(seed)
      expect(await toTp(emulator, path, fields)).toEqual(has({ errno }))
    })(),
  )

  it(
    'ends the one before at once, and expires by the clock',
    withEmulator(async (emulator) => {
      await toTp(emulator, path, asked)
      const old = emulator.baidu.state().platform.token
      await toTp(emulator, path, asked)
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
