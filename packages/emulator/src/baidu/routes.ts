import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { barred, readFields, readToken, unauthorized } from './access.js'
import type { AppDesk, PlatformDesk, Vendor, Visit } from './context.js'
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
const downloadConfirmFile: PlatformDesk = (_visit, { confirmFile }) =>
  answerOnly({
    status: 200,
    headers: {
      'content-disposition': `attachment; filename=${confirmFile.name}`,
      'content-type': 'application/octet-stream;charset=UTF-8',
    },
    body: confirmFile.content,
  })

type Route =
  | { readonly method: string; readonly kind: 'none'; readonly desk: PlatformDesk }
  | { readonly method: string; readonly kind: 'app'; readonly desk: AppDesk }
  | { readonly method: string; readonly kind: 'platform'; readonly desk: PlatformDesk }

const prefix = '/rest/2.0/smartapp'

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [`${prefix}/app/modifydomain`, { method: 'POST', kind: 'app', desk: modifyDomain }],
  [`${prefix}/app/modifywebviewdomain`, { method: 'POST', kind: 'app', desk: modifyWebviewDomain }],
  [`${prefix}/tp/modifydomain`, { method: 'POST', kind: 'platform', desk: modifyServerPool }],
  [`${prefix}/tp/modifywebviewdomain`, { method: 'POST', kind: 'platform', desk: modifyWebviewPool }],
  [`${prefix}/tp/download/domaincer`, { method: 'GET', kind: 'platform', desk: downloadConfirmFile }],
  [platformTokenPath, { method: 'GET', kind: 'none', desk: getPlatformToken }],
  [preAuthPath, { method: 'GET', kind: 'platform', desk: createPreAuthCode }],
  [oauthPath, { method: 'GET', kind: 'platform', desk: grantAppToken }],
  [recoveryPath, { method: 'POST', kind: 'platform', desk: retrieveCode }],
])

const atAppDesk = (visit: Visit, appId: string, desk: AppDesk): Outcome => {
  const { vendor, at } = visit
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, at, '45000')
  const closed = unauthorized(app)
  return closed === undefined ? desk(visit, app) : refuse(vendor, at, closed)
}

const refusedToken = (vendor: Vendor, path: string, code: GatewayCode): Outcome =>
  path === preAuthPath && vendor.memory.world.profile.preAuthErrors === 'oauth'
    ? refuseGrant(vendor, 'invalid_token')
    : refuseAtGateway(vendor, code)

const withToken = (visit: Visit, route: Exclude<Route, { readonly kind: 'none' }>): Outcome => {
  const { vendor, call, fields, at } = visit
  const token = readToken(vendor, fields, route.kind, at)
  if (typeof token === 'string') return refusedToken(vendor, call.path, token)
  const closed = barred(vendor, call)
  if (closed !== undefined) return refuse(vendor, at, closed)
  return route.kind === 'app'
    ? atAppDesk(visit, token.owner, route.desk)
    : route.desk(visit, vendor.memory.world.platform)
}

/** Answers one call to the emulated Baidu: the gateway (address, method, token), then the endpoint. */
export const answerBaidu = (vendor: Vendor, call: Call): Outcome => {
  const { at } = call
  const route = routes.get(call.path)
  // Unknown paths and wrong methods: the gateway's code by its text (B.0.1, guess).
  if (route === undefined || route.method !== call.method) return refuseAtGateway(vendor, '3')
  const visit: Visit = { vendor, call, fields: readFields(call), at }
  if (route.kind !== 'none') return withToken(visit, route)
  const closed = barred(vendor, call)
  return closed === undefined ? route.desk(visit, vendor.memory.world.platform) : refuse(vendor, at, closed)
}
