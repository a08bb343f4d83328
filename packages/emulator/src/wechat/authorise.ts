import { giveVoucher, revokeVouchers } from '../issue.js'
import { admitApp } from '../memory.js'
import { hexDigits } from '../random.js'
import { newRefreshToken } from './app-token.js'
import type { Vendor } from './desk.js'
import { newWechatApp } from './seed.js'

/**
 * A merchant authorises the platform: a code to be exchanged, and a new refresh token in place of the old one, which is
 * worthless from now on (docs/vendors/wechat.md A.5).
 */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory, random } = vendor
  const app = memory.apps.get(appId) ?? newWechatApp(appId)
  const code = `queryauthcode@@@${hexDigits(random, 40)}`
  const refreshToken = newRefreshToken(random)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  revokeVouchers(memory, 'refresh', appId, app.refreshToken)
  giveVoucher(memory, { value: refreshToken, kind: 'refresh', owner: appId, state: 'valid' }, { at })
  giveVoucher(memory, { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  admitApp(memory, { ...app, authorized: true, refreshToken, authorizedAt: Math.floor(at / 1000) })
  return code
}
