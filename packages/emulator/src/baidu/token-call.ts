import type { Call } from '../call.js'
import type { TokenCall } from '../token-calls.js'
import type { Vendor } from './desk.js'
import { readFields } from './door.js'
import { platformTokenPath } from './platform-token.js'

/** The path of both grants. */
export const oauthPath = '/rest/2.0/oauth/token'

/** The path of the pre-auth code. */
export const preAuthPath = '/rest/2.0/smartapp/tp/createpreauthcode'

/** The path of the recovery. */
export const recoveryPath = '/rest/2.0/smartapp/auth/retrieve/authorizationcode'

/** What a call of a token endpoint is about: the app named in it, the owner of its code or token, or the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call): TokenCall | undefined => {
  const platform = memory.world.platform.appId
  if (call.path === platformTokenPath) return { endpoint: 'tp/token', appId: platform }
  if (call.path === preAuthPath) return { endpoint: 'createpreauthcode', appId: platform }
  if (call.path !== oauthPath && call.path !== recoveryPath) return undefined
  const fields = readFields(call)
  if (call.path === recoveryPath) return { endpoint: 'authorizationcode', appId: fields.get('app_id') ?? platform }
  const voucher = memory.vouchers.get(fields.get('refresh_token') ?? fields.get('code') ?? '')
  return { endpoint: fields.get('grant_type') ?? '', appId: voucher?.owner ?? platform }
}
