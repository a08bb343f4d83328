import { isGenuine, type Push, type PushOrder } from '../push/push.js'
import { seal, signatureOf } from '../push/seal.js'
import { issueGrant, revokeGrants } from '../state/issued.js'
import { admitApp, storePlatform, withdraw } from '../state/memory.js'
import { hexDigits } from '../state/random.js'
import { type Vendor } from './context.js'
import { newWechatApp } from './seed.js'
import { newRefreshToken } from './tokens.js'

/**
 * A merchant authorises the platform: a code to be exchanged, and a new refresh token in place of the old one, which is
 * worthless from now on (docs/vendors/wechat.md A.5). That who was authorised already keeps a row with a refresh token is a guess.
 */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory, random } = vendor
  const known = memory.apps.get(appId)
  const app = known ?? newWechatApp(appId)
  const isListed = known?.authorized === true && known.exchanged && memory.world.profile.reauthorised === 'listed'
  const code = `queryauthcode@@@${hexDigits(random, 40)}`
  const refreshToken = newRefreshToken(random)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  revokeGrants(memory, 'refresh', appId, app.refreshToken)
  issueGrant(memory, { value: refreshToken, kind: 'refresh', owner: appId, state: 'valid' }, { at })
  issueGrant(memory, { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  admitApp(memory, { ...app, authorized: true, refreshToken, authorizedAt: Math.floor(at / 1000), exchanged: isListed })
  return code
}

type Fields = { readonly [name: string]: string | number }

const xml = (fields: Fields): string => {
  const lines = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  )
  return `<xml>${lines.join('')}</xml>`
}

const ticketFields = (vendor: Vendor, order: PushOrder, at: number): Fields => {
  const { memory, random } = vendor
  const ticket = `ticket@@@${hexDigits(random, 64)}`
  if (isGenuine(order)) {
    const { platform, lifetimes } = memory.world
    const expiresAt = at + lifetimes.ticket * 1000
    issueGrant(memory, { value: ticket, kind: 'ticket', owner: platform.appId, state: 'valid', expiresAt }, { at })
    storePlatform(vendor, { ...platform, ticket })
  }
  return { InfoType: 'component_verify_ticket', ComponentVerifyTicket: ticket }
}

const codeFields = (vendor: Vendor, order: PushOrder, appId: string, at: number): Fields => ({
  InfoType: order.event === 'authorised' ? 'authorized' : 'updateauthorized',
  AuthorizerAppid: appId,
  AuthorizationCode: isGenuine(order)
    ? authorise(vendor, appId, at)
    : `queryauthcode@@@${hexDigits(vendor.random, 40)}`,
  AuthorizationCodeExpiredTime: Math.floor(at / 1000) + vendor.memory.world.lifetimes.code,
  PreAuthCode: `preauthcode@@@${hexDigits(vendor.random, 40)}`,
})

// The three events of an authorisation and their fields: docs/vendors/wechat.md A.5.
const fieldsOf = (vendor: Vendor, order: PushOrder, at: number): Fields | undefined => {
  const { event, appId = '' } = order
  if (event === 'ticket') return ticketFields(vendor, order, at)
  if (event === 'other') return { InfoType: 'notify_third_fasteregister', appid: 'wx-other', status: 0 }
  if (appId === '') return undefined
  if (event !== 'unauthorised') return codeFields(vendor, order, appId, at)
  if (isGenuine(order) && !withdraw(vendor.memory, appId)) return undefined
  return { InfoType: 'unauthorized', AuthorizerAppid: appId }
}

/**
 * A push to the authorisation event URL (docs/vendors/wechat.md A.5): XML, always sealed; `AppId` and no `ToUserName`;
 * `signature` is a decoy without the sealed text. `undefined` when there is no such app.
 */
export const pushOf = (vendor: Vendor, order: PushOrder, at: number): Push | undefined => {
  const fields = fieldsOf(vendor, order, at)
  if (fields === undefined) return undefined
  const { platform } = vendor.memory.world
  const { appId, pushToken } = platform
  const message = xml({ AppId: appId, CreateTime: Math.floor(at / 1000), ...fields })
  const { timestamp, nonce, encrypt, signature } = seal({ ...platform, receiver: appId }, message, {
    variant: order.variant,
    at,
    random: vendor.random,
  })
  return {
    query: {
      signature: signatureOf(pushToken, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      ...(signature === undefined ? {} : { msg_signature: signature }),
    },
    headers: { 'content-type': 'text/xml' },
    body: xml({ AppId: appId, Encrypt: encrypt }),
  }
}
