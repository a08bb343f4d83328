import type { Outcome } from '../call.js'
import { giveToken } from '../issue.js'
import { worthOf } from '../mortal.js'
import { storePlatform, type PlatformDesk } from './desk.js'
import { newToken } from './give.js'
import { ok, refuse } from './reply.js'

/** The name under which calls for a platform's token are counted. */
export const platformTokenPath = '/public/2.0/smartapp/auth/tp/token'

/**
 * GET /public/2.0/smartapp/auth/tp/token (docs/vendors/baidu.md B.3): no token, 30 days, the number of calls limited.
 * Which of 50001 and 50003 a ticket gets is a guess: 50001 for one too old, 50003 for any other.
 */
export const getPlatformToken: PlatformDesk = ({ vendor, at, fields }, platform): Outcome => {
  const { limits, lifetimes } = vendor.memory.world
  const count = vendor.calls.get(platformTokenPath) ?? 0
  if (count >= limits.platformTokenCalls) return refuse(vendor, at, '50029')
  vendor.calls.set(platformTokenPath, count + 1)
  if (fields.get('client_id') !== platform.clientId) return refuse(vendor, at, '50002')
  const ticket = vendor.memory.vouchers.get(fields.get('ticket') ?? '')
  if (ticket?.kind !== 'ticket' || ticket.owner !== platform.appId) return refuse(vendor, at, '50003')
  const worth = worthOf(ticket, at)
  if (worth !== 'good') return refuse(vendor, at, worth === 'expired' ? '50001' : '50003')
  const value = newToken(vendor, '42', lifetimes.platformToken, at)
  const expiresAt = at + lifetimes.platformToken * 1000
  return {
    reply: ok(vendor, at, {
      access_token: value,
      expires_in: lifetimes.platformToken,
      scope: 'smartapp_tp_smtapp_common public',
    }),
    changes: true,
    commit: () => {
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      giveToken(vendor.memory, token, { at, graceMs: lifetimes.grace * 1000 })
      storePlatform(vendor, { ...vendor.memory.world.platform, token: value })
    },
  }
}
