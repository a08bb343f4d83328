import type { Call, Outcome } from '../call.js'
import { getConfirmFile } from './confirm-file.js'
import type { AppDesk, PlatformDesk, Vendor, Visit } from './desk.js'
import { barred, readBody, readToken, unauthorized, type TokenNeed } from './door.js'
import { getEffectiveDomain, getEffectiveWebviewDomain } from './effective-domains.js'
import { modifyDomain, modifyDomainDirectly } from './modify-domain.js'
import { modifyServerPool, modifyWebviewPool } from './modify-pool.js'
import { clearQuota, countKey, getQuota } from './quota.js'
import { refuse } from './reply.js'
import { setWebviewDomain, setWebviewDomainDirectly } from './set-webview-domain.js'
import type { Token } from '../token.js'

const appDesks: ReadonlyMap<string, AppDesk> = new Map([
  ['/wxa/modify_domain', modifyDomain],
  ['/wxa/modify_domain_directly', modifyDomainDirectly],
  ['/wxa/setwebviewdomain', setWebviewDomain],
  ['/wxa/setwebviewdomain_directly', setWebviewDomainDirectly],
  ['/wxa/get_effective_domain', getEffectiveDomain],
  ['/wxa/get_effective_webviewdomain', getEffectiveWebviewDomain],
  ['/wxa/get_webviewdomain_confirmfile', getConfirmFile],
])

const platformDesks: ReadonlyMap<string, PlatformDesk> = new Map([
  ['/cgi-bin/component/modify_wxa_server_domain', modifyServerPool],
  ['/cgi-bin/component/modify_wxa_jump_domain', modifyWebviewPool],
  ['/cgi-bin/component/get_domain_confirmfile', getConfirmFile],
])

const anyDesks: ReadonlyArray<string> = ['/cgi-bin/clear_quota', '/cgi-bin/openapi/quota/get']

const needOf = (path: string): TokenNeed | undefined =>
  appDesks.has(path) ? 'app' : platformDesks.has(path) ? 'platform' : anyDesks.includes(path) ? 'any' : undefined

const knownPath = (path: string): boolean => needOf(path) !== undefined

const atDesk = (visit: Visit, token: Token): Outcome => {
  const { vendor, call, at } = visit
  const { platform } = vendor.memory.world
  const app = vendor.memory.apps.get(token.owner)
  const appDesk = appDesks.get(call.path)
  const platformDesk = platformDesks.get(call.path)
  if (platformDesk !== undefined) return platformDesk(visit, platform)
  if (token.kind === 'app' && app === undefined) return refuse(vendor, at, '40013')
  if (appDesk !== undefined && app !== undefined) {
    const closed = unauthorized(vendor, app)
    return closed === undefined ? appDesk(visit, app) : refuse(vendor, at, closed)
  }
  const owner = app === undefined ? { platform } : { app }
  return call.path === '/cgi-bin/clear_quota' ? clearQuota(visit, owner) : getQuota(visit, owner, knownPath)
}

/** Answers one call to the emulated WeChat: method, token, address, kind of token, daily count, body, then the endpoint. */
export const answerWechat = (vendor: Vendor, call: Call): Outcome => {
  const { at } = call
  const need = needOf(call.path)
  // An address WeChat does not know: the code is from its global list (guess for these hosts).
  if (need === undefined) return refuse(vendor, at, '40066')
  if (call.method !== 'POST') return refuse(vendor, at, '43002')
  const token = readToken(vendor, call)
  if (typeof token === 'string') return refuse(vendor, at, token)
  const closed = barred(vendor, call, token, need)
  if (closed !== undefined) return refuse(vendor, at, closed)
  const key = countKey(token.owner, call.path)
  const count = vendor.calls.get(key) ?? 0
  if (count >= vendor.memory.world.limits.callsPerDay && call.path !== '/cgi-bin/clear_quota')
    return refuse(vendor, at, '45009')
  vendor.calls.set(key, count + 1)
  const body = readBody(call)
  return typeof body === 'string' ? refuse(vendor, at, body) : atDesk({ vendor, call, body, at }, token)
}
