import { type JsonObject, parseObject } from '../json.js'
import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { issueToken, issueGrant, spendGrant, worthOf } from '../state/issued.js'
import { hexDigits } from '../state/random.js'
import type { TokenCall } from '../state/token-calls.js'
import { type PlatformHandler, type Vendor, type RequestContext } from './context.js'
import { storeApp, storePlatform } from '../state/memory.js'
import { json, ok, refuse, type WechatCode } from './replies.js'
import type { WechatApp, WechatPlatform } from './state.js'

const prefix = '/cgi-bin/component/api_'

/** Says whether a path is one of the endpoints that give tokens, codes or lists of them. */
export const isTokenPath = (path: string): boolean => path.startsWith(prefix)

/** What a call of a token endpoint is about: the app named in it, the code's owner, or the platform. */
export const tokenCallOf = ({ memory }: Vendor, call: Call): TokenCall | undefined => {
  if (!isTokenPath(call.path)) return undefined
  const { authorizer_appid: named, authorization_code: code } = parseObject(call.body) ?? {}
  const codeOwner = typeof code === 'string' ? memory.grants.get(code)?.owner : undefined
  const appId = typeof named === 'string' ? named : (codeOwner ?? memory.world.platform.appId)
  return { endpoint: call.path.slice(call.path.lastIndexOf('/') + 1), appId }
}

const refusedSecret = (
  { vendor }: RequestContext,
  platform: WechatPlatform,
  secret: unknown,
): WechatCode | undefined => {
  if (typeof secret !== 'string' || secret === '') return '41004'
  return secret === platform.secret ? undefined : vendor.memory.world.profile.wrongSecret
}

const refusedTicket = ({ vendor, at, body }: RequestContext, platform: WechatPlatform): WechatCode | undefined => {
  const value = body.component_verify_ticket
  const ticket = typeof value === 'string' ? vendor.memory.grants.get(value) : undefined
  if (ticket?.kind !== 'ticket' || ticket.owner !== platform.appId) return '61006'
  const worth = worthOf(ticket, at)
  return worth === 'expired' ? '61005' : worth === 'good' ? undefined : '61006'
}

/**
 * POST /cgi-bin/component/api_component_token (docs/vendors/wechat.md A.5): no token; any ticket pushed in the last 12
 * hours will do (guess). The token before lives on for five minutes.
 */
export const getPlatformToken: PlatformHandler = (context, platform): Outcome => {
  const { vendor, at, body } = context
  const refused = refusedSecret(context, platform, body.component_appsecret) ?? refusedTicket(context, platform)
  if (refused !== undefined) return refuse(vendor, at, refused)
  const { platformToken, grace } = vendor.memory.world.lifetimes
  const value = `61_${hexDigits(vendor.random, 48)}`
  const expiresAt = at + platformToken * 1000
  return {
    reply: json(vendor, { component_access_token: value, expires_in: platformToken }),
    changes: true,
    commit: () => {
      const token = { value, kind: 'platform', owner: platform.appId, state: 'valid', expiresAt } as const
      issueToken(vendor.memory, token, { at, graceMs: grace * 1000 })
      storePlatform(vendor, { ...vendor.memory.world.platform, token: value })
    },
  }
}

/** POST /cgi-bin/component/api_start_push_ticket (A.5): the secret goes under another name here. */
export const startTicketPush: PlatformHandler = (context, platform) => {
  const { vendor, at, body } = context
  const refused = refusedSecret(context, platform, body.component_secret)
  if (refused !== undefined) return refuse(vendor, at, refused)
  return { reply: ok(vendor), changes: true, commit: () => vendor.askForTicket() }
}

/** Makes the text of a refresh token. */
export const newRefreshToken = (random: () => number): string => `refreshtoken@@@${hexDigits(random, 40)}`

const storeTokens = (context: RequestContext, app: WechatApp, accessToken: string, refreshToken: string): void => {
  const { vendor, at } = context
  const { appToken, grace } = vendor.memory.world.lifetimes
  const expiresAt = at + appToken * 1000
  const token = { value: accessToken, kind: 'app', owner: app.appId, state: 'valid', expiresAt } as const
  issueToken(vendor.memory, token, { at, graceMs: grace * 1000 })
  storeApp(vendor, { ...app, token: accessToken, refreshToken })
}

const tokensOf = (accessToken: string, expiresIn: number, refreshToken: string): JsonObject => ({
  authorizer_access_token: accessToken,
  expires_in: expiresIn,
  authorizer_refresh_token: refreshToken,
})

const permissionsOf = (app: WechatApp): ReadonlyArray<JsonObject> =>
  app.permissions.map((id) => ({ funcscope_category: { id } }))

const codeOf = ({ vendor, body }: RequestContext) => {
  const value = body.authorization_code
  const grant = typeof value === 'string' ? vendor.memory.grants.get(value) : undefined
  return grant?.kind === 'code' ? grant : undefined
}

/**
 * POST /cgi-bin/component/api_query_auth (docs/vendors/wechat.md A.5): a code is good once. The tokens are missing
 * when the account granted no permission at all.
 */
export const exchangeCode: PlatformHandler = (context): Outcome => {
  const { vendor, at } = context
  const code = codeOf(context)
  const app = vendor.memory.apps.get(code?.owner ?? '')
  if (code === undefined || app === undefined) return refuse(vendor, at, '61009')
  const worth = worthOf(code, at)
  if (worth !== 'good') return refuse(vendor, at, worth === 'expired' ? '61010' : '61009')
  if (!app.authorized) return refuse(vendor, at, '61003')
  const accessToken = `61_${hexDigits(vendor.random, 48)}`
  const tokens =
    app.permissions.length === 0 ? {} : tokensOf(accessToken, vendor.memory.world.lifetimes.appToken, app.refreshToken)
  const info = { authorizer_appid: app.appId, ...tokens, func_info: permissionsOf(app) }
  return {
    reply: json(vendor, { authorization_info: info }),
    changes: true,
    commit: () => {
      spendGrant(vendor.memory, code)
      const exchanged = { ...app, exchanged: true }
      if (app.permissions.length > 0) storeTokens(context, exchanged, accessToken, app.refreshToken)
      else storeApp(vendor, exchanged)
    },
  }
}

const refusedRefresh = ({ vendor, at, body }: RequestContext, app: WechatApp): WechatCode | undefined => {
  if (!app.authorized) return '61003'
  const value = body.authorizer_refresh_token
  const grant = typeof value === 'string' ? vendor.memory.grants.get(value) : undefined
  const isOurs = grant?.kind === 'refresh' && grant.owner === app.appId
  return isOurs && worthOf(grant, at) === 'good' ? undefined : '61023'
}

/**
 * POST /cgi-bin/component/api_authorizer_token (A.5): always answers with a refresh token; whether it is a new one is
 * not documented (`refreshToken` in the profile). The one before then lives on for the grace, as does the old token.
 */
export const refreshAppToken: PlatformHandler = (context): Outcome => {
  const { vendor, at, body } = context
  const appId = body.authorizer_appid
  if (typeof appId !== 'string' || appId === '') return refuse(vendor, at, '40013')
  const app = vendor.memory.apps.get(appId)
  // An account that never authorised the platform: as one that took it back (guess).
  if (app === undefined) return refuse(vendor, at, '61003')
  const refused = refusedRefresh(context, app)
  if (refused !== undefined) return refuse(vendor, at, refused)
  const { profile, lifetimes } = vendor.memory.world
  const accessToken = `61_${hexDigits(vendor.random, 48)}`
  const isNew = profile.refreshToken === 'new'
  const refreshToken = isNew ? newRefreshToken(vendor.random) : app.refreshToken
  return {
    reply: json(vendor, tokensOf(accessToken, lifetimes.appToken, refreshToken)),
    changes: true,
    commit: () => {
      if (isNew) {
        const grant = { value: refreshToken, kind: 'refresh', owner: appId, state: 'valid' } as const
        issueGrant(vendor.memory, grant, { at, graceMs: lifetimes.grace * 1000 })
      }
      storeTokens(context, app, accessToken, refreshToken)
    },
  }
}

/** POST /cgi-bin/component/api_create_preauthcode (docs/vendors/wechat.md A.5; D 28: 1800 s by the text). */
export const createPreAuthCode: PlatformHandler = ({ vendor, at }, { appId }) => {
  const { preAuthCode } = vendor.memory.world.lifetimes
  const value = `preauthcode@@@${hexDigits(vendor.random, 40)}`
  const expiresAt = at + preAuthCode * 1000
  return {
    reply: json(vendor, { pre_auth_code: value, expires_in: preAuthCode }),
    changes: true,
    commit: () =>
      issueGrant(vendor.memory, { value, kind: 'pre-auth', owner: appId, state: 'valid', expiresAt }, { at }),
  }
}

const most = 500

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

/**
 * POST /cgi-bin/component/api_get_authorizer_list (docs/vendors/wechat.md A.5): where lost refresh tokens are found.
 * A row has no refresh token while the code of its authorisation was not exchanged. More than 500 at once is 40170 (A.4); that
 * what is no figure is 40097 is a guess.
 */
export const listAuthorizers: PlatformHandler = ({ vendor, at, body }) => {
  const { offset, count } = body
  if (!isCount(offset) || !isCount(count)) return refuse(vendor, at, '40097')
  if (count > most) return refuse(vendor, at, '40170')
  const authorized = [...vendor.memory.apps.values()].filter((app) => app.authorized)
  const list = authorized.slice(offset, offset + count).map(({ appId, refreshToken, authorizedAt, exchanged }) => ({
    authorizer_appid: appId,
    ...(exchanged ? { refresh_token: refreshToken } : {}),
    auth_time: authorizedAt,
  }))
  return answerOnly(json(vendor, { total_count: authorized.length, list }))
}
