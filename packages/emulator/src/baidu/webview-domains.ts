import { isUnjudged, listAfter, readAction, sameEntries, union, type Write } from '../domain/lists.js'
import { isUnderAny } from '../domain/origin.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { type AppHandler, type RequestContext } from './context.js'
import { storeApp } from '../state/memory.js'
import { hostsOf, lawfulHost, listedHost } from './domain-rules.js'
import { type BaiduErrno, ok, refuse } from './replies.js'
import { entriesOf } from './server-domains.js'
import type { BaiduApp, BaiduWorld } from './state.js'

/** What each endpoint answers to the same mistakes with web-view domains. */
export interface WebviewRules {
  /** The errno for a lawful host that may not be saved here, if so. */
  readonly outside: (host: string, entry: string) => BaiduErrno | undefined
  readonly absent: BaiduErrno
  readonly most: number
}

/** The list after a write of web-view domains, or the errno that refuses the whole call (docs/vendors/baidu.md B.1.3). */
export const webviewAfter = (
  world: BaiduWorld,
  current: ReadonlyArray<string>,
  action: Write,
  field: string | null,
  { outside, absent, most }: WebviewRules,
): ReadonlyArray<string> | BaiduErrno => {
  if (field === null) return '470013'
  const entries = entriesOf(world, field, current)
  const mayBeEmpty = action === 'set' && world.profile.emptySet === 'clears'
  if (entries.length === 0 && !mayBeEmpty) return '470015'
  if (action === 'delete' && entries.some((entry) => !current.includes(entry))) return absent
  if (action !== 'delete') {
    const isRepeated = (entry: string): boolean => isUnjudged(world.profile.listedSpelling, action, current, entry)
    const hosts = entries.map((entry) => ({
      entry,
      host: lawfulHost(world, entry) ?? (isRepeated(entry) ? listedHost(world, entry) : undefined),
    }))
    if (hosts.some(({ host }) => host === undefined)) return '470014'
    const refused = hosts.map(({ host = '', entry }) => outside(host, entry)).find((errno) => errno !== undefined)
    if (refused !== undefined) return refused
  }
  const next = listAfter(action, current, entries)
  return next.length > most ? '50045' : next
}

const store = ({ vendor, at }: RequestContext, app: BaiduApp, next: ReadonlyArray<string>): Outcome => {
  if (usedAt(app.modificationsUsed, 'webview', at) >= vendor.memory.world.limits.modificationsPerMonth)
    return refuse(vendor, at, '470012')
  const changes = !sameEntries(next, app.webview.configured)
  const modificationsUsed = spend(app.modificationsUsed, 'webview', at)
  const changed = { ...app, webview: { ...app.webview, configured: next }, modificationsUsed }
  return { reply: ok(vendor, at), changes, commit: () => storeApp(vendor, changed) }
}

const write = (context: RequestContext, app: BaiduApp, action: Write): Outcome => {
  const { vendor, at, fields } = context
  const { world } = vendor.memory
  const pool = hostsOf(world.platform.webview)
  const next = webviewAfter(world, app.webview.configured, action, fields.get('web_view_domain'), {
    outside: (host) => (isUnderAny(pool, host) ? undefined : '470016'),
    absent: '470017',
    most: world.limits.webview,
  })
  return typeof next === 'string' ? refuse(vendor, at, next) : store(context, app, next)
}

/** POST /rest/2.0/smartapp/app/modifywebviewdomain (docs/vendors/baidu.md B.1.2); without an action the pool is added. */
export const modifyWebviewDomain: AppHandler = (context, app) => {
  const { vendor, at, fields } = context
  const { configured } = app.webview
  if (fields.get('action') === null) return store(context, app, union(configured, vendor.memory.world.platform.webview))
  const action = readAction(fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  return action === 'get' ? answerOnly(ok(vendor, at, configured.join(','))) : write(context, app, action)
}
