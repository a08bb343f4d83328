import { answerOnly, type Outcome } from '../server/call.js'
import { type Vendor, type RequestContext } from './context.js'
import { storeApp, storePlatform } from '../state/memory.js'
import { ok, refuse } from './replies.js'
import type { WechatApp, WechatPlatform } from './state.js'
import { isTokenPath } from './tokens.js'

type Owner = { readonly app: WechatApp } | { readonly platform: WechatPlatform }

const clearsPerMonth = 10

/** The name under which an owner's calls of one endpoint are counted. */
export const countKey = (appId: string, path: string): string => `${appId} ${path}`

const forget = (vendor: Vendor, appId: string): void => {
  for (const key of vendor.calls.keys()) if (key.startsWith(`${appId} `)) vendor.calls.delete(key)
}

/** POST /cgi-bin/clear_quota (docs/vendors/wechat.md A.4): the token's own app id must be named; ten times a month. */
export const clearQuota = ({ vendor, at, body }: RequestContext, owner: Owner): Outcome => {
  const account = 'app' in owner ? owner.app : owner.platform
  if (body.appid !== account.appId) return refuse(vendor, at, '40013')
  if (account.clearQuotaUsed >= clearsPerMonth) return refuse(vendor, at, '48006')
  const clearQuotaUsed = account.clearQuotaUsed + 1
  const commit = (): void => {
    forget(vendor, account.appId)
    if ('app' in owner) storeApp(vendor, { ...owner.app, clearQuotaUsed })
    else storePlatform(vendor, { ...owner.platform, clearQuotaUsed })
  }
  return { reply: ok(vendor), changes: true, commit }
}

/** POST /cgi-bin/openapi/quota/get (A.4): the daily count of one endpoint; the per-minute figures are invented. */
export const getQuota = (
  { vendor, at, body }: RequestContext,
  owner: Owner,
  knownPath: (path: string) => boolean,
): Outcome => {
  const path = body.cgi_path
  if (typeof path !== 'string' || !knownPath(path)) return refuse(vendor, at, '76021')
  const { appId } = 'app' in owner ? owner.app : owner.platform
  const { callsPerDay, tokenCallsPerDay } = vendor.memory.world.limits
  const limit = isTokenPath(path) ? tokenCallsPerDay : callsPerDay
  const used = vendor.calls.get(countKey(appId, path)) ?? 0
  const rate = { call_count: 5000, refresh_second: 60 }
  return answerOnly(
    ok(vendor, {
      quota: { daily_limit: limit, used, remain: Math.max(0, limit - used) },
      rate_limit: rate,
      component_rate_limit: rate,
    }),
  )
}
