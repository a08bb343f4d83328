import { giveVoucher } from '../issue.js'
import { hexDigits } from '../random.js'
import type { PlatformDesk } from './desk.js'
import { json } from './reply.js'

/** POST /cgi-bin/component/api_create_preauthcode (docs/vendors/wechat.md A.5; D 28: 1800 s by the text). */
export const createPreAuthCode: PlatformDesk = ({ vendor, at }, { appId }) => {
  const { preAuthCode } = vendor.memory.world.lifetimes
  const value = `preauthcode@@@${hexDigits(vendor.random, 40)}`
  const expiresAt = at + preAuthCode * 1000
  return {
    reply: json(vendor, { pre_auth_code: value, expires_in: preAuthCode }),
    changes: true,
    commit: () =>
      giveVoucher(vendor.memory, { value, kind: 'pre-auth', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}
