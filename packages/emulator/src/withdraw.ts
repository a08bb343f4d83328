import { revokeVouchers } from './issue.js'
import type { AppHolder, Memory } from './memory.js'

/**
 * A merchant takes the authorisation back: codes and refresh tokens are worthless from now on (docs/vendors/wechat.md
 * A.5; at Baidu a guess). `false` when there is no such app.
 */
export const withdraw = <W, A extends AppHolder & { readonly authorized: boolean }>(
  memory: Memory<W, A>,
  appId: string,
): boolean => {
  const app = memory.apps.get(appId)
  if (app === undefined) return false
  revokeVouchers(memory, 'refresh', appId, app.refreshToken)
  revokeVouchers(memory, 'code', appId)
  memory.apps.set(appId, { ...app, authorized: false })
  return true
}
