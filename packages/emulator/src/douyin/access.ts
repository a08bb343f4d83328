import { parseObject, type JsonObject } from '../json.js'
import type { Call } from '../server/call.js'
import { type Token, worthOf } from '../state/issued.js'
import type { Vendor } from './context.js'
import type { DouyinCode } from './replies.js'
import type { DouyinApp } from './state.js'

const isJson = ({ headers }: Call): boolean =>
  (headers['content-type'] ?? '').toLowerCase().startsWith('application/json')

/** The JSON body of a POST; `undefined` where it is none, or is not said to be one (docs/vendors/douyin.md C.1.0). */
export const readBody = (call: Call): JsonObject | undefined =>
  isJson(call) && call.utf8 ? parseObject(call.body) : undefined

/** The token of a call: a header, and nowhere else (C.1.0). */
export const headerToken = ({ headers }: Call): string => headers['access-token'] ?? ''

const badToken = ({ memory }: Vendor, kind: Token['kind'], why: 'wrong' | 'expired'): DouyinCode => {
  if (memory.world.profile.tokenCodes === 'general') return why === 'expired' ? '28001008' : '28001003'
  if (kind === 'app') return '40020'
  return why === 'expired' ? '40009' : '40010'
}

/** Looks the caller's token up, or says why the call goes no further (C.1.3). */
export const readToken = (vendor: Vendor, call: Call, kind: Token['kind'], at: number): Token | DouyinCode => {
  const token = vendor.memory.tokens.get(headerToken(call))
  if (token === undefined || token.kind !== kind) return badToken(vendor, kind, 'wrong')
  const worth = worthOf(token, at)
  return worth === 'good' ? token : badToken(vendor, kind, worth === 'ended' ? 'wrong' : 'expired')
}

/** Whether an address may not come in. */
export const isBarred = (vendor: Vendor, call: Call): boolean => {
  const { ipAllowlist } = vendor.memory.world
  return ipAllowlist.length > 0 && !ipAllowlist.includes(call.ip)
}

/** The reason an app is closed to the platform, if any. */
export const unauthorized = (app: DouyinApp): DouyinCode | undefined =>
  !app.authorized ? '40022' : app.permitted ? undefined : '40036'
