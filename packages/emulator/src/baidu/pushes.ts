import type { JsonObject } from '../json.js'
import { isGenuine, type Push, type PushOrder } from '../push/push.js'
import { seal } from '../push/seal.js'
import { issueGrant } from '../state/issued.js'
import { admitApp, storePlatform, withdraw } from '../state/memory.js'
import { hexDigits } from '../state/random.js'
import { type Vendor } from './context.js'
import { newBaiduApp } from './seed.js'

/**
 * A merchant authorises the platform: a code that is good for 60 seconds (docs/vendors/baidu.md B.3). The refresh token
 * before goes on until the code is exchanged (guess).
 */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory, random } = vendor
  const code = hexDigits(random, 32)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  issueGrant(memory, { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  admitApp(memory, { ...(memory.apps.get(appId) ?? newBaiduApp(appId)), authorized: true })
  return code
}

const ticketMessage = (vendor: Vendor, order: PushOrder, at: number): JsonObject => {
  const { memory, random } = vendor
  const ticket = hexDigits(random, 64)
  if (isGenuine(order)) {
    const { platform, lifetimes } = memory.world
    const expiresAt = at + lifetimes.ticket * 1000
    issueGrant(memory, { value: ticket, kind: 'ticket', owner: platform.appId, state: 'valid', expiresAt }, { at })
    storePlatform(vendor, { ...platform, ticket })
  }
  const seconds = Math.floor(at / 1000)
  const CreateTime = memory.world.profile.createTime === 'number' ? seconds : String(seconds)
  return { Ticket: ticket, FromUserName: 'SmartAPP', CreateTime, MsgType: 'ticket', Event: 'push' }
}

const beijing = 8 * 3600 * 1000

const timeOf = (at: number): string => new Date(at + beijing).toISOString().slice(0, 19).replace('T', ' ')

const names = { authorised: 'AUTHORIZED', updated: 'UPDATE_AUTHORIZED', unauthorised: 'UNAUTHORIZED' } as const

const messageOf = (vendor: Vendor, order: PushOrder, at: number): JsonObject | undefined => {
  const { event, appId = '' } = order
  const { platform, lifetimes } = vendor.memory.world
  if (event === 'ticket') return ticketMessage(vendor, order, at)
  const common = { tpAppId: platform.appId, eventTime: timeOf(at) }
  if (event === 'other') return { appId: 'bd-other', ...common, event: 'PACKAGE_AUDIT_PASS' }
  if (appId === '') return undefined
  const about = { appId, ...common, event: names[event] }
  if (event === 'unauthorised') return isGenuine(order) && !withdraw(vendor.memory, appId) ? undefined : about
  const authorizationCode = isGenuine(order) ? authorise(vendor, appId, at) : hexDigits(vendor.random, 32)
  return { ...about, authorizationCode, authorizationCodeExpiresIn: lifetimes.code }
}

/**
 * A push (docs/vendors/baidu.md B.3): JSON with the seal's parts in the body and nothing in the query; the client id
 * ends the sealed text. `undefined` when there is no such app.
 */
export const pushOf = (vendor: Vendor, order: PushOrder, at: number): Push | undefined => {
  const message = messageOf(vendor, order, at)
  if (message === undefined) return undefined
  const { platform } = vendor.memory.world
  const { timestamp, nonce, encrypt, signature } = seal(
    { ...platform, receiver: platform.clientId },
    JSON.stringify(message),
    { variant: order.variant, at, random: vendor.random },
  )
  return {
    query: {},
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Nonce: nonce, TimeStamp: timestamp, Encrypt: encrypt, MsgSignature: signature }),
  }
}
