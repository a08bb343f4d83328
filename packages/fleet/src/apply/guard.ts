import { bilingual, counted, type StoreFailure } from '@mini-domains/core/adapter'
import { type FleetVendors, vendorOf } from '../lists/open-list.js'
import { type PlanHeader, type PlanImpact } from '../plan/plan-line.js'
import { type PlanDamage } from '../plan/plan-text.js'
import { type VerifiedPlan } from '../plan/verify-plan.js'
import { type ApplyEvent, type ApplyRefusal } from './apply-event.js'
import { type RunHolder, holderName } from '../state/run-holder.js'
import { type Allowance, type ApplyOptions, type Guard } from './apply-options.js'

type Refused = Extract<ApplyEvent, { readonly event: 'refused' }>

const refused = (reason: ApplyRefusal, en: string, zh: string): Refused => ({
  event: 'refused',
  reason,
  message: bilingual(en, zh),
})

const tooMany = (what: string, whatZh: string, count: number, limit: number, name: Allowance): Refused | undefined =>
  count <= limit || name === 'pool-before-apps'
    ? undefined
    : refused(
        name,
        `the plan deletes ${counted(count, 'domain')} ${what}, more than ${limit}; allow "${name}" if this is meant`,
        `该计划将${whatZh}删除 ${count} 个域名，超过 ${limit} 个；确认无误请允许“${name}”`,
      )

/**
 * Says whether a plan deletes more than it may unless it is allowed by name. The first danger that is not allowed is reported.
 */
export const guardPlan = (
  { deletes, inUse }: PlanImpact,
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
export const checkVendors = ({ adapters }: PlanHeader, vendors: FleetVendors): Refused | undefined => {
  for (const { vendor, adapter, version } of adapters) {
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
 * Says why a plan must not be carried out: it was made with other adapters, or takes away more than it may.
 */
export const planRefusal = (
  { header, summary }: VerifiedPlan,
  vendors: FleetVendors,
  { guard = {}, allow = [] }: Pick<ApplyOptions, 'guard' | 'allow'>,
): Refused | undefined => checkVendors(header, vendors) ?? guardPlan(summary.impact, guard, allow)

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
 * Tells who else carries the plan out.
 */
export const busyPlan = (holder: RunHolder | undefined): Refused => {
  const { en, zh } = holderName(holder)
  return {
    ...refused(
      'busy',
      `${en} is applying this plan; let it finish, or stop it, then run again`,
      `${zh}正在执行该计划；请等待其结束或将其停止后再运行`,
    ),
    ...(holder === undefined ? {} : { holder }),
  }
}
