import type { JsonObject } from '../json.js'
import { isGenuine, type Push, type PushOrder } from '../push/push.js'
import { seal } from '../push/seal.js'
import { issueGrant } from '../state/issued.js'
import { admitApp, storePlatform, withdraw } from '../state/memory.js'
import { hexDigits } from '../state/random.js'
import { type Vendor } from './context.js'
import { timeOf } from './replies.js'
import { newDouyinApp } from './seed.js'

/** Makes an authorisation code of an app. */
const issueCode = ({ memory, random }: Vendor, appId: string, at: number): string => {
  const value = hexDigits(random, 40)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  issueGrant(memory, { value, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  return value
}

/** A merchant authorises the application: a code that is good for an hour (docs/vendors/douyin.md C.1.6). */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory } = vendor
  admitApp(memory, { ...(memory.apps.get(appId) ?? newDouyinApp(appId)), authorized: true })
  return issueCode(vendor, appId, at)
}

const ticketMessage = (vendor: Vendor, order: PushOrder, at: number): JsonObject => {
  const { memory, random } = vendor
  const ticket = hexDigits(random, 32)
  if (isGenuine(order)) {
    const { platform, lifetimes } = memory.world
    const expiresAt = at + lifetimes.ticket * 1000
    issueGrant(memory, { value: ticket, kind: 'ticket', owner: platform.appId, state: 'valid', expiresAt }, { at })
    storePlatform(vendor, { ...platform, ticket })
  }
  const CreateTime = memory.world.profile.createTime === 'date' ? timeOf(at) : Math.floor(at / 1000)
  return { Ticket: ticket, FromUserName: 'ByteDanceMicroApp', CreateTime, MsgType: 'Ticket', Event: 'PUSH' }
}

const names = { authorised: 'AUTHORIZED', updated: 'UPDATE_AUTHORIZED', unauthorised: 'UNAUTHORIZED' } as const

const messageOf = (vendor: Vendor, order: PushOrder, at: number): JsonObject | undefined => {
  const { event, appId = '' } = order
  const { platform, lifetimes } = vendor.memory.world
  if (event === 'ticket') return ticketMessage(vendor, order, at)
  const common = { TpAppId: platform.appId, EventTime: timeOf(at) }
  if (event === 'other') return { AppId: 'tt-other', ...common, Event: 'PACKAGE_AUDIT' }
  if (appId === '') return undefined
  const about = { AppId: appId, ...common, Event: names[event] }
  if (event === 'unauthorised') return isGenuine(order) && !withdraw(vendor.memory, appId) ? undefined : about
  const AuthorizationCode = isGenuine(order) ? authorise(vendor, appId, at) : hexDigits(vendor.random, 40)
  return { ...about, AuthorizationCode, AuthorizationCodeExpiresIn: lifetimes.code }
}

/**
 * A push (docs/vendors/douyin.md C.1.7): JSON with the seal's parts in the body and nothing in the query; the application's id ends
 * the sealed text. `undefined` when there is no such app.
 */
export const pushOf = (vendor: Vendor, order: PushOrder, at: number): Push | undefined => {
  const message = messageOf(vendor, order, at)
  if (message === undefined) return undefined
  const { platform } = vendor.memory.world
  const { timestamp, nonce, encrypt, signature } = seal(
    { ...platform, receiver: platform.appId },
    JSON.stringify(message),
    { variant: order.variant, at, random: vendor.random },
  )
  return {
    query: {},
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Nonce: nonce, TimeStamp: timestamp, Encrypt: encrypt, MsgSignature: signature }),
  }
}
