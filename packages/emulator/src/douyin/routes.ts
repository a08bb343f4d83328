import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { isBarred, readBody, readToken, unauthorized } from './access.js'
import type { AppHandler, PlatformHandler, RequestContext, Vendor } from './context.js'
import { modifyServerDomain, modifyWebviewDomain } from './lists.js'
import { ok, refuse } from './replies.js'
import { genLink, getAuthAppList, getAuthToken, getComponentToken, retrieveAuthCode, tokenPaths } from './tokens.js'

/** GET /api/tpapp/v2/doamin/get_webview_check_file_info/ (docs/vendors/douyin.md C.1.5); the path says doamin. */
const getCheckFile: PlatformHandler = ({ vendor, at }, { confirmFile: { name, content } }) =>
  answerOnly(ok(vendor, at, { file_name: name, file_content: content }))

type Route =
  | { readonly method: string; readonly kind: 'app'; readonly handler: AppHandler }
  | { readonly method: string; readonly kind: 'none' | 'platform'; readonly handler: PlatformHandler }

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/api/apps/v2/domain/modify_server_domain', { method: 'POST', kind: 'app', handler: modifyServerDomain }],
  ['/api/apps/v2/domain/modify_webview_domain', { method: 'POST', kind: 'app', handler: modifyWebviewDomain }],
  ['/api/tpapp/v2/doamin/get_webview_check_file_info', { method: 'GET', kind: 'platform', handler: getCheckFile }],
  [tokenPaths.component, { method: 'GET', kind: 'none', handler: getComponentToken }],
  [tokenPaths.app, { method: 'GET', kind: 'platform', handler: getAuthToken }],
  [tokenPaths.retrieve, { method: 'POST', kind: 'platform', handler: retrieveAuthCode }],
  [tokenPaths.apps, { method: 'GET', kind: 'platform', handler: getAuthAppList }],
  [tokenPaths.link, { method: 'POST', kind: 'platform', handler: genLink }],
])

/** The path of a call without its trailing slash, which pages write and clients leave out (C.1.0). */
export const plainPath = ({ path }: Call): string => path.replace(/\/$/, '')

const handleForApp = (context: RequestContext, appId: string, handler: AppHandler): Outcome => {
  const { vendor, at } = context
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, at, '40004')
  const closed = unauthorized(app)
  return closed === undefined ? handler(context, app) : refuse(vendor, at, closed)
}

const withToken = (vendor: Vendor, call: Call, route: Exclude<Route, { readonly kind: 'none' }>): Outcome => {
  const { at } = call
  const token = readToken(vendor, call, route.kind === 'app' ? 'app' : 'platform', at)
  if (typeof token === 'string') return refuse(vendor, at, token)
  if (isBarred(vendor, call)) return refuse(vendor, at, '40006')
  const body = call.method === 'GET' ? {} : readBody(call)
  if (body === undefined) return refuse(vendor, at, '40001')
  const context: RequestContext = { vendor, call, body, at }
  return route.kind === 'app'
    ? handleForApp(context, token.owner, route.handler)
    : route.handler(context, vendor.memory.world.platform)
}

/** Answers one call to the emulated Douyin: path and method, token, address, body, then the endpoint. */
export const answerDouyin = (vendor: Vendor, call: Call): Outcome => {
  const route = routes.get(plainPath(call))
  if (route === undefined || route.method !== call.method) return refuse(vendor, call.at, '28001017')
  return route.kind === 'none'
    ? route.handler({ vendor, call, body: {}, at: call.at }, vendor.memory.world.platform)
    : withToken(vendor, call, route)
}
