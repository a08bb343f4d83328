import type { Outcome } from '../call.js'
import { giveToken, giveVoucher, revokeVouchers, spendVoucher } from '../issue.js'
import { worthOf } from '../mortal.js'
import type { Voucher } from '../voucher.js'
import { storeApp, type PlatformDesk, type Visit } from './desk.js'
import { newToken, refreshLife } from './give.js'
import { flat, refuseGrant } from './reply.js'
import type { BaiduApp } from './state.js'

/** The two grant types of /rest/2.0/oauth/token and the field each is asked for with (docs/vendors/baidu.md B.3). */
const grants = {
  app_to_tp_authorization_code: { field: 'code', kind: 'code' },
  app_to_tp_refresh_token: { field: 'refresh_token', kind: 'refresh' },
} as const

const grantOf = (type: string | null) =>
  type === 'app_to_tp_authorization_code' || type === 'app_to_tp_refresh_token' ? grants[type] : undefined

const granted = ({ vendor, at }: Visit, app: BaiduApp, voucher: Voucher): Outcome => {
  const { memory } = vendor
  const { appToken, grace } = memory.world.lifetimes
  const accessToken = newToken(vendor, '45', appToken, at)
  const refreshToken = newToken(vendor, '46', refreshLife, at)
  const owner = app.appId
  const commit = (): void => {
    const token = { value: accessToken, kind: 'app', owner, state: 'valid', expiresAt: at + appToken * 1000 } as const
    const refresh = { value: refreshToken, kind: 'refresh', owner, state: 'valid' } as const
    spendVoucher(memory, voucher)
    revokeVouchers(memory, 'refresh', owner, app.refreshToken)
    giveVoucher(memory, { ...refresh, expiresAt: at + refreshLife * 1000 }, { at })
    giveToken(memory, token, { at, graceMs: grace * 1000 })
    storeApp(vendor, { ...app, token: accessToken, refreshToken })
  }
  const reply = flat(vendor, { access_token: accessToken, refresh_token: refreshToken, expires_in: appToken })
  return { reply, changes: true, commit }
}

/**
 * GET /rest/2.0/oauth/token (B.3): flat answers; a code or refresh token is worthless once it was taken in, whether or
 * not the answer arrived. That a new grant by code ends the refresh token before it is a guess.
 */
export const grantAppToken: PlatformDesk = (visit): Outcome => {
  const { vendor, at, fields } = visit
  const grant = grantOf(fields.get('grant_type'))
  if (grant === undefined) return refuseGrant(vendor, 'unsupported_grant_type')
  const value = fields.get(grant.field) ?? ''
  if (value === '') return refuseGrant(vendor, 'invalid_request')
  const voucher = vendor.memory.vouchers.get(value)
  const app = vendor.memory.apps.get(voucher?.owner ?? '')
  if (voucher?.kind !== grant.kind || app === undefined) return refuseGrant(vendor, 'invalid_grant')
  if (worthOf(voucher, at) === 'good' && app.authorized) return granted(visit, app, voucher)
  const isUsedRefresh = voucher.kind === 'refresh' && voucher.state === 'used'
  return refuseGrant(vendor, isUsedRefresh ? vendor.memory.world.profile.usedRefreshToken : 'invalid_grant')
}
