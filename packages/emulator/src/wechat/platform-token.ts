import type { Outcome } from '../call.js'
import { giveToken } from '../issue.js'
import { worthOf } from '../mortal.js'
import { hexDigits } from '../random.js'
import { storePlatform, type PlatformDesk, type Visit } from './desk.js'
import type { WechatCode } from './errcode.js'
import { json, ok, refuse } from './reply.js'
import type { WechatPlatform } from './state.js'

const refusedSecret = ({ vendor }: Visit, platform: WechatPlatform, secret: unknown): WechatCode | undefined => {
  if (typeof secret !== 'string' || secret === '') return '41004'
  return secret === platform.secret ? undefined : vendor.memory.world.profile.wrongSecret
}

const refusedTicket = ({ vendor, at, body }: Visit, platform: WechatPlatform): WechatCode | undefined => {
  const value = body.component_verify_ticket
  const ticket = typeof value === 'string' ? vendor.memory.vouchers.get(value) : undefined
  if (ticket?.kind !== 'ticket' || ticket.owner !== platform.appId) return '61006'
  const worth = worthOf(ticket, at)
  return worth === 'expired' ? '61005' : worth === 'good' ? undefined : '61006'
}

/**
 * POST /cgi-bin/component/api_component_token (docs/vendors/wechat.md A.5): no token; any ticket pushed in the last 12
 * hours will do (guess). The token before lives on for five minutes.
 */
export const getPlatformToken: PlatformDesk = (visit, platform): Outcome => {
  const { vendor, at, body } = visit
  const refused = refusedSecret(visit, platform, body.component_appsecret) ?? refusedTicket(visit, platform)
  if (refused !== undefined) return refuse(vendor, at, refused)
  const { platformToken, grace } = vendor.memory.world.lifetimes
  const value = `61_${hexDigits(vendor.random, 48)}`
  const expiresAt = at + platformToken * 1000
  return {
    reply: json(vendor, { component_access_token: value, expires_in: platformToken }),
    changes: true,
    commit: () => {
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      giveToken(vendor.memory, token, { at, graceMs: grace * 1000 })
      storePlatform(vendor, { ...vendor.memory.world.platform, token: value })
    },
  }
}

/** POST /cgi-bin/component/api_start_push_ticket (A.5): the secret goes under another name here. */
export const startTicketPush: PlatformDesk = (visit, platform) => {
  const { vendor, at, body } = visit
  const refused = refusedSecret(visit, platform, body.component_secret)
  if (refused !== undefined) return refuse(vendor, at, refused)
  return { reply: ok(vendor), changes: true, commit: () => vendor.askForTicket() }
}
