import type { Call, Outcome } from '../server/call.js'
import { issueToken, issueGrant, revokeGrants, spendGrant, type Grant, worthOf } from '../state/issued.js'
import { hexDigits } from '../state/random.js'
import type { TokenCall } from '../state/token-calls.js'
import { readFields } from './access.js'
import { type PlatformHandler, type Vendor, type RequestContext } from './context.js'
import { storeApp, storePlatform } from '../state/memory.js'
import { flat, ok, refuse, refuseGrant } from './replies.js'
import type { BaiduApp } from './state.js'

/** Ten years, in seconds: the life of a refresh token (docs/vendors/baidu.md B.3). */
const refreshLife = 315_360_000

/** Makes a token as Baidu's look: prefix, digest, lifetime, expiry and client id, with dots between (B.3). */
const newToken = ({ memory, random }: Vendor, prefix: '42' | '45' | '46', life: number, at: number): string =>
  `${prefix}.${hexDigits(random, 32)}.${life}.${Math.floor(at / 1000) + life}.${memory.world.platform.clientId}`

/** The path of both grants. */
export const oauthPath = '/rest/2.0/oauth/token'

/** The path of the pre-auth code. */
export const preAuthPath = '/rest/2.0/smartapp/tp/createpreauthcode'

/** The path of the recovery. */
export const recoveryPath = '/rest/2.0/smartapp/auth/retrieve/authorizationcode'

/** What a call of a token endpoint is about: the app named in it, the owner of its code or token, or the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call): TokenCall | undefined => {
  const platform = memory.world.platform.appId
  if (call.path === platformTokenPath) return { endpoint: 'tp/token', appId: platform }
  if (call.path === preAuthPath) return { endpoint: 'createpreauthcode', appId: platform }
  if (call.path !== oauthPath && call.path !== recoveryPath) return undefined
  const fields = readFields(call)
  if (call.path === recoveryPath) return { endpoint: 'authorizationcode', appId: fields.get('app_id') ?? platform }
  const grant = memory.grants.get(fields.get('refresh_token') ?? fields.get('code') ?? '')
  return { endpoint: fields.get('grant_type') ?? '', appId: grant?.owner ?? platform }
}

/** The name under which calls for a platform's token are counted. */
export const platformTokenPath = '/public/2.0/smartapp/auth/tp/token'

/**
 * GET /public/2.0/smartapp/auth/tp/token (docs/vendors/baidu.md B.3): no token, 30 days, the number of calls limited.
 * Which of 50001 and 50003 a ticket gets is a guess: 50001 for one too old, 50003 for any other.
 */
export const getPlatformToken: PlatformHandler = ({ vendor, at, fields }, platform): Outcome => {
  const { limits, lifetimes } = vendor.memory.world
  const count = vendor.calls.get(platformTokenPath) ?? 0
  if (count >= limits.platformTokenCalls) return refuse(vendor, at, '50029')
  vendor.calls.set(platformTokenPath, count + 1)
  if (fields.get('client_id') !== platform.clientId) return refuse(vendor, at, '50002')
  const ticket = vendor.memory.grants.get(fields.get('ticket') ?? '')
  if (ticket?.kind !== 'ticket' || ticket.owner !== platform.appId) return refuse(vendor, at, '50003')
  const worth = worthOf(ticket, at)
  if (worth !== 'good') return refuse(vendor, at, worth === 'expired' ? '50001' : '50003')
  const value = newToken(vendor, '42', lifetimes.platformToken, at)
  const expiresAt = at + lifetimes.platformToken * 1000
  return {
    reply: ok(vendor, at, {
      access_token: value,
      expires_in: lifetimes.platformToken,
      scope: 'smartapp_tp_smtapp_common public',
    }),
    changes: true,
    commit: () => {
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      issueToken(vendor.memory, token, { at, graceMs: lifetimes.grace * 1000 })
      storePlatform(vendor, { ...vendor.memory.world.platform, token: value })
    },
  }
}

/** The two grant types of /rest/2.0/oauth/token and the field each is asked for with (docs/vendors/baidu.md B.3). */
const grantTypes = {
  app_to_tp_authorization_code: { field: 'code', kind: 'code' },
  app_to_tp_refresh_token: { field: 'refresh_token', kind: 'refresh' },
} as const

const grantOf = (type: string | null) =>
  type === 'app_to_tp_authorization_code' || type === 'app_to_tp_refresh_token' ? grantTypes[type] : undefined

const granted = ({ vendor, at }: RequestContext, app: BaiduApp, grant: Grant): Outcome => {
  const { memory } = vendor
  const { appToken, grace } = memory.world.lifetimes
  const accessToken = newToken(vendor, '45', appToken, at)
  const refreshToken = newToken(vendor, '46', refreshLife, at)
  const owner = app.appId
  const commit = (): void => {
    const token = { value: accessToken, kind: 'app', owner, state: 'valid', expiresAt: at + appToken * 1000 } as const
    const refresh = { value: refreshToken, kind: 'refresh', owner, state: 'valid' } as const
    spendGrant(memory, grant)
    revokeGrants(memory, 'refresh', owner, app.refreshToken)
    issueGrant(memory, { ...refresh, expiresAt: at + refreshLife * 1000 }, { at })
    issueToken(memory, token, { at, graceMs: grace * 1000 })
    storeApp(vendor, { ...app, token: accessToken, refreshToken })
  }
  const reply = flat(vendor, { access_token: accessToken, refresh_token: refreshToken, expires_in: appToken })
  return { reply, changes: true, commit }
}

/**
 * GET /rest/2.0/oauth/token (B.3): flat answers; a code or refresh token is worthless once it was taken in, whether or
 * not the answer arrived. That a new grant by code ends the refresh token before it is a guess.
 */
export const grantAppToken: PlatformHandler = (context): Outcome => {
  const { vendor, at, fields } = context
  const granting = grantOf(fields.get('grant_type'))
  if (granting === undefined) return refuseGrant(vendor, 'unsupported_grant_type')
  const value = fields.get(granting.field) ?? ''
  if (value === '') return refuseGrant(vendor, 'invalid_request')
  const grant = vendor.memory.grants.get(value)
  const app = vendor.memory.apps.get(grant?.owner ?? '')
  if (grant?.kind !== granting.kind || app === undefined) return refuseGrant(vendor, 'invalid_grant')
  if (worthOf(grant, at) === 'good' && app.authorized) return granted(context, app, grant)
  const isUsedRefresh = grant.kind === 'refresh' && grant.state === 'used'
  return refuseGrant(vendor, isUsedRefresh ? vendor.memory.world.profile.usedRefreshToken : 'invalid_grant')
}

/** GET /rest/2.0/smartapp/tp/createpreauthcode (docs/vendors/baidu.md B.3): 20 minutes. */
export const createPreAuthCode: PlatformHandler = ({ vendor, at }, { appId }) => {
  const { preAuthCode } = vendor.memory.world.lifetimes
  const value = hexDigits(vendor.random, 32)
  const expiresAt = at + preAuthCode * 1000
  return {
    reply: ok(vendor, at, { pre_auth_code: value, expires_in: preAuthCode }),
    changes: true,
    commit: () =>
      issueGrant(vendor.memory, { value, kind: 'pre-auth', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}

const codeLife = 18_000

/**
 * POST /rest/2.0/smartapp/auth/retrieve/authorizationcode (docs/vendors/baidu.md B.3): a new authorisation code in
 * place of a lost refresh token. An app without relation, or none at all, is 50032.
 */
export const retrieveCode: PlatformHandler = ({ vendor, at, fields }): Outcome => {
  const appId = fields.get('app_id') ?? ''
  if (appId === '') return refuse(vendor, at, '40001')
  if (vendor.memory.apps.get(appId)?.authorized !== true) return refuse(vendor, at, '50032')
  const value = hexDigits(vendor.random, 32)
  const expiresAt = at + codeLife * 1000
  return {
    reply: ok(vendor, at, { authorization_code: value, expires_in: codeLife }),
    changes: true,
    commit: () => issueGrant(vendor.memory, { value, kind: 'code', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}
