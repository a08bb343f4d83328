import type { Outcome } from '../call.js'
import { giveToken, giveVoucher, spendVoucher } from '../issue.js'
import type { JsonObject } from '../json.js'
import { worthOf } from '../mortal.js'
import { hexDigits } from '../random.js'
import { storeApp, type PlatformDesk, type Visit } from './desk.js'
import type { WechatCode } from './errcode.js'
import { json, refuse } from './reply.js'
import type { WechatApp } from './state.js'

/** Makes the text of a refresh token. */
export const newRefreshToken = (random: () => number): string => `refreshtoken@@@${hexDigits(random, 40)}`

const storeGrant = (visit: Visit, app: WechatApp, accessToken: string, refreshToken: string): void => {
  const { vendor, at } = visit
  const { appToken, grace } = vendor.memory.world.lifetimes
  const expiresAt = at + appToken * 1000
  const token = { value: accessToken, kind: 'app', owner: app.appId, state: 'valid', expiresAt } as const
  giveToken(vendor.memory, token, { at, graceMs: grace * 1000 })
  storeApp(vendor, { ...app, token: accessToken, refreshToken })
}

const grantOf = (accessToken: string, expiresIn: number, refreshToken: string): JsonObject => ({
  authorizer_access_token: accessToken,
  expires_in: expiresIn,
  authorizer_refresh_token: refreshToken,
})

const permissionsOf = (app: WechatApp): ReadonlyArray<JsonObject> =>
  app.permissions.map((id) => ({ funcscope_category: { id } }))

const codeOf = ({ vendor, body }: Visit) => {
  const value = body.authorization_code
  const voucher = typeof value === 'string' ? vendor.memory.vouchers.get(value) : undefined
  return voucher?.kind === 'code' ? voucher : undefined
}

/**
 * POST /cgi-bin/component/api_query_auth (docs/vendors/wechat.md A.5): a code is good once. The tokens are missing
 * when the account granted no permission at all.
 */
export const exchangeCode: PlatformDesk = (visit): Outcome => {
  const { vendor, at } = visit
  const code = codeOf(visit)
  const app = vendor.memory.apps.get(code?.owner ?? '')
  if (code === undefined || app === undefined) return refuse(vendor, at, '61009')
  const worth = worthOf(code, at)
  if (worth !== 'good') return refuse(vendor, at, worth === 'expired' ? '61010' : '61009')
  if (!app.authorized) return refuse(vendor, at, '61003')
  const accessToken = `61_${hexDigits(vendor.random, 48)}`
  const grant =
    app.permissions.length === 0 ? {} : grantOf(accessToken, vendor.memory.world.lifetimes.appToken, app.refreshToken)
  const info = { authorizer_appid: app.appId, ...grant, func_info: permissionsOf(app) }
  return {
    reply: json(vendor, { authorization_info: info }),
    changes: true,
    commit: () => {
      spendVoucher(vendor.memory, code)
      const exchanged = { ...app, exchanged: true }
      if (app.permissions.length > 0) storeGrant(visit, exchanged, accessToken, app.refreshToken)
      else storeApp(vendor, exchanged)
    },
  }
}

const refusedRefresh = ({ vendor, at, body }: Visit, app: WechatApp): WechatCode | undefined => {
  if (!app.authorized) return '61003'
  const value = body.authorizer_refresh_token
  const voucher = typeof value === 'string' ? vendor.memory.vouchers.get(value) : undefined
  const isOurs = voucher?.kind === 'refresh' && voucher.owner === app.appId
  return isOurs && worthOf(voucher, at) === 'good' ? undefined : '61023'
}

/**
 * POST /cgi-bin/component/api_authorizer_token (A.5): always answers with a refresh token; whether it is a new one is
 * not documented (`refreshToken` in the profile). The one before then lives on for the grace, as does the old token.
 */
export const refreshAppToken: PlatformDesk = (visit): Outcome => {
  const { vendor, at, body } = visit
  const appId = body.authorizer_appid
  if (typeof appId !== 'string' || appId === '') return refuse(vendor, at, '40013')
  const app = vendor.memory.apps.get(appId)
  // An account that never authorised the platform: as one that took it back (guess).
  if (app === undefined) return refuse(vendor, at, '61003')
  const refused = refusedRefresh(visit, app)
  if (refused !== undefined) return refuse(vendor, at, refused)
  const { profile, lifetimes } = vendor.memory.world
  const accessToken = `61_${hexDigits(vendor.random, 48)}`
  const isNew = profile.refreshToken === 'new'
  const refreshToken = isNew ? newRefreshToken(vendor.random) : app.refreshToken
  return {
    reply: json(vendor, grantOf(accessToken, lifetimes.appToken, refreshToken)),
    changes: true,
    commit: () => {
      if (isNew) {
        const voucher = { value: refreshToken, kind: 'refresh', owner: appId, state: 'valid' } as const
        giveVoucher(vendor.memory, voucher, { at, graceMs: lifetimes.grace * 1000 })
      }
      storeGrant(visit, app, accessToken, refreshToken)
    },
  }
}
