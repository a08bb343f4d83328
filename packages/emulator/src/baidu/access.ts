import type { Call } from '../server/call.js'
import { type Token, worthOf } from '../state/issued.js'
import type { Vendor } from './context.js'
import type { BaiduErrno, GatewayCode } from './replies.js'
import type { BaiduApp } from './state.js'

const isForm = ({ headers }: Call): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')

/**
 * The fields of a call: query and form body count alike (docs/vendors/baidu.md B.0); where both name one, the body's
 * is taken (guess). A body that is not a form, JSON for one, is not looked into.
 */
export const readFields = (call: Call): URLSearchParams => {
  const fields = new URLSearchParams(call.rawQuery)
  if (isForm(call)) new URLSearchParams(call.body).forEach((value, name) => fields.set(name, value))
  return fields
}

/** Looks the caller's token up, or says why the gateway lets it in nowhere (B.0.1). */
export const readToken = (
  vendor: Vendor,
  fields: URLSearchParams,
  kind: Token['kind'],
  at: number,
): Token | GatewayCode => {
  const value = fields.get('access_token') ?? ''
  // The code for a missing token is that of other Baidu products (B.0.1, guess).
  if (value === '') return '100'
  const token = vendor.memory.tokens.get(value)
  if (token === undefined) return '110'
  const worth = worthOf(token, at)
  if (worth === 'expired') return '111'
  return worth === 'good' && token.kind === kind ? token : '110'
}

/** The reason an address may not come in, if any: the errno of the vendor's enum (B.1.3). */
export const barred = (vendor: Vendor, call: Call): BaiduErrno | undefined => {
  const { ipAllowlist } = vendor.memory.world
  return ipAllowlist.length > 0 && !ipAllowlist.includes(call.ip) ? '40008' : undefined
}

/** The reason an app is closed to the platform, if any: which of several errnos comes is a guess (B.1.3). */
export const unauthorized = (app: BaiduApp): BaiduErrno | undefined =>
  !app.authorized ? '50032' : app.permitted ? undefined : '40007'
