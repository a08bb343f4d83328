import { readAction, sameEntries, union } from '../domain/lists.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { storeApp } from '../state/memory.js'
import type { AppHandler, RequestContext } from './context.js'
import { type Lists, listsAfter, readGiven, type Rules } from './domain-rules.js'
import { ok, refusal, refuse } from './replies.js'
import { type DouyinApp, type DouyinWorld, type ServerKind, serverKinds } from './state.js'

/** The data of a `get`: each list, or only those with something in them (docs/vendors/douyin.md C.1.1). */
const told = <K extends string>(world: DouyinWorld, kinds: ReadonlyArray<K>, lists: Lists<K>) =>
  Object.fromEntries(
    kinds
      .filter((kind) => world.profile.emptyList === 'array' || lists[kind].length > 0)
      .map((kind) => [kind, lists[kind]]),
  )

const modify = <K extends string>(
  { vendor, at, body }: RequestContext,
  current: Lists<K>,
  rules: Rules<K>,
  changed: (lists: Lists<K>) => DouyinApp,
): Outcome => {
  const { world } = vendor.memory
  const action = readAction(body.action)
  if (action === undefined) return refuse(vendor, at, '40001')
  if (action === 'get') return answerOnly(ok(vendor, at, told(world, rules.kinds, current)))
  const given = readGiven(world, body, rules, current)
  if (given === undefined) return refuse(vendor, at, '40001')
  const { lists, code } = listsAfter(world, current, action, given, rules)
  return {
    reply: code === undefined ? ok(vendor, at) : refusal(vendor, at, code),
    changes: rules.kinds.some((kind) => !sameEntries(lists[kind], current[kind])),
    commit: () => storeApp(vendor, changed(lists)),
  }
}

const serverPool = ({ profile, platform }: DouyinWorld, kind: ServerKind): ReadonlyArray<string> =>
  profile.poolMatch === 'same-kind' ? platform.server[kind] : union(...serverKinds.map((each) => platform.server[each]))

/** POST /api/apps/v2/domain/modify_server_domain/ (C.1.1). */
export const modifyServerDomain: AppHandler = (context, app) => {
  const { world } = context.vendor.memory
  const rules: Rules<ServerKind> = {
    kinds: serverKinds,
    pool: (kind) => serverPool(world, kind),
    most: world.limits.server,
  }
  return modify(context, app.server.configured, rules, (configured) => ({
    ...app,
    server: { ...app.server, configured },
  }))
}

/** POST /api/apps/v2/domain/modify_webview_domain/ (C.1.1); not for apps of individuals. */
export const modifyWebviewDomain: AppHandler = (context, app) => {
  const { vendor, at } = context
  const { limits, platform } = vendor.memory.world
  if (!app.enterprise) return refuse(vendor, at, '40025')
  const rules: Rules<'webview'> = { kinds: ['webview'], pool: () => platform.webview, most: limits.webview }
  return modify(context, { webview: app.webview.configured }, rules, ({ webview: configured }) => ({
    ...app,
    webview: { ...app.webview, configured },
  }))
}
