import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type FileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { type ApplyEvent, type ApplyRefusal } from './apply-event.js'
import { type Allowance, type Guard } from './apply-options.js'
import { type FleetVendors, vendorOf } from '../lists/open-list.js'
import { saidDeletes } from '../plan/plan-deletes.js'
import { type PlanChange, type PlanHeader, type PlanLine, type PlanSummary } from '../plan/plan-line.js'
import { type PlanDamage, checkPlan } from '../plan/plan-text.js'

/**
 * What a plan comes to, before anything of it is done.
 */
export interface PlanReview {
  readonly summary: PlanSummary
  readonly header: PlanHeader | undefined
  /** Changes of apps, by vendor. */
  readonly appChanges: ReadonlyMap<string, number>
  /** Vendors whose pools gain something, and whose pools lose something. */
  readonly poolAdditions: ReadonlySet<string>
  readonly poolRemovals: ReadonlySet<string>
  /** Deletions in the lists of that app which loses most, of all apps, and of all pools. */
  readonly deletes: { readonly app: number; readonly worst: string; readonly fleet: number; readonly pool: number }
  /** Hosts that leave a pool and that apps would still list. */
  readonly inUse: ReadonlyArray<string>
}

type Refused = Extract<ApplyEvent, { readonly event: 'refused' }>

const refused = (reason: ApplyRefusal, en: string, zh: string): Refused => ({
  event: 'refused',
  reason,
  message: bilingual(en, zh),
})

const stillUsed = ({ blast }: PlanChange): ReadonlyArray<string> => {
  if (blast === undefined) return []
  if (blast.unread > 0) return blast.hosts.map(({ host }) => host)
  return blast.hosts.filter(({ stillUsedBy }) => stillUsedBy > 0).map(({ host }) => host)
}

/**
 * Reads a plan to its end, checks its seal, and counts what the guard must know. Keeps no lines.
 */
export const reviewPlan = async (
  texts: AsyncIterable<string | FileFault>,
): Promise<E.Either<PlanDamage, PlanReview>> => {
  const appChanges = new Map<string, number>()
  const poolAdditions = new Set<string>()
  const poolRemovals = new Set<string>()
  const deletes = { app: 0, worst: '', fleet: 0, pool: 0 }
  const inUse: Array<string> = []
  const current = { app: '', deletes: 0 }
  const headers: Array<PlanHeader> = []
  const see = (line: PlanLine): void => {
    if (line.line === 'header') headers.push(line)
    if (line.line !== 'change') return
    const { address } = line
    const said = saidDeletes(line)
    if (address.app === undefined) {
      deletes.pool += said
      const pools = line.stage === 'pool-remove' ? poolRemovals : poolAdditions
      pools.add(address.vendor)
      inUse.push(...stillUsed(line))
      return
    }
    appChanges.set(address.vendor, (appChanges.get(address.vendor) ?? 0) + 1)
    deletes.fleet += said
    // The lists of one app stand next to each other.
    const app = `${address.vendor} ${address.app}`
    current.deletes = current.app === app ? current.deletes + said : said
    current.app = app
    if (current.deletes > deletes.app) {
      deletes.app = current.deletes
      deletes.worst = app
    }
  }
  const summary = await checkPlan(texts, see)
  return E.isLeft(summary)
    ? summary
    : E.right({ summary: summary.right, header: headers[0], appChanges, poolAdditions, poolRemovals, deletes, inUse })
}

const tooMany = (what: string, whatZh: string, count: number, limit: number, name: Allowance): Refused | undefined =>
  count <= limit || name === 'pool-before-apps'
    ? undefined
    : refused(
        name,
        `the plan deletes ${count} domains ${what}, more than ${limit}; allow "${name}" if this is meant`,
        `该计划将${whatZh}删除 ${count} 个域名，超过 ${limit} 个；确认无误请允许“${name}”`,
      )

/**
 * Says whether a plan deletes more than it may unless it is allowed by name. The first danger that is not allowed is told.
 */
export const guardPlan = (
  { deletes, inUse }: PlanReview,
  guard: Guard,
  allow: ReadonlyArray<Allowance>,
): Refused | undefined => {
  const dangers: ReadonlyArray<readonly [Allowance, Refused | undefined]> = [
    [
      'app-deletes',
      tooMany(`of ${deletes.worst}`, `从 ${deletes.worst} `, deletes.app, guard.app ?? 10, 'app-deletes'),
    ],
    ['fleet-deletes', tooMany('of apps', '从各小程序', deletes.fleet, guard.fleet ?? 100, 'fleet-deletes')],
    ['pool-deletes', tooMany('of pools', '从平台域名池', deletes.pool, guard.pool ?? 0, 'pool-deletes')],
    ['pool-in-use', inUse.length === 0 ? undefined : inUseRefusal(inUse)],
  ]
  return dangers.find(([name, danger]) => danger !== undefined && !allow.includes(name))?.[1]
}

const inUseRefusal = (hosts: ReadonlyArray<string>): Refused => {
  const some = hosts.slice(0, 5).join(', ')
  return refused(
    'pool-in-use',
    `apps still list, or may list, hosts that would leave the pool: ${some}; they break at the next release`,
    `仍有（或可能有）小程序在使用将从平台域名池移除的域名：${some}；下次发布后会失效`,
  )
}

/**
 * Says whether the vendors at hand are those that the plan was made with.
 */
export const checkVendors = ({ header }: PlanReview, vendors: FleetVendors): Refused | undefined => {
  for (const { vendor, adapter, version } of header?.adapters ?? []) {
    const known = vendorOf(vendors, vendor)
    if (known === undefined)
      return refused('unknown-vendor', `no vendor of the name "${vendor}"`, `没有名为“${vendor}”的厂商`)
    if (known.adapter.name !== adapter || known.adapter.version !== version)
      return refused(
        'other-adapter',
        `"${vendor}" was planned with ${adapter} ${version}; make the plan again`,
        `“${vendor}”的计划由 ${adapter} ${version} 生成，请重新生成计划`,
      )
  }
  return undefined
}

/**
 * Tells that a plan is damaged.
 */
export const damagedPlan = ({ message }: PlanDamage): Refused => ({ event: 'refused', reason: 'damaged-plan', message })

/**
 * Tells that the store cannot be used.
 */
export const storeRefused = ({ message, hint }: StoreFailure): Refused =>
  refused('store', `the store cannot be used (${message}). ${hint.en}`, `存储不可用（${message}）。${hint.zh}`)

/**
 * Tells that another process carries the plan out.
 */
export const busyPlan: Refused = refused(
  'busy',
  'another process is applying this plan; let it finish, or stop it, then run again',
  '另一进程正在执行该计划；请等待其结束或将其停止后再运行',
)
