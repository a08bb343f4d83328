import { answerOnly, type Call, type Outcome } from '../server/call.js'
import type { ConfirmFile } from '../state/account.js'
import type { Token } from '../state/issued.js'
import { barred, barredAddress, otherComponent, readBody, readToken, type TokenNeed, unauthorized } from './access.js'
import type { AppHandler, PlatformHandler, Vendor, RequestContext } from './context.js'
import { modifyServerPool, modifyWebviewPool } from './pool.js'
import { clearQuota, countKey, getQuota } from './quota.js'
import { getEffectiveDomain, getEffectiveWebviewDomain } from './release.js'
import { getPrefetchDomains, setPrefetchDomains } from './prefetch-domains.js'
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
const getConfirmFile = ({ vendor }: RequestContext, { confirmFile }: { readonly confirmFile: ConfirmFile }) =>
  answerOnly(ok(vendor, { file_name: confirmFile.name, file_content: confirmFile.content }))

/** The one endpoint that is called by GET and has no body. */
const prefetchPath = '/wxa/get_prefetchdnsdomain'

const appHandlers: ReadonlyMap<string, AppHandler> = new Map([
  ['/wxa/modify_domain', modifyDomain],
  ['/wxa/modify_domain_directly', modifyDomainDirectly],
  ['/wxa/setwebviewdomain', setWebviewDomain],
  ['/wxa/setwebviewdomain_directly', setWebviewDomainDirectly],
  ['/wxa/get_effective_domain', getEffectiveDomain],
  ['/wxa/get_effective_webviewdomain', getEffectiveWebviewDomain],
  ['/wxa/get_webviewdomain_confirmfile', getConfirmFile],
  [prefetchPath, getPrefetchDomains],
  ['/wxa/set_prefetchdnsdomain', setPrefetchDomains],
])

const ownComponent =
  (handler: PlatformHandler): PlatformHandler =>
  (context, platform) => {
    const other = otherComponent(context.vendor, context.body)
    return other === undefined ? handler(context, platform) : refuse(context.vendor, context.at, other)
  }

const openHandlers: ReadonlyMap<string, PlatformHandler> = new Map([
  ['/cgi-bin/component/api_component_token', ownComponent(getPlatformToken)],
  ['/cgi-bin/component/api_start_push_ticket', ownComponent(startTicketPush)],
])

const platformHandlers: ReadonlyMap<string, PlatformHandler> = new Map([
  ['/cgi-bin/component/api_create_preauthcode', ownComponent(createPreAuthCode)],
  ['/cgi-bin/component/api_query_auth', ownComponent(exchangeCode)],
  ['/cgi-bin/component/api_authorizer_token', ownComponent(refreshAppToken)],
  ['/cgi-bin/component/api_get_authorizer_list', ownComponent(listAuthorizers)],
  ['/cgi-bin/component/modify_wxa_server_domain', modifyServerPool],
  ['/cgi-bin/component/modify_wxa_jump_domain', modifyWebviewPool],
  ['/cgi-bin/component/get_domain_confirmfile', getConfirmFile],
])

const anyTokenPaths: ReadonlyArray<string> = ['/cgi-bin/clear_quota', '/cgi-bin/openapi/quota/get']

const needOf = (path: string): TokenNeed | undefined =>
  appHandlers.has(path)
    ? 'app'
    : platformHandlers.has(path)
      ? 'platform'
      : anyTokenPaths.includes(path)
        ? 'any'
        : undefined

const knownPath = (path: string): boolean => openHandlers.has(path) || needOf(path) !== undefined

const handle = (context: RequestContext, token: Token): Outcome => {
  const { vendor, call, at } = context
  const { platform } = vendor.memory.world
  const app = vendor.memory.apps.get(token.owner)
  const appHandler = appHandlers.get(call.path)
  const platformHandler = platformHandlers.get(call.path)
  if (platformHandler !== undefined) return platformHandler(context, platform)
  if (token.kind === 'app' && app === undefined) return refuse(vendor, at, '40013')
  if (appHandler !== undefined && app !== undefined) {
    const closed = unauthorized(vendor, app)
    return closed === undefined ? appHandler(context, app) : refuse(vendor, at, closed)
  }
  const owner = app === undefined ? { platform } : { app }
  return call.path === '/cgi-bin/clear_quota' ? clearQuota(context, owner) : getQuota(context, owner, knownPath)
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

const withBody = (vendor: Vendor, call: Call, owner: string, serve: (context: RequestContext) => Outcome): Outcome => {
  const { at } = call
  if (isFull(vendor, owner, call.path)) return refuse(vendor, at, '45009')
  const body = call.path === prefetchPath ? {} : readBody(call)
  return typeof body === 'string' ? refuse(vendor, at, body) : serve({ vendor, call, body, at })
}

const answerOpen = (vendor: Vendor, call: Call, handler: PlatformHandler): Outcome => {
  const { platform } = vendor.memory.world
  const closed = barredAddress(vendor, call)
  if (closed !== undefined) return refuse(vendor, call.at, closed)
  return withBody(vendor, call, platform.appId, (context) => handler(context, platform))
}

/** Answers one call to the emulated WeChat: method, token, address, kind of token, daily count, body, then the endpoint. */
export const answerWechat = (vendor: Vendor, call: Call): Outcome => {
  const { at, path } = call
  const open = openHandlers.get(path)
  const need = needOf(path)
  // An address WeChat does not know: the code is from its global list (guess for these hosts).
  if (open === undefined && need === undefined) return refuse(vendor, at, '40066')
  if (path === prefetchPath && call.method !== 'GET') return refuse(vendor, at, '43001')
  if (path !== prefetchPath && call.method !== 'POST') return refuse(vendor, at, '43002')
  if (open !== undefined) return answerOpen(vendor, call, open)
  const token = readToken(vendor, call)
  if (typeof token === 'string') return refuse(vendor, at, token)
  const closed = barred(vendor, call, token, need ?? 'any')
  if (closed !== undefined) return refuse(vendor, at, closed)
  return withBody(vendor, call, token.owner, (context) => handle(context, token))
}
