import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { issueToken, issueGrant, revokeGrants, spendGrant, type Grant, worthOf } from '../state/issued.js'
import { storeApp, storePlatform } from '../state/memory.js'
import { hexDigits } from '../state/random.js'
import type { TokenCall } from '../state/token-calls.js'
import { readBody } from './access.js'
import { type PlatformHandler, type RequestContext, type Vendor } from './context.js'
import { flat, ok, refuse, refuseFlat } from './replies.js'
import type { DouyinApp } from './state.js'

/** The paths of the token calls, without their trailing slash (docs/vendors/douyin.md C.1.6). */
export const tokenPaths = {
  component: '/openapi/v2/auth/tp/token',
  app: '/api/tpapp/v2/auth/get_auth_token',
  retrieve: '/api/tpapp/v2/auth/retrieve_auth_code',
  apps: '/api/tpapp/v2/auth/get_auth_app_list',
  link: '/api/tpapp/v3/auth/gen_link',
} as const

const refreshLife = 2_592_000

/** What a call of a token endpoint is about: the app named in it, the owner of its code or token, or the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call, path: string): TokenCall | undefined => {
  if (!Object.values<string>(tokenPaths).includes(path)) return undefined
  const platform = memory.world.platform.appId
  const endpoint = path.slice(path.lastIndexOf('/') + 1)
  if (path === tokenPaths.retrieve) {
    const named = readBody(call)?.authorization_appid
    return { endpoint, appId: typeof named === 'string' ? named : platform }
  }
  if (path !== tokenPaths.app)
    return { endpoint: path === tokenPaths.component ? 'tp/token' : endpoint, appId: platform }
  const { query } = call
  const grant = memory.grants.get(query.get('authorizer_refresh_token') ?? query.get('authorization_code') ?? '')
  return { endpoint: query.get('grant_type') ?? '', appId: grant?.owner ?? platform }
}

/**
 * GET /openapi/v2/auth/tp/token/: any ticket pushed in the last three hours will do (guess). The token before lives on for five
 * minutes, and only the newest two live.
 */
export const getComponentToken: PlatformHandler = ({ vendor, call: { query }, at }, platform): Outcome => {
  const { lifetimes } = vendor.memory.world
  if (query.get('component_appid') !== platform.appId) return refuseFlat(vendor, '40003')
  if (query.get('component_appsecret') !== platform.secret) return refuseFlat(vendor, '40038')
  const ticket = vendor.memory.grants.get(query.get('component_ticket') ?? '')
  const isGood = ticket?.kind === 'ticket' && ticket.owner === platform.appId && worthOf(ticket, at) === 'good'
  if (!isGood) return refuseFlat(vendor, '40037')
  const value = `clt.${hexDigits(vendor.random, 48)}`
  return {
    reply: flat({ component_access_token: value, expires_in: lifetimes.platformToken }),
    changes: true,
    commit: () => {
      const expiresAt = at + lifetimes.platformToken * 1000
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      issueToken(vendor.memory, token, { at, graceMs: lifetimes.grace * 1000, living: 2 })
      storePlatform(vendor, { ...vendor.memory.world.platform, token: value })
    },
  }
}

/** The two grant types of get_auth_token and the parameter each is asked for with. */
const grantTypes = {
  app_to_tp_authorization_code: { field: 'authorization_code', kind: 'code' },
  app_to_tp_refresh_token: { field: 'authorizer_refresh_token', kind: 'refresh' },
} as const

const grantOf = (type: string | null) =>
  type === 'app_to_tp_authorization_code' || type === 'app_to_tp_refresh_token' ? grantTypes[type] : undefined

const permission = {
  id: 2,
  category: '基本信息设置权限',
  description: '帮助小程序管理名称、头像、简介、服务类目等信息',
}

/** A grant that was taken in: the access and the refresh token before it are cleared at once (C.1.6). */
const granted = ({ vendor, at }: RequestContext, app: DouyinApp, grant: Grant): Outcome => {
  const { memory, random } = vendor
  const { appToken } = memory.world.lifetimes
  const value = `isvact.${hexDigits(random, 48)}`
  const refreshToken = `isvrft.${hexDigits(random, 48)}`
  const owner = app.appId
  const commit = (): void => {
    const token = { value, kind: 'app', owner, state: 'valid', expiresAt: at + appToken * 1000 } as const
    const refresh = { value: refreshToken, kind: 'refresh', owner, state: 'valid' } as const
    spendGrant(memory, grant)
    revokeGrants(memory, 'refresh', owner, app.refreshToken)
    issueGrant(memory, { ...refresh, expiresAt: at + refreshLife * 1000 }, { at })
    const before = memory.tokens.get(app.token)
    if (before !== undefined) memory.tokens.set(before.value, { ...before, state: 'revoked' })
    issueToken(memory, token, { at, graceMs: 0 })
    storeApp(vendor, { ...app, token: value, refreshToken })
  }
  const data = {
    authorizer_access_token: value,
    authorizer_refresh_token: refreshToken,
    expires_in: appToken,
    refresh_expires_in: refreshLife,
    authorizer_appid: owner,
    authorize_permission: [permission],
  }
  return { reply: ok(vendor, at, data), changes: true, commit }
}

/** GET /api/tpapp/v2/auth/get_auth_token/: a code or refresh token is worthless once it was taken in, also if the answer is lost. */
export const getAuthToken: PlatformHandler = (context): Outcome => {
  const { vendor, at, call } = context
  const granting = grantOf(call.query.get('grant_type'))
  if (granting === undefined) return refuse(vendor, at, '40040')
  const value = call.query.get(granting.field) ?? ''
  if (value === '') return refuse(vendor, at, '40002')
  const { usedRefreshToken, wrongCode } = vendor.memory.world.profile
  const refused = granting.kind === 'refresh' ? usedRefreshToken : wrongCode
  const grant = vendor.memory.grants.get(value)
  const app = vendor.memory.apps.get(grant?.owner ?? '')
  if (grant?.kind !== granting.kind || app === undefined) return refuse(vendor, at, refused)
  return worthOf(grant, at) === 'good' && app.authorized ? granted(context, app, grant) : refuse(vendor, at, refused)
}

/** POST /api/tpapp/v2/auth/retrieve_auth_code/: a new code in place of a lost refresh token, an hour long. */
export const retrieveAuthCode: PlatformHandler = ({ vendor, at, body }): Outcome => {
  const appId = body.authorization_appid
  if (typeof appId !== 'string' || appId === '') return refuse(vendor, at, '40001')
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, at, '40004')
  if (!app.authorized) return refuse(vendor, at, '40022')
  const code = hexDigits(vendor.random, 40)
  const { code: life } = vendor.memory.world.lifetimes
  const grant = { value: code, kind: 'code', owner: appId, state: 'valid', expiresAt: at + life * 1000 } as const
  return {
    reply: ok(vendor, at, { authorization_code: code, expires_in: life }),
    changes: true,
    commit: () => issueGrant(vendor.memory, grant, { at }),
  }
}

const whole = (text: string | null): number => (text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0)

const since = 1_700_000_000

/** GET /api/tpapp/v2/auth/get_auth_app_list/: pages from 1, of up to 50. */
export const getAuthAppList: PlatformHandler = ({ vendor, at, call }): Outcome => {
  const [page, size] = [whole(call.query.get('page')), whole(call.query.get('size'))]
  if (page === 0 || size === 0 || size > 50) return refuse(vendor, at, '40001')
  const apps = [...vendor.memory.apps.values()].filter(({ authorized }) => authorized)
  const auth_app_list = apps
    .slice((page - 1) * size, page * size)
    .map(({ appId }) => ({ auth_appid: appId, auth_time: since }))
  return answerOnly(ok(vendor, at, { auth_app_list, total: apps.length }))
}

/** POST /api/tpapp/v3/auth/gen_link/: a link for 24 hours. */
export const genLink: PlatformHandler = ({ vendor, at, body }, { appId }): Outcome => {
  const { link_type: type, redirect_uri: redirect } = body
  if (type !== 1 || (redirect !== undefined && typeof redirect !== 'string')) return refuse(vendor, at, '40001')
  const value = hexDigits(vendor.random, 32)
  const expiresAt = at + vendor.memory.world.lifetimes.preAuthCode * 1000
  const query = new URLSearchParams({ component_appid: appId, pre_auth_code: value, redirect_uri: redirect ?? '' })
  return {
    reply: ok(vendor, at, { link: `https://open.douyin.com/mappconsole/tp/authorization?${query.toString()}` }),
    changes: true,
    commit: () =>
      issueGrant(vendor.memory, { value, kind: 'pre-auth', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}
