import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { barred, readFields, readToken, unauthorized } from './access.js'
import type { AppHandler, PlatformHandler, Vendor, RequestContext } from './context.js'
import { modifyServerPool, modifyWebviewPool } from './pool.js'
import { type GatewayCode, refuse, refuseAtGateway, refuseGrant } from './replies.js'
import { modifyDomain } from './server-domains.js'
import {
  createPreAuthCode,
  getPlatformToken,
  grantAppToken,
  oauthPath,
  platformTokenPath,
  preAuthPath,
  recoveryPath,
  retrieveCode,
} from './tokens.js'
import { modifyWebviewDomain } from './webview-domains.js'

/** GET /rest/2.0/smartapp/tp/download/domaincer (docs/vendors/baidu.md B.2.3): the raw file, not JSON. */
const downloadConfirmFile: PlatformHandler = (_visit, { confirmFile }) =>
  answerOnly({
    status: 200,
    headers: {
      'content-disposition': `attachment; filename=${confirmFile.name}`,
      'content-type': 'application/octet-stream;charset=UTF-8',
    },
    body: confirmFile.content,
  })

type Route =
  | { readonly method: string; readonly kind: 'none'; readonly handler: PlatformHandler }
  | { readonly method: string; readonly kind: 'app'; readonly handler: AppHandler }
  | { readonly method: string; readonly kind: 'platform'; readonly handler: PlatformHandler }

const prefix = '/rest/2.0/smartapp'

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [`${prefix}/app/modifydomain`, { method: 'POST', kind: 'app', handler: modifyDomain }],
  [`${prefix}/app/modifywebviewdomain`, { method: 'POST', kind: 'app', handler: modifyWebviewDomain }],
  [`${prefix}/tp/modifydomain`, { method: 'POST', kind: 'platform', handler: modifyServerPool }],
  [`${prefix}/tp/modifywebviewdomain`, { method: 'POST', kind: 'platform', handler: modifyWebviewPool }],
  [`${prefix}/tp/download/domaincer`, { method: 'GET', kind: 'platform', handler: downloadConfirmFile }],
  [platformTokenPath, { method: 'GET', kind: 'none', handler: getPlatformToken }],
  [preAuthPath, { method: 'GET', kind: 'platform', handler: createPreAuthCode }],
  [oauthPath, { method: 'GET', kind: 'platform', handler: grantAppToken }],
  [recoveryPath, { method: 'POST', kind: 'platform', handler: retrieveCode }],
])

const handleForApp = (context: RequestContext, appId: string, handler: AppHandler): Outcome => {
  const { vendor, at } = context
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, at, '45000')
  const closed = unauthorized(app)
  return closed === undefined ? handler(context, app) : refuse(vendor, at, closed)
}

const refusedToken = (vendor: Vendor, path: string, code: GatewayCode): Outcome =>
  path === preAuthPath && vendor.memory.world.profile.preAuthErrors === 'oauth'
    ? refuseGrant(vendor, 'invalid_token')
    : refuseAtGateway(vendor, code)

const withToken = (context: RequestContext, route: Exclude<Route, { readonly kind: 'none' }>): Outcome => {
  const { vendor, call, fields, at } = context
  const token = readToken(vendor, fields, route.kind, at)
  if (typeof token === 'string') return refusedToken(vendor, call.path, token)
  const closed = barred(vendor, call)
  if (closed !== undefined) return refuse(vendor, at, closed)
  return route.kind === 'app'
    ? handleForApp(context, token.owner, route.handler)
    : route.handler(context, vendor.memory.world.platform)
}

/** Answers one call to the emulated Baidu: the gateway (address, method, token), then the endpoint. */
export const answerBaidu = (vendor: Vendor, call: Call): Outcome => {
  const { at } = call
  const route = routes.get(call.path)
  // Unknown paths and wrong methods: the gateway's code by its text (B.0.1, guess).
  if (route === undefined || route.method !== call.method) return refuseAtGateway(vendor, '3')
  const context: RequestContext = { vendor, call, fields: readFields(call), at }
  if (route.kind !== 'none') return withToken(context, route)
  const closed = barred(vendor, call)
  return closed === undefined ? route.handler(context, vendor.memory.world.platform) : refuse(vendor, at, closed)
}
