import { isUnjudged, knownAs, listAfter, readAction, sameEntries, union, without, type Write } from '../domain/lists.js'
import { isStrings } from '../json.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { type AppHandler, type RequestContext } from './context.js'
import { storeApp } from '../state/memory.js'
import { allConfirmed, allLawful, poolInForce, webviewHost } from './domain-rules.js'
import { ok, refuse } from './replies.js'
import type { WechatApp } from './state.js'

type Way = 'configured' | 'direct'

const store = (context: RequestContext, app: WechatApp, way: Way, next: ReadonlyArray<string>): Outcome => {
  const { vendor, at } = context
  const { limits, profile } = vendor.memory.world
  if (sameEntries(next, app.webview[way])) return refuse(vendor, at, '89019')
  if (next.length > Number(profile.webviewLimit)) return refuse(vendor, at, '89029')
  // 89030 as this endpoint's monthly limit, and the figure, are guesses (A.2.2).
  if (usedAt(app.modificationsUsed, 'webview', at) >= limits.modificationsPerMonth) return refuse(vendor, at, '89030')
  const shown = way === 'direct' || profile.webviewReplyList === 'always'
  const changed = {
    ...app,
    webview: { ...app.webview, [way]: next },
    modificationsUsed: spend(app.modificationsUsed, 'webview', at),
  }
  return {
    reply: ok(vendor, shown ? { webviewdomain: next } : {}),
    changes: true,
    commit: () => storeApp(vendor, changed),
  }
}

const write = (context: RequestContext, app: WechatApp, way: Way, action: Write): Outcome => {
  const { vendor, at, body } = context
  const { world } = vendor.memory
  const current = app.webview[way]
  const { listedSpelling } = world.profile
  const named = body.webviewdomain ?? []
  if (!isStrings(named)) return refuse(vendor, at, '47001')
  const given = named.map((entry) => knownAs(listedSpelling, current, entry) ?? entry)
  // The delete of one unknown domain refuses the whole call (89022 is from the global list; that it is whole: guess).
  if (action === 'delete' && without(given, current).length > 0) return refuse(vendor, at, '89022')
  const pool = poolInForce(world, 'webview')
  if (action !== 'delete') {
    if (way === 'configured' && pool.length === 0) return refuse(vendor, at, '89020')
    // What is listed in just this spelling and repeated by a `set` is not refused for its form (guess, A.2.2).
    const formed = given.filter(
      (entry) => !isUnjudged(listedSpelling, action, current, entry) || webviewHost(entry) !== undefined,
    )
    if (!allLawful(formed, way === 'configured' ? pool : undefined)) return refuse(vendor, at, '89021')
    const fresh = without(given, current)
    if (way === 'direct' && !allConfirmed(world.confirmFileMissing, fresh)) return refuse(vendor, at, '86103')
  }
  return store(context, app, way, listAfter(action, current, given))
}

const copyPool = (context: RequestContext, app: WechatApp): Outcome => {
  const pool = poolInForce(context.vendor.memory.world, 'webview')
  if (pool.length === 0) return refuse(context.vendor, context.at, '89020')
  const origins = pool.map((host) => `https://${host}`)
  return store(context, app, 'configured', union(app.webview.configured, origins))
}

const setWebview =
  (way: Way): AppHandler =>
  (context, app) => {
    const { vendor, at, body } = context
    if (app.accountType === 'individual') return refuse(vendor, at, '89231')
    if (app.accountType === 'official-account') return refuse(vendor, at, '48001')
    // No action: the whole pool is added to the app (A.2.2). The `_directly` twin requires one.
    if (body.action === undefined && way === 'configured') return copyPool(context, app)
    const action = readAction(body.action)
    if (action === undefined) return refuse(vendor, at, '40052')
    if (action === 'get') return answerOnly(ok(vendor, { webviewdomain: app.webview[way] }))
    return write(context, app, way, action)
  }

/** POST /wxa/setwebviewdomain (docs/vendors/wechat.md A.2.2). */
export const setWebviewDomain: AppHandler = setWebview('configured')

/** POST /wxa/setwebviewdomain_directly (A.2.3): no pool, but the check file must be at each new domain. */
export const setWebviewDomainDirectly: AppHandler = setWebview('direct')
