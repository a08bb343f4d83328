import { readAction, type Write } from '../action.js'
import { spend, usedAt } from '../budget.js'
import { answerOnly, type Outcome } from '../call.js'
import { union } from '../lists.js'
import { isUnderAny } from '../origin.js'
import { storeApp, type AppDesk, type Visit } from './desk.js'
import { ok, refuse } from './reply.js'
import { readGiven, sameServers, serversAfter } from './server-change.js'
import { lawfulServerHost, serverPool } from './server-rules.js'
import { byKind, type BaiduApp, type ServerLists } from './state.js'

const store = ({ vendor, at }: Visit, app: BaiduApp, next: ServerLists): Outcome => {
  if (usedAt(app.modificationsUsed, 'server', at) >= vendor.memory.world.limits.modificationsPerMonth)
    return refuse(vendor, at, '470011')
  const changes = !sameServers(next, app.server.configured)
  const modificationsUsed = spend(app.modificationsUsed, 'server', at)
  const changed = { ...app, server: { ...app.server, configured: next }, modificationsUsed }
  // A call that changes nothing succeeds (no errno for it exists) and is counted (guess).
  return { reply: ok(vendor, at), changes, commit: () => storeApp(vendor, changed) }
}

const write = (visit: Visit, app: BaiduApp, action: Write): Outcome => {
  const { vendor, at, fields } = visit
  const { world } = vendor.memory
  const next = serversAfter(world, app.server.configured, action, readGiven(world, fields, app.server.configured), {
    lawful: (kind, entry) => lawfulServerHost(world, kind, entry),
    outside: (kind, host) => (isUnderAny(serverPool(world, kind), host) ? undefined : '470016'),
    absent: '470017',
    most: world.limits.perKind,
  })
  return typeof next === 'string' ? refuse(vendor, at, next) : store(visit, app, next)
}

/** POST /rest/2.0/smartapp/app/modifydomain (docs/vendors/baidu.md B.1.1); without an action the whole pool is added. */
export const modifyDomain: AppDesk = (visit, app) => {
  const { vendor, at, fields } = visit
  const { configured } = app.server
  if (fields.get('action') === null) {
    const { server } = vendor.memory.world.platform
    return store(
      visit,
      app,
      byKind((kind) => union(configured[kind], server[kind])),
    )
  }
  const action = readAction(fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  if (action !== 'get') return write(visit, app, action)
  return answerOnly(
    ok(
      vendor,
      at,
      byKind((kind) => configured[kind].join(',')),
    ),
  )
}
