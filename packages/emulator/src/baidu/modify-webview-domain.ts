import { readAction, type Write } from '../action.js'
import { spend, usedAt } from '../budget.js'
import { answerOnly, type Outcome } from '../call.js'
import { sameEntries, union } from '../lists.js'
import { isUnderAny } from '../origin.js'
import { storeApp, type AppDesk, type Visit } from './desk.js'
import { ok, refuse } from './reply.js'
import { hostsOf } from './server-rules.js'
import type { BaiduApp } from './state.js'
import { webviewAfter } from './webview-change.js'

const store = ({ vendor, at }: Visit, app: BaiduApp, next: ReadonlyArray<string>): Outcome => {
  if (usedAt(app.modificationsUsed, 'webview', at) >= vendor.memory.world.limits.modificationsPerMonth)
    return refuse(vendor, at, '470012')
  const changes = !sameEntries(next, app.webview.configured)
  const modificationsUsed = spend(app.modificationsUsed, 'webview', at)
  const changed = { ...app, webview: { ...app.webview, configured: next }, modificationsUsed }
  return { reply: ok(vendor, at), changes, commit: () => storeApp(vendor, changed) }
}

const write = (visit: Visit, app: BaiduApp, action: Write): Outcome => {
  const { vendor, at, fields } = visit
  const { world } = vendor.memory
  const pool = hostsOf(world.platform.webview)
  const next = webviewAfter(world, app.webview.configured, action, fields.get('web_view_domain'), {
    outside: (host) => (isUnderAny(pool, host) ? undefined : '470016'),
    absent: '470017',
    most: world.limits.webview,
  })
  return typeof next === 'string' ? refuse(vendor, at, next) : store(visit, app, next)
}

/** POST /rest/2.0/smartapp/app/modifywebviewdomain (docs/vendors/baidu.md B.1.2); without an action the pool is added. */
export const modifyWebviewDomain: AppDesk = (visit, app) => {
  const { vendor, at, fields } = visit
  const { configured } = app.webview
  if (fields.get('action') === null) return store(visit, app, union(configured, vendor.memory.world.platform.webview))
  const action = readAction(fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  return action === 'get' ? answerOnly(ok(vendor, at, configured.join(','))) : write(visit, app, action)
}
