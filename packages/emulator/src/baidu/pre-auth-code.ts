import { giveVoucher } from '../issue.js'
import { hexDigits } from '../random.js'
import type { PlatformDesk } from './desk.js'
import { ok } from './reply.js'

/** GET /rest/2.0/smartapp/tp/createpreauthcode (docs/vendors/baidu.md B.3): 20 minutes. */
export const createPreAuthCode: PlatformDesk = ({ vendor, at }, { appId }) => {
  const { preAuthCode } = vendor.memory.world.lifetimes
  const value = hexDigits(vendor.random, 32)
  const expiresAt = at + preAuthCode * 1000
  return {
    reply: ok(vendor, at, { pre_auth_code: value, expires_in: preAuthCode }),
    changes: true,
    commit: () =>
      giveVoucher(vendor.memory, { value, kind: 'pre-auth', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}
