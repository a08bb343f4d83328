import { readAction } from '../action.js'
import { spend, usedAt } from '../budget.js'
import { answerOnly, type Outcome } from '../call.js'
import { storeApp, type AppDesk, type Visit } from './desk.js'
import type { WechatCode } from './errcode.js'
import { failure, ok, refuse } from './reply.js'
import { readLists, workOut, type ServerChange } from './server-change.js'
import { changeFields, listFields } from './server-lists.js'
import { serverKinds, type ServerLists, type WechatApp, type WechatWorld } from './state.js'

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

const answerChange = (visit: Visit, app: WechatApp, way: Way, change: ServerChange): Outcome => {
  const { vendor, at } = visit
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
  (way: Way): AppDesk =>
  (visit, app) => {
    const { vendor, at, body } = visit
    const { world } = vendor.memory
    if (app.accountType === 'official-account') return refuse(vendor, at, '85015')
    const action = readAction(body.action)
    if (action === undefined) return refuse(vendor, at, '40052')
    if (action === 'get') return answerOnly(ok(vendor, listFields(world.profile, app.server[way])))
    const lists = readLists(body)
    // A string in the place of a list: 85017 (A.0, wire).
    if (lists === 'malformed') return refuse(vendor, at, '85017')
    return answerChange(visit, app, way, workOut(world, app.server[way], action, lists, way === 'configured'))
  }

/** POST /wxa/modify_domain (docs/vendors/wechat.md A.1). */
export const modifyDomain: AppDesk = modifyServer('configured')

/** POST /wxa/modify_domain_directly (A.2.1): the same without the platform's pool. */
export const modifyDomainDirectly: AppDesk = modifyServer('direct')
