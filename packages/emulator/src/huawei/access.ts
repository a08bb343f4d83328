import type { Call } from '../server/call.js'
import { worthOf } from '../state/issued.js'
import type { Vendor } from './context.js'
import type { GatewayCode } from './replies.js'

/** The token of a call: after `Bearer`, in the header `Authorization` (docs/vendors/huawei.md C.7.0). */
export const bearerOf = ({ headers }: Call): string => /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? ''

/** The app that a call names in its header (C.7.0); empty for none. */
export const namedAppOf = ({ headers }: Call): string => headers['appid'] ?? ''

/** Why a call is let in nowhere, if so: its token or client id is not good (C.7.3). */
export const refusedToken = ({ memory }: Vendor, call: Call): GatewayCode | undefined => {
  const token = memory.tokens.get(bearerOf(call))
  if (token === undefined || token.kind !== 'platform') return '205524993'
  const worth = worthOf(token, call.at)
  if (worth === 'expired') return '205524994'
  if (worth !== 'good') return '205524993'
  return call.headers['client_id'] === memory.world.platform.clientId ? undefined : '205524993'
}

/** Whether the caller's address may not come in; that there is such a list is a guess. */
export const isBarred = ({ memory }: Vendor, { ip }: Call): boolean => {
  const { ipAllowlist } = memory.world
  return ipAllowlist.length > 0 && !ipAllowlist.includes(ip)
}
