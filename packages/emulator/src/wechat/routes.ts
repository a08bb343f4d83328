import { answerOnly, type Call, type Outcome } from '../server/call.js'
import type { ConfirmFile } from '../state/account.js'
import type { Token } from '../state/issued.js'
import { barred, barredAddress, otherComponent, readBody, readToken, type TokenNeed, unauthorized } from './access.js'
import type { AppDesk, PlatformDesk, Vendor, Visit } from './context.js'
import { modifyServerPool, modifyWebviewPool } from './pool.js'
import { clearQuota, countKey, getQuota } from './quota.js'
import { getEffectiveDomain, getEffectiveWebviewDomain } from './release.js'
import { ok, refuse } from './replies.js'
import { modifyDomain, modifyDomainDirectly } from './server-domains.js'
import {
  createPreAuthCode,
  exchangeCode,
  getPlatformToken,
  isTokenPath,
  listAuthorizers,
  refreshAppToken,
  startTicketPush,
} from './tokens.js'
import { setWebviewDomain, setWebviewDomainDirectly } from './webview-domains.js'

/** Both confirm-file endpoints: the file of the app (docs/vendors/wechat.md A.2.5) or of the platform (A.3.3). */
const getConfirmFile = ({ vendor }: Visit, { confirmFile }: { readonly confirmFile: ConfirmFile }) =>
  answerOnly(ok(vendor, { file_name: confirmFile.name, file_content: confirmFile.content }))

const appDesks: ReadonlyMap<string, AppDesk> = new Map([
  ['/wxa/modify_domain', modifyDomain],
  ['/wxa/modify_domain_directly', modifyDomainDirectly],
  ['/wxa/setwebviewdomain', setWebviewDomain],
  ['/wxa/setwebviewdomain_directly', setWebviewDomainDirectly],
  ['/wxa/get_effective_domain', getEffectiveDomain],
  ['/wxa/get_effective_webviewdomain', getEffectiveWebviewDomain],
  ['/wxa/get_webviewdomain_confirmfile', getConfirmFile],
])

const ownComponent =
  (desk: PlatformDesk): PlatformDesk =>
  (visit, platform) => {
    const other = otherComponent(visit.vendor, visit.body)
    return other === undefined ? desk(visit, platform) : refuse(visit.vendor, visit.at, other)
  }

const openDesks: ReadonlyMap<string, PlatformDesk> = new Map([
  ['/cgi-bin/component/api_component_token', ownComponent(getPlatformToken)],
  ['/cgi-bin/component/api_start_push_ticket', ownComponent(startTicketPush)],
])

const platformDesks: ReadonlyMap<string, PlatformDesk> = new Map([
  ['/cgi-bin/component/api_create_preauthcode', ownComponent(createPreAuthCode)],
  ['/cgi-bin/component/api_query_auth', ownComponent(exchangeCode)],
  ['/cgi-bin/component/api_authorizer_token', ownComponent(refreshAppToken)],
  ['/cgi-bin/component/api_get_authorizer_list', ownComponent(listAuthorizers)],
  ['/cgi-bin/component/modify_wxa_server_domain', modifyServerPool],
  ['/cgi-bin/component/modify_wxa_jump_domain', modifyWebviewPool],
  ['/cgi-bin/component/get_domain_confirmfile', getConfirmFile],
])

const anyDesks: ReadonlyArray<string> = ['/cgi-bin/clear_quota', '/cgi-bin/openapi/quota/get']

const needOf = (path: string): TokenNeed | undefined =>
  appDesks.has(path) ? 'app' : platformDesks.has(path) ? 'platform' : anyDesks.includes(path) ? 'any' : undefined

const knownPath = (path: string): boolean => openDesks.has(path) || needOf(path) !== undefined

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

/** Counts one more call of an endpoint by an account, or says that its day is full. */
const isFull = ({ memory, calls }: Vendor, owner: string, path: string): boolean => {
  const { callsPerDay, tokenCallsPerDay } = memory.world.limits
  const key = countKey(owner, path)
  const count = calls.get(key) ?? 0
  if (count >= (isTokenPath(path) ? tokenCallsPerDay : callsPerDay) && path !== '/cgi-bin/clear_quota') return true
  calls.set(key, count + 1)
  return false
}

const withBody = (vendor: Vendor, call: Call, owner: string, serve: (visit: Visit) => Outcome): Outcome => {
  const { at } = call
  if (isFull(vendor, owner, call.path)) return refuse(vendor, at, '45009')
  const body = readBody(call)
  return typeof body === 'string' ? refuse(vendor, at, body) : serve({ vendor, call, body, at })
}

const answerOpen = (vendor: Vendor, call: Call, desk: PlatformDesk): Outcome => {
  const { platform } = vendor.memory.world
  const closed = barredAddress(vendor, call)
  if (closed !== undefined) return refuse(vendor, call.at, closed)
  return withBody(vendor, call, platform.appId, (visit) => desk(visit, platform))
}

/** Answers one call to the emulated WeChat: method, token, address, kind of token, daily count, body, then the endpoint. */
export const answerWechat = (vendor: Vendor, call: Call): Outcome => {
  const { at, path } = call
  const open = openDesks.get(path)
  const need = needOf(path)
  // An address WeChat does not know: the code is from its global list (guess for these hosts).
  if (open === undefined && need === undefined) return refuse(vendor, at, '40066')
  if (call.method !== 'POST') return refuse(vendor, at, '43002')
  if (open !== undefined) return answerOpen(vendor, call, open)
  const token = readToken(vendor, call)
  if (typeof token === 'string') return refuse(vendor, at, token)
  const closed = barred(vendor, call, token, need ?? 'any')
  if (closed !== undefined) return refuse(vendor, at, closed)
  return withBody(vendor, call, token.owner, (visit) => atDesk(visit, token))
}
