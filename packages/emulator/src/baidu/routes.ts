import type { Call, Outcome } from '../call.js'
import { downloadConfirmFile } from './confirm-file.js'
import type { AppDesk, PlatformDesk, Vendor, Visit } from './desk.js'
import { barred, readFields, readToken, unauthorized } from './door.js'
import { modifyDomain } from './modify-domain.js'
import { modifyServerPool, modifyWebviewPool } from './modify-pool.js'
import { modifyWebviewDomain } from './modify-webview-domain.js'
import { refuse, refuseAtGateway } from './reply.js'

type Route =
  | { readonly method: string; readonly kind: 'app'; readonly desk: AppDesk }
  | { readonly method: string; readonly kind: 'platform'; readonly desk: PlatformDesk }

const prefix = '/rest/2.0/smartapp'

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [`${prefix}/app/modifydomain`, { method: 'POST', kind: 'app', desk: modifyDomain }],
  [`${prefix}/app/modifywebviewdomain`, { method: 'POST', kind: 'app', desk: modifyWebviewDomain }],
  [`${prefix}/tp/modifydomain`, { method: 'POST', kind: 'platform', desk: modifyServerPool }],
  [`${prefix}/tp/modifywebviewdomain`, { method: 'POST', kind: 'platform', desk: modifyWebviewPool }],
  [`${prefix}/tp/download/domaincer`, { method: 'GET', kind: 'platform', desk: downloadConfirmFile }],
])

const atAppDesk = (visit: Visit, appId: string, desk: AppDesk): Outcome => {
  const { vendor, at } = visit
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, at, '45000')
  const closed = unauthorized(app)
  return closed === undefined ? desk(visit, app) : refuse(vendor, at, closed)
}

/** Answers one call to the emulated Baidu: the gateway (address, method, token), then the endpoint. */
export const answerBaidu = (vendor: Vendor, call: Call): Outcome => {
  const { at } = call
  const route = routes.get(call.path)
  // Unknown paths and wrong methods: the gateway's code by its text (B.0.1, guess).
  if (route === undefined || route.method !== call.method) return refuseAtGateway(vendor, '3')
  const fields = readFields(call)
  const token = readToken(vendor, fields, route.kind)
  if (typeof token === 'string') return refuseAtGateway(vendor, token)
  const closed = barred(vendor, call)
  if (closed !== undefined) return refuse(vendor, at, closed)
  const visit: Visit = { vendor, call, fields, at }
  return route.kind === 'app'
    ? atAppDesk(visit, token.owner, route.desk)
    : route.desk(visit, vendor.memory.world.platform)
}
