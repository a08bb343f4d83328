import { isUnjudged, knownAs, listAfter, readAction, sameEntries, union, type Write } from '../domain/lists.js'
import { isUnderAny } from '../domain/origin.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { type AppHandler, type RequestContext } from './context.js'
import { storeApp } from '../state/memory.js'
import { lawfulServerHost, listedHost, serverPool } from './domain-rules.js'
import { type BaiduErrno, ok, refuse } from './replies.js'
import {
  type BaiduApp,
  type BaiduWorld,
  byKind,
  type ByKind,
  type ServerKind,
  serverKinds,
  type ServerLists,
} from './state.js'

/** The entries of each kind a call names; `undefined` where the kind is left out. */
export type Given = ByKind<ReadonlyArray<string> | undefined>

/**
 * Splits a comma-joined field; spaces around entries and empty entries are dropped, and what is listed is known by its
 * spelling (guess; the profile's `listedSpelling`).
 */
export const entriesOf = (world: BaiduWorld, value: string, listed: ReadonlyArray<string>): ReadonlyArray<string> =>
  value
    .split(',')
    .map((entry) => knownAs(world.profile.listedSpelling, listed, entry.trim()) ?? entry.trim().toLowerCase())
    .filter((entry) => entry !== '')

/** Reads the kinds a call names. */
export const readGiven = (world: BaiduWorld, fields: URLSearchParams, current: ServerLists): Given =>
  byKind((kind) => {
    const value = fields.get(kind)
    return value === null ? undefined : entriesOf(world, value, current[kind])
  })

/** What each endpoint answers to the same mistakes. */
export interface Rules {
  /** The host of a lawful entry. */
  readonly lawful: (kind: ServerKind, entry: string) => string | undefined
  /** The errno for a lawful host that may not be saved here, if so. */
  readonly outside: (kind: ServerKind, host: string) => BaiduErrno | undefined
  readonly absent: BaiduErrno
  readonly most: number
}

const mistake = (world: BaiduWorld, current: ServerLists, action: Write, given: Given, rules: Rules) => {
  const named = serverKinds.filter((kind) => given[kind] !== undefined)
  if (named.length === 0) return '470013'
  const entries = named.flatMap((kind) => (given[kind] ?? []).map((entry) => ({ kind, entry })))
  const mayBeEmpty = action === 'set' && world.profile.emptySet === 'clears'
  if (!mayBeEmpty && named.some((kind) => given[kind]?.length === 0)) return '470015'
  if (action === 'delete') {
    return entries.some(({ kind, entry }) => !current[kind].includes(entry)) ? rules.absent : undefined
  }
  const hosts = entries.map(({ kind, entry }) => {
    const isRepeated = isUnjudged(world.profile.listedSpelling, action, current[kind], entry)
    return { kind, host: rules.lawful(kind, entry) ?? (isRepeated ? listedHost(world, entry) : undefined) }
  })
  if (hosts.some(({ host }) => host === undefined)) return '470014'
  return hosts.map(({ kind, host = '' }) => rules.outside(kind, host)).find((code) => code)
}

/** The lists after a write of server domains, or the errno that refuses the whole call (docs/vendors/baidu.md B.1.3). */
export const serversAfter = (
  world: BaiduWorld,
  current: ServerLists,
  action: Write,
  given: Given,
  rules: Rules,
): ServerLists | BaiduErrno => {
  const wrong = mistake(world, current, action, given, rules)
  if (wrong !== undefined) return wrong
  const next = byKind((kind) => {
    const entries = given[kind]
    const cleared = action === 'set' && world.profile.setOmitted === 'cleared'
    return entries === undefined ? (cleared ? [] : current[kind]) : listAfter(action, current[kind], entries)
  })
  // 50046 for an app's list too is a guess (B.1.3).
  return serverKinds.some((kind) => next[kind].length > rules.most) ? '50046' : next
}

/** Says whether two sets of lists hold the same entries. */
export const sameServers = (a: ServerLists, b: ServerLists): boolean =>
  serverKinds.every((kind) => sameEntries(a[kind], b[kind]))

const store = ({ vendor, at }: RequestContext, app: BaiduApp, next: ServerLists): Outcome => {
  if (usedAt(app.modificationsUsed, 'server', at) >= vendor.memory.world.limits.modificationsPerMonth)
    return refuse(vendor, at, '470011')
  const changes = !sameServers(next, app.server.configured)
  const modificationsUsed = spend(app.modificationsUsed, 'server', at)
  const changed = { ...app, server: { ...app.server, configured: next }, modificationsUsed }
  // A call that changes nothing succeeds (no errno for it exists) and is counted (guess).
  return { reply: ok(vendor, at), changes, commit: () => storeApp(vendor, changed) }
}

const write = (context: RequestContext, app: BaiduApp, action: Write): Outcome => {
  const { vendor, at, fields } = context
  const { world } = vendor.memory
  const next = serversAfter(world, app.server.configured, action, readGiven(world, fields, app.server.configured), {
    lawful: (kind, entry) => lawfulServerHost(world, kind, entry),
    outside: (kind, host) => (isUnderAny(serverPool(world, kind), host) ? undefined : '470016'),
    absent: '470017',
    most: world.limits.perKind,
  })
  return typeof next === 'string' ? refuse(vendor, at, next) : store(context, app, next)
}

/** POST /rest/2.0/smartapp/app/modifydomain (docs/vendors/baidu.md B.1.1); without an action the whole pool is added. */
export const modifyDomain: AppHandler = (context, app) => {
  const { vendor, at, fields } = context
  const { configured } = app.server
  if (fields.get('action') === null) {
    const { server } = vendor.memory.world.platform
    return store(
      context,
      app,
      byKind((kind) => union(configured[kind], server[kind])),
    )
  }
  const action = readAction(fields.get('action'))
  if (action === undefined) return refuse(vendor, at, '40001')
  if (action !== 'get') return write(context, app, action)
  return answerOnly(
    ok(
      vendor,
      at,
      byKind((kind) => configured[kind].join(',')),
    ),
  )
}
