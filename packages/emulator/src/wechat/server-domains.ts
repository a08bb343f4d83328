import { isUnjudged, knownAs, readAction, sameEntries, union, without, type Write } from '../domain/lists.js'
import { isStrings, type JsonObject } from '../json.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { spend, usedAt } from '../state/account.js'
import { type AppHandler, type RequestContext } from './context.js'
import { storeApp } from '../state/memory.js'
import { judge, type Verdict } from './domain-rules.js'
import type { WechatProfile } from './profile.js'
import { failure, ok, refuse, type WechatCode } from './replies.js'
import {
  byKind,
  type ByKind,
  type ServerKind,
  serverKinds,
  type ServerLists,
  type WechatApp,
  type WechatWorld,
} from './state.js'

/** A change of server domains worked out against the lists as they are. */
export interface ServerChange {
  /** The lists afterwards. */
  readonly next: ServerLists
  readonly changed: boolean
  /** What the answer shows as taken: with `set` the lists in force. */
  readonly taken: ServerLists
  readonly verdicts: ByKind<ReadonlyArray<Verdict>>
}

/** The lists a body names: `undefined` where a kind is left out or null; `malformed` when one is not a list of strings. */
const readLists = (body: JsonObject): ByKind<ReadonlyArray<string> | undefined> | 'malformed' => {
  const present = serverKinds.filter((kind) => body[kind] !== undefined && body[kind] !== null)
  if (!present.every((kind) => isStrings(body[kind]))) return 'malformed'
  return byKind((kind) => {
    const value = body[kind]
    return isStrings(value) ? value : undefined
  })
}

const good = (verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  verdicts.filter(({ fault }) => fault === 'none').map(({ entry }) => entry)

/** Works a change out. `pooled` asks for membership of the platform's pool, which `delete` never does (A.1.5, unknown). */
const workOut = (
  world: WechatWorld,
  current: ServerLists,
  action: Write,
  given: ByKind<ReadonlyArray<string> | undefined>,
  pooled: boolean,
): ServerChange => {
  const { emptySet, omittedKinds, listedSpelling } = world.profile
  const judged = (kind: ServerKind): ReadonlyArray<Verdict> => {
    const verdicts = (given[kind] ?? []).map((entry) => {
      const verdict = judge(world, kind, entry, pooled && action !== 'delete')
      // What is listed is known by its spelling, and its form is no reason to drop or to keep it (guess).
      const known = knownAs(listedSpelling, current[kind], entry)
      const isKept = known !== undefined && isUnjudged(listedSpelling, action, current[kind], known)
      if (known === undefined || !(isKept || action === 'delete')) return verdict
      const isForm = verdict.fault === 'rule' || verdict.fault === 'scheme' || action === 'delete'
      return isForm ? { entry: known, fault: 'none' as const } : { ...verdict, entry: known }
    })
    // Filing is no reason to keep a domain: `delete` passes over it (guess).
    return action === 'delete' ? verdicts.map((v) => (v.fault === 'icp' ? { ...v, fault: 'none' } : v)) : verdicts
  }
  const verdicts = byKind(judged)
  const named = serverKinds.flatMap((kind) => verdicts[kind])
  // When every domain of a call is refused the call fails and nothing is written, `set` included (A.1.2 fact 4).
  const allRefused = named.length > 0 && named.every(({ fault }) => fault !== 'none')
  const setTo = (kind: ServerKind): ReadonlyArray<string> => {
    const list = given[kind]
    const kept = list === undefined ? omittedKinds === 'untouched' : list.length === 0 && emptySet === 'ignored'
    return kept ? current[kind] : union(good(verdicts[kind]))
  }
  const after = {
    add: (kind: ServerKind) => union(current[kind], good(verdicts[kind])),
    delete: (kind: ServerKind) => without(current[kind], good(verdicts[kind])),
    set: setTo,
  }
  const next = allRefused ? current : byKind(after[action])
  const taken = {
    // Domains already there are filtered out of the answer unsaid (A.1.2 fact 1, wire).
    add: (kind: ServerKind) => without(good(verdicts[kind]), current[kind]),
    // Not documented: those that went (guess).
    delete: (kind: ServerKind) => good(verdicts[kind]).filter((entry) => current[kind].includes(entry)),
    // Not documented: the lists now in force (guess).
    set: (kind: ServerKind) => next[kind],
  }
  return {
    next,
    changed: serverKinds.some((kind) => !sameEntries(next[kind], current[kind])),
    taken: byKind(taken[action]),
    verdicts,
  }
}

const fourKinds: ReadonlyArray<ServerKind> = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain']

const kindsOf = (profile: WechatProfile): ReadonlyArray<ServerKind> =>
  profile.fields === 'four-kinds' ? fourKinds : serverKinds

/** The list fields of an answer to `get`. */
const listFields = (profile: WechatProfile, lists: ServerLists): JsonObject =>
  Object.fromEntries(kindsOf(profile).map((kind) => [kind, lists[kind]]))

const invalidOf = (profile: WechatProfile, verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> =>
  verdicts
    .filter(
      ({ fault }) => fault === 'rule' || fault === 'scheme' || fault === 'own-host' || isNamedOutside(profile, fault),
    )
    .map(({ entry }) => entry)

const isNamedOutside = (profile: WechatProfile, fault: Verdict['fault']): boolean =>
  fault === 'outside' && profile.outsidePool === 'invalid'

/** The list fields of an answer to a change: what was taken, `invalid_*` by kind and `no_icp_domain` (A.1.2). */
const changeFields = (profile: WechatProfile, change: ServerChange): JsonObject => {
  const lists = listFields(profile, change.taken)
  if (profile.fields === 'four-kinds') return lists
  const invalid = serverKinds.map((kind) => [`invalid_${kind}`, invalidOf(profile, change.verdicts[kind])] as const)
  const unfiled = serverKinds.flatMap((kind) => change.verdicts[kind].filter(({ fault }) => fault === 'icp'))
  return { ...lists, ...Object.fromEntries(invalid), no_icp_domain: union(unfiled.map(({ entry }) => entry)) }
}

type Way = 'configured' | 'direct'

const faultsOf = (change: ServerChange): ReadonlySet<string> =>
  new Set(serverKinds.flatMap((kind) => change.verdicts[kind].map(({ fault }) => fault)))

/** The code for a call that modified nothing (A.1.3, D 22): by reason in newer answers, 85017 in older ones. */
const unchangedCode = (world: WechatWorld, change: ServerChange): WechatCode => {
  const { nothingToChange } = world.profile
  const faults = faultsOf(change)
  const rules = ['rule', 'scheme', 'own-host', 'outside'].some((fault) => faults.has(fault))
  if (nothingToChange === '85017') return '85017'
  if (faults.has('icp')) return rules ? '85303' : '85302'
  return rules || nothingToChange === '8530x' ? '85301' : '85017'
}

/** The code that refuses a whole `_directly` call for one bad domain (A.2.1, transcribed). */
const directCode = (change: ServerChange): WechatCode | undefined => {
  const faults = faultsOf(change)
  if (faults.has('own-host')) return '86101'
  if (faults.has('scheme')) return '86100'
  if (faults.has('icp')) return '45082'
  return faults.has('rule') ? '86100' : undefined
}

const tooMany = (world: WechatWorld, way: Way, next: ServerLists): boolean => {
  const { perKind, directPerKind, total } = world.limits
  const most = way === 'direct' ? directPerKind : perKind
  const counts = serverKinds.map((kind) => next[kind].length)
  return counts.some((count) => count > most) || counts.reduce((sum, count) => sum + count, 0) > total
}

const wholeRefusal = (world: WechatWorld, way: Way, change: ServerChange): WechatCode | undefined => {
  if (way === 'direct') return world.profile.directRejects === 'codes' ? directCode(change) : undefined
  return world.profile.outsidePool === '85018' && faultsOf(change).has('outside') ? '85018' : undefined
}

const answerChange = (context: RequestContext, app: WechatApp, way: Way, change: ServerChange): Outcome => {
  const { vendor, at } = context
  const { world } = vendor.memory
  const { profile, limits } = world
  const shown = (way === 'direct' ? profile.directReplyLists : profile.replyLists) === 'always'
  const fields = shown ? changeFields(profile, change) : {}
  const refused = wholeRefusal(world, way, change)
  if (refused !== undefined) return refuse(vendor, at, refused)
  if (!change.changed) return answerOnly(failure(vendor, at, unchangedCode(world, change), fields))
  if (tooMany(world, way, change.next)) return refuse(vendor, at, '85016')
  // The month's count is looked at last, and only calls that modify are counted (A.1.4: neither is documented).
  if (usedAt(app.modificationsUsed, 'server', at) >= limits.modificationsPerMonth)
    return refuse(vendor, at, way === 'direct' ? '86102' : profile.budgetSpent)
  const server = { ...app.server, [way]: change.next }
  const modificationsUsed = spend(app.modificationsUsed, 'server', at)
  return {
    reply: ok(vendor, fields),
    changes: true,
    commit: () => storeApp(vendor, { ...app, server, modificationsUsed }),
  }
}

const modifyServer =
  (way: Way): AppHandler =>
  (context, app) => {
    const { vendor, at, body } = context
    const { world } = vendor.memory
    if (app.accountType === 'official-account') return refuse(vendor, at, '85015')
    const action = readAction(body.action)
    if (action === undefined) return refuse(vendor, at, '40052')
    if (action === 'get') return answerOnly(ok(vendor, listFields(world.profile, app.server[way])))
    const lists = readLists(body)
    // A string in the place of a list: 85017 (A.0, wire).
    if (lists === 'malformed') return refuse(vendor, at, '85017')
    return answerChange(context, app, way, workOut(world, app.server[way], action, lists, way === 'configured'))
  }

/** POST /wxa/modify_domain (docs/vendors/wechat.md A.1). */
export const modifyDomain: AppHandler = modifyServer('configured')

/** POST /wxa/modify_domain_directly (A.2.1): the same without the platform's pool. */
export const modifyDomainDirectly: AppHandler = modifyServer('direct')
