import { giveVoucher } from '../issue.js'
import { admitApp } from '../memory.js'
import { hexDigits } from '../random.js'
import type { Vendor } from './desk.js'
import { newBaiduApp } from './seed.js'

/**
 * A merchant authorises the platform: a code that is good for 60 seconds (docs/vendors/baidu.md B.3). The refresh token
 * before goes on until the code is exchanged (guess).
 */
export const authorise = (vendor: Vendor, appId: string, at: number): string => {
  const { memory, random } = vendor
  const code = hexDigits(random, 32)
  const expiresAt = at + memory.world.lifetimes.code * 1000
  giveVoucher(memory, { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at })
  admitApp(memory, { ...(memory.apps.get(appId) ?? newBaiduApp(appId)), authorized: true })
  return code
}
