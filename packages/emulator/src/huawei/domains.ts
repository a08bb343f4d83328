import { sameEntries } from '../domain/lists.js'
import { isObject, parseObject } from '../json.js'
import { answerOnly, type Outcome } from '../server/call.js'
import { type CountedList, spend, type Used, usedAt } from '../state/account.js'
import { storeApp, storePlatform } from '../state/memory.js'
import type { RequestContext } from './context.js'
import { barredHost, isRepeated, malformed, outsidePool } from './domain-rules.js'
import { type HuaweiCode, huaweiTexts, ok, refuse } from './replies.js'
import {
  businessTypes,
  byType,
  type Category,
  type DomainType,
  type HuaweiApp,
  type HuaweiWorld,
  serverTypes,
  type TypeLists,
  typesOf,
} from './state.js'

interface Entry {
  readonly type: DomainType
  readonly value: string
}

interface JudgedEntry extends Entry {
  readonly code: HuaweiCode | undefined
}

const typeOf = (value: unknown): DomainType | undefined =>
  [...serverTypes, ...businessTypes].find((type) => type === value)

/** Reads the domains of a write, or says why the call is refused as a whole (docs/vendors/huawei.md C.7.1). */
const readEntries = (body: string, category: Category, most: number): ReadonlyArray<Entry> | HuaweiCode => {
  const given = parseObject(body)?.['domains']
  if (!Array.isArray(given) || given.length > most) return '205979650'
  const entries: Array<Entry> = []
  for (const each of given) {
    const type = isObject(each) ? typeOf(each['type']) : undefined
    if (!isObject(each) || typeof each['value'] !== 'string') return '205979650'
    if (type === undefined) return '205980179'
    if (!typesOf(category).includes(type)) return '205980197'
    entries.push({ type, value: each['value'] })
  }
  return entries
}

const countedList = (category: Category): CountedList => (category === 'server' ? 'server' : 'webview')

/** The modifications made in the month of `at`, of the app or of the category (C.7.4). */
export const madeAt = ({ profile }: HuaweiWorld, used: Used, category: Category, at: number): number =>
  profile.countedBy === 'category'
    ? usedAt(used, countedList(category), at)
    : usedAt(used, 'server', at) + usedAt(used, 'webview', at)

type Judge = (entry: Entry) => HuaweiCode | undefined

const judged = (entries: ReadonlyArray<Entry>, judge: Judge, most: (type: DomainType) => number) => {
  const room = new Map<DomainType, number>()
  return entries.map((entry): JudgedEntry => {
    const code = judge(entry)
    if (code !== undefined) return { ...entry, code }
    const taken = room.get(entry.type) ?? 0
    room.set(entry.type, taken + 1)
    return { ...entry, code: taken < most(entry.type) ? undefined : '205980179' }
  })
}

const told = ({ type, value, code }: JudgedEntry) => ({
  type,
  value,
  ...(code === undefined ? {} : { errorCode: Number(code), errorMsg: huaweiTexts[code] }),
})

const listsAfter = (current: TypeLists, category: Category, taken: ReadonlyArray<Entry>): TypeLists =>
  byType((type) =>
    typesOf(category).includes(type)
      ? [...new Set(taken.filter((entry) => entry.type === type).map(({ value }) => value))]
      : current[type],
  )

const sameLists = (a: TypeLists, b: TypeLists): boolean =>
  [...serverTypes, ...businessTypes].every((type) => sameEntries(a[type], b[type]))

/** What a write comes to: the lists after it and the entries of the reply, or a refusal. */
const written = (
  { vendor, call, category }: RequestContext,
  current: TypeLists,
  judge: Judge,
  most: (type: DomainType) => number,
) => {
  const { profile, limits } = vendor.memory.world
  const entries = readEntries(call.body, category, limits.entries)
  if (typeof entries === 'string') return { refused: refuse(vendor, entries) }
  const all = judged(entries, judge, most)
  const bad = all.filter(({ code }) => code !== undefined)
  const isRefused = bad.length > 0 && (profile.badDomains === 'refused' || bad.length === all.length)
  const domains = (profile.writeReply === 'all' ? all : bad).map(told)
  if (isRefused) return { refused: refuse(vendor, '205980188', { domains }) }
  const good = all.filter(({ code }) => code === undefined)
  return { lists: listsAfter(current, category, good), reply: domains.length === 0 ? {} : { domains } }
}

const listing = ({ vendor, category }: RequestContext, lists: TypeLists) => {
  const domains = typesOf(category).flatMap((type) => lists[type].map((value) => ({ type, value })))
  return domains.length === 0 && vendor.memory.world.profile.emptyList === 'left-out' ? {} : { domains }
}

/** GET /api/tpp/v1/domain-manage/domain (C.7.1; a guess by the app's). */
export const readPool = (context: RequestContext): Outcome =>
  answerOnly(ok(listing(context, context.vendor.memory.world.platform.domains)))

/** POST /api/tpp/v1/domain-manage/domain: the whole category (C.7.2). */
export const writePool = (context: RequestContext): Outcome => {
  const { vendor } = context
  const { world } = vendor.memory
  const { platform, limits } = world
  const judge: Judge = ({ type, value }) =>
    (isRepeated(world, platform.domains, type, value) ? undefined : malformed(world, type, value)) ??
    barredHost(world, type, value)
  const most = (type: DomainType): number => (type === 'webView' ? limits.business : limits.perType)
  const end = written(context, platform.domains, judge, most)
  if (end.refused !== undefined) return end.refused
  return {
    reply: ok(end.reply),
    changes: !sameLists(end.lists, platform.domains),
    commit: () => storePlatform(vendor, { ...world.platform, domains: end.lists }),
  }
}

/** GET /api/tpp/v1/domain-manage/app/domain (C.7.1): the list, and the modifications made. */
export const readApp = (context: RequestContext, { domains, modificationsUsed }: HuaweiApp): Outcome => {
  const { vendor, category, at } = context
  const modifyCounts = madeAt(vendor.memory.world, modificationsUsed, category, at)
  return answerOnly(ok({ modifyCounts, ...listing(context, domains) }))
}

/** POST /api/tpp/v1/domain-manage/app/domain: the whole category, of what the pool has (C.7.2). */
export const writeApp = (context: RequestContext, app: HuaweiApp): Outcome => {
  const { vendor, category, at } = context
  const { world } = vendor.memory
  const { profile, limits } = world
  if (madeAt(world, app.modificationsUsed, category, at) >= limits.modificationsPerMonth)
    return refuse(vendor, '205980187')
  const judge: Judge = ({ type, value }) =>
    (isRepeated(world, app.domains, type, value) ? undefined : malformed(world, type, value)) ??
    outsidePool(world, type, value) ??
    barredHost(world, type, value)
  const end = written(context, app.domains, judge, () => limits.entries)
  if (end.refused !== undefined) return end.refused
  const changes = !sameLists(end.lists, app.domains)
  const isCounted = changes || profile.unchanged === 'counted'
  const modificationsUsed = isCounted ? spend(app.modificationsUsed, countedList(category), at) : app.modificationsUsed
  const counts = profile.writeCounts === 'told' ? { modifyCounts: madeAt(world, modificationsUsed, category, at) } : {}
  return {
    reply: ok({ ...counts, ...end.reply }),
    changes,
    commit: () => storeApp(vendor, { ...app, domains: end.lists, modificationsUsed }),
  }
}
