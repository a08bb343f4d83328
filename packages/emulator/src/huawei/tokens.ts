import { parseObject } from '../json.js'
import { type Call, type Outcome } from '../server/call.js'
import { issueToken } from '../state/issued.js'
import { storePlatform } from '../state/memory.js'
import { hexDigits } from '../state/random.js'
import type { TokenCall } from '../state/token-calls.js'
import type { Vendor } from './context.js'
import { json, refuse, refuseAtGateway } from './replies.js'

/** The path of the one call that gives tokens. */
export const tokenPath = '/api/oauth2/v1/token'

/** What a call of the token endpoint is about: always the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call): TokenCall | undefined =>
  call.path === tokenPath ? { endpoint: 'oauth2/token', appId: memory.world.platform.appId } : undefined

/** The grant type that a call of the token endpoint names. */
export const grantTypeOf = ({ body }: Call): string => {
  const type = parseObject(body)?.['grant_type']
  return typeof type === 'string' ? type : ''
}

/** POST /api/oauth2/v1/token (docs/vendors/huawei.md C.7.5): 48 hours, and those given before stay good. */
export const givePlatformToken = (vendor: Vendor, call: Call): Outcome => {
  const { memory, random } = vendor
  const { platform, lifetimes } = memory.world
  const given = parseObject(call.body)
  if (given === undefined || grantTypeOf(call) !== 'client_credentials') return refuse(vendor, '205979650')
  if (given['client_id'] !== platform.clientId || given['client_secret'] !== platform.clientSecret)
    return refuseAtGateway('203890688')
  const value = `eyJhbGciOiJIUzI1NiJ9.${hexDigits(random, 64)}.${hexDigits(random, 32)}`
  const expiresAt = call.at + lifetimes.platformToken * 1000
  return {
    reply: json(200, { access_token: value, expires_in: lifetimes.platformToken }),
    changes: true,
    commit: () => {
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      issueToken(memory, token, { at: call.at })
      storePlatform(vendor, { ...memory.world.platform, token: value })
    },
  }
}
