import type { Outcome } from '../call.js'
import { giveVoucher } from '../issue.js'
import { hexDigits } from '../random.js'
import type { PlatformDesk } from './desk.js'
import { ok, refuse } from './reply.js'

const codeLife = 18_000

/**
 * POST /rest/2.0/smartapp/auth/retrieve/authorizationcode (docs/vendors/baidu.md B.3): a new authorisation code in
 * place of a lost refresh token. An app without relation, or none at all, is 50032.
 */
export const retrieveCode: PlatformDesk = ({ vendor, at, fields }): Outcome => {
  const appId = fields.get('app_id') ?? ''
  if (appId === '') return refuse(vendor, at, '40001')
  if (vendor.memory.apps.get(appId)?.authorized !== true) return refuse(vendor, at, '50032')
  const value = hexDigits(vendor.random, 32)
  const expiresAt = at + codeLife * 1000
  return {
    reply: ok(vendor, at, { authorization_code: value, expires_in: codeLife }),
    changes: true,
    commit: () => giveVoucher(vendor.memory, { value, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}
