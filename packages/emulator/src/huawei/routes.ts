import { answerOnly, type Call, type Outcome } from '../server/call.js'
import { isBarred, namedAppOf, refusedToken } from './access.js'
import type { RequestContext, Vendor } from './context.js'
import { madeAt, readApp, readPool, writeApp, writePool } from './domains.js'
import { forbidden, json, ok, refuse, refuseAtGateway } from './replies.js'
import type { Category, HuaweiApp } from './state.js'
import { givePlatformToken, tokenPath } from './tokens.js'

/** The pool's path (docs/vendors/huawei.md C.7.1). */
const poolPath = '/api/tpp/v1/domain-manage/domain'

/** The path of an app's lists. */
const appPath = '/api/tpp/v1/domain-manage/app/domain'

/** The path of an app's counts. */
const configPath = '/api/dms/domain-manage/v1/app/domain/config'

const categories: ReadonlyArray<Category> = ['server', 'business']

const withApp = (vendor: Vendor, appId: string, handle: (app: HuaweiApp) => Outcome): Outcome => {
  const app = vendor.memory.apps.get(appId)
  if (app === undefined) return refuse(vendor, '205979665')
  if (!app.permitted) return forbidden
  // That it is this code which comes once the merchant took the authorisation back is a guess.
  return app.authorized ? handle(app) : refuse(vendor, '205979664')
}

const configOf = (vendor: Vendor, { at }: Call, app: HuaweiApp): Outcome => {
  const { world } = vendor.memory
  const { webView, ...server } = app.domains
  const counts = {
    appId: app.appId,
    appName: app.appId,
    modifyCounts: madeAt(world, app.modificationsUsed, 'server', at),
    serverDomainCounts: Object.values(server).flat().length,
    businessDomainCounts: webView.length,
    updateTime: at,
  }
  return answerOnly(ok({ configs: [counts] }))
}

const domainCall = (context: RequestContext): Outcome => {
  const { vendor, call } = context
  const isRead = call.method === 'GET'
  if (call.path === poolPath) return isRead ? readPool(context) : writePool(context)
  return withApp(vendor, namedAppOf(call), (app) => (isRead ? readApp(context, app) : writeApp(context, app)))
}

// An unknown path and a wrong method are the host's own business; no source says what comes (guess).
const notFound = answerOnly(json(404, { ret: { code: 404, msg: 'not found' } }))

/** Answers one call to the emulated Huawei: the gateway (token, address), then the endpoint. */
export const answerHuawei = (vendor: Vendor, call: Call): Outcome => {
  const { path, method, at } = call
  if (path === tokenPath) return method === 'POST' ? givePlatformToken(vendor, call) : notFound
  if (![poolPath, appPath, configPath].includes(path) || !['GET', 'POST'].includes(method)) return notFound
  const refused = refusedToken(vendor, call)
  if (refused !== undefined) return refuseAtGateway(refused)
  if (isBarred(vendor, call)) return forbidden
  if (path === configPath)
    return method === 'GET'
      ? withApp(vendor, call.query.get('appId') ?? '', (app) => configOf(vendor, call, app))
      : notFound
  const category = categories.find((each) => each === call.query.get('category'))
  return category === undefined ? refuse(vendor, '205979650') : domainCall({ vendor, call, category, at })
}
