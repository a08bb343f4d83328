import { type JsonObject, parseObject } from '../json.js'
import type { Call } from '../server/call.js'
import { type Token, worthOf } from '../state/issued.js'
import type { Vendor } from './context.js'
import type { WechatCode } from './replies.js'
import type { WechatApp } from './state.js'

/** The kind of token an endpoint asks for. */
export type TokenNeed = 'platform' | 'app' | 'any'

// A `\uXXXX` escape of a character outside ASCII (A.0); an escaped backslash before the `u` is no escape.
const unicodeEscape = /(?<!\\)(?:\\\\)*\\u(?!00[0-7])[0-9a-f]{4}/i

/** Reads the body: one JSON object in UTF-8, `{}` where there is nothing to say (docs/vendors/wechat.md A.0). */
export const readBody = (call: Call): JsonObject | WechatCode => {
  if (call.body === '') return '44002'
  if (!call.utf8) return '40033'
  if (unicodeEscape.test(call.body)) return '47002'
  return parseObject(call.body) ?? '47001'
}

/** The token's text, from the query only: the body does not count (A.0). Its newer name and its older one both do. */
export const tokenIn = ({ query }: Call): string =>
  query.get('access_token') ?? query.get('component_access_token') ?? ''

/** Looks the caller's token up, or says why it opens nothing. */
export const readToken = (vendor: Vendor, call: Call): Token | WechatCode => {
  const value = tokenIn(call)
  if (value === '') return '41001'
  const token = vendor.memory.tokens.get(value)
  if (token === undefined) return vendor.memory.world.profile.unknownToken
  const worth = worthOf(token, call.at)
  if (worth === 'good') return token
  if (worth === 'expired') return '42001'
  return worth === 'superseded' ? vendor.memory.world.profile.supersededToken : '40001'
}

/** The reason an address may not come in, if any (A.0, A.5). */
export const barredAddress = (vendor: Vendor, call: Call): WechatCode | undefined => {
  const { ipAllowlist } = vendor.memory.world
  return ipAllowlist.length > 0 && !ipAllowlist.includes(call.ip) ? '61004' : undefined
}

/** The reason a caller may not come in, if any: address, kind of token. */
export const barred = (vendor: Vendor, call: Call, token: Token, need: TokenNeed): WechatCode | undefined => {
  const closed = barredAddress(vendor, call)
  if (closed !== undefined) return closed
  if (need === 'platform' && token.kind !== 'platform') return '61014'
  // A platform's token at an app's endpoint: the code for a wrong kind of token (A.1.3, wire for another kind).
  return need === 'app' && token.kind !== 'app' ? '48001' : undefined
}

/** The reason a body is not the platform's own, if any (A.4, A.5). */
export const otherComponent = (vendor: Vendor, body: JsonObject): WechatCode | undefined => {
  const { platform, profile } = vendor.memory.world
  const named = body.component_appid
  if (typeof named !== 'string' || named === '') return '41018'
  return named === platform.appId ? undefined : profile.unknownComponent
}

const domainPermission = 18

/** The reason an app's endpoint is closed to the platform, if any (A.0, A.4). */
export const unauthorized = (vendor: Vendor, app: WechatApp): WechatCode | undefined => {
  if (!app.authorized) return '61003'
  return app.permissions.includes(domainPermission) ? undefined : vendor.memory.world.profile.permissionMissing
}
