import type { Call } from '../call.js'
import { parseObject } from '../json.js'
import type { TokenCall } from '../token-calls.js'
import type { Vendor } from './desk.js'

const prefix = '/cgi-bin/component/api_'

/** Says whether a path is one of the endpoints that give tokens, codes or lists of them. */
export const isTokenPath = (path: string): boolean => path.startsWith(prefix)

/** What a call of a token endpoint is about: the app named in it, the code's owner, or the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call): TokenCall | undefined => {
  if (!isTokenPath(call.path)) return undefined
  const { authorizer_appid: named, authorization_code: code } = parseObject(call.body) ?? {}
  const codeOwner = typeof code === 'string' ? memory.vouchers.get(code)?.owner : undefined
  const appId = typeof named === 'string' ? named : (codeOwner ?? memory.world.platform.appId)
  return { endpoint: call.path.slice(call.path.lastIndexOf('/') + 1), appId }
}
