import { giveVoucher, revokeVouchers } from '../issue.js'
import { admitApp } from '../memory.js'
import { hexDigits } from '../random.js'
import { newRefreshToken } from './app-token.js'
import type { Vendor } from './desk.js'
import { newWechatApp } from './seed.js'

/**
 * A merchant authorises the platform: a code to be exchanged, and a new refresh token in place of the old one, which is
 * worthless from now on (docs/vendors/wechat.md A.5). That who was authorised already keeps a row with a refresh token is a guess.
 */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory, random } = vendor
  const known = memory.apps.get(appId)
  const app = known ?? newWechatApp(appId)
  const isListed = known?.authorized === true && known.exchanged && memory.world.profile.reauthorised === 'listed'
  const code = `queryauthcode@@@${hexDigits(random, 40)}`
  const refreshToken = newRefreshToken(random)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  revokeVouchers(memory, 'refresh', appId, app.refreshToken)
  giveVoucher(memory, { value: refreshToken, kind: 'refresh', owner: appId, state: 'valid' }, { at })
  giveVoucher(memory, { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  admitApp(memory, { ...app, authorized: true, refreshToken, authorizedAt: Math.floor(at / 1000), exchanged: isListed })
  return code
}
