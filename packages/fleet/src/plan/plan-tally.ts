import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import {
  type PlanBlocked,
  type PlanChange,
  type PlanCounts,
  type PlanImpact,
  type PlanSummary,
  toldCost,
} from './plan-line.js'

/**
 * How many domains a change says it deletes: what its line counts, or what it names to be deleted where that is more. The line may
 * have been edited; what is written is counted again, by `countedDeletes`.
 */
export const plannedDeletes = ({ action, deletes, domains }: PlanChange): number =>
  action === 'delete'
    ? Math.max(
        deletes,
        Object.values(domains).reduce((sum, { length }) => sum + length, 0),
      )
    : deletes

/**
 * What a change adds to a list as it was just read and deletes from it, by kind.
 */
export const plannedEffect = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  { action, domains }: Pick<PlanChange, 'action' | 'domains'>,
) => {
  const named = kinds.filter((kind) => Object.hasOwn(domains, kind))
  const asked = (kind: Kind): ReadonlySet<string> => new Set(domains[kind])
  const adds = named.map((kind) => {
    const listed = new Set<string>(domainsOf(observed, kind))
    return [kind, action === 'delete' ? [] : [...asked(kind)].filter((domain) => !listed.has(domain))] as const
  })
  const deletes = named.map((kind) => {
    const of = asked(kind)
    const gone = domainsOf(observed, kind).filter((domain) => of.has(domain) === (action === 'delete'))
    return [kind, action === 'add' ? [] : gone] as const
  })
  return { adds: Object.fromEntries(adds), deletes: Object.fromEntries(deletes) }
}

/**
 * How many domains a change takes away from a list as it was just read.
 */
export const countedDeletes = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  change: Pick<PlanChange, 'action' | 'domains'>,
): number => Object.values(plannedEffect(kinds, observed, change).deletes).reduce((sum, { length }) => sum + length, 0)

const none: PlanCounts = {
  apps: 0,
  lists: 0,
  same: 0,
  changes: 0,
  blocked: 0,
  errors: 0,
  adds: 0,
  deletes: 0,
  modifications: 0,
}

type Growing = { -readonly [C in keyof PlanCounts]: number }

/**
 * Counts what a plan finds, in all and by vendor.
 */
export interface PlanTally {
  readonly app: (vendor: string) => void
  readonly list: (vendor: string, same: boolean) => void
  readonly change: (line: PlanChange) => void
  readonly blocked: (line: PlanBlocked) => void
  readonly counts: () => PlanCounts
  readonly vendors: () => Readonly<Record<string, PlanCounts>>
  readonly impact: () => PlanImpact
  /** Whether more was counted than a summary says. */
  readonly exceeds: (summary: Pick<PlanSummary, 'counts' | 'impact'>) => boolean
}

const limits = ['changes', 'adds', 'deletes', 'modifications'] as const

const isError = ({ reason }: PlanBlocked): boolean =>
  reason === 'read-failed' || reason === 'budget-unread' || reason === 'input'

const stillUsed = ({ blast }: PlanChange): ReadonlyArray<string> => {
  if (blast === undefined) return []
  if (blast.unread > 0) return blast.hosts.map(({ host }) => host)
  return blast.hosts.filter(({ stillUsedBy }) => stillUsedBy > 0).map(({ host }) => host)
}

const impactTally = () => {
  const apps = new Map<string, number>()
  const [add, remove] = [new Set<string>(), new Set<string>()]
  const deletes = { app: 0, worst: '', fleet: 0, pool: 0 }
  const inUse: Array<string> = []
  const current = { app: '', deletes: 0 }
  const pool = (line: PlanChange): void => {
    deletes.pool += plannedDeletes(line)
    const pools = line.stage === 'pool-remove' ? remove : add
    pools.add(line.address.vendor)
    inUse.push(...stillUsed(line))
  }
  const change = (line: PlanChange): void => {
    const { vendor, app } = line.address
    if (app === undefined) {
      pool(line)
      return
    }
    const planned = plannedDeletes(line)
    apps.set(vendor, (apps.get(vendor) ?? 0) + 1)
    deletes.fleet += planned
    // The lists of one app stand next to each other.
    const name = `${vendor} ${app}`
    current.deletes = current.app === name ? current.deletes + planned : planned
    current.app = name
    if (current.deletes <= deletes.app) return
    deletes.app = current.deletes
    deletes.worst = name
  }
  const impact = (): PlanImpact => ({
    apps: Object.fromEntries(apps),
    pools: { add: [...add], remove: [...remove] },
    deletes: { ...deletes },
    inUse: [...inUse],
  })
  return { change, impact, deletes }
}

/**
 * Starts counting: by these vendors, or by whichever come.
 */
export const planTally = (vendors: ReadonlyArray<string> | 'any'): PlanTally => {
  const all: Growing = { ...none }
  const impact = impactTally()
  const byVendor = new Map<string, Growing>((vendors === 'any' ? [] : vendors).map((vendor) => [vendor, { ...none }]))
  const count = (vendor: string, part: keyof PlanCounts, by = 1): void => {
    all[part] += by
    const own = byVendor.get(vendor) ?? (vendors === 'any' ? { ...none } : undefined)
    if (own === undefined) return
    own[part] += by
    byVendor.set(vendor, own)
  }
  return {
    app: (vendor) => count(vendor, 'apps'),
    list: (vendor, same) => {
      count(vendor, 'lists')
      if (same) count(vendor, 'same')
    },
    change: (line) => {
      const { address, adds, deletes } = line
      impact.change(line)
      count(address.vendor, 'changes')
      count(address.vendor, 'adds', adds)
      count(address.vendor, 'deletes', deletes)
      count(address.vendor, 'modifications', toldCost(line) ?? 0)
    },
    blocked: (line) => {
      count(line.address.vendor, 'blocked')
      if (isError(line)) count(line.address.vendor, 'errors')
    },
    counts: () => ({ ...all }),
    vendors: () => Object.fromEntries([...byVendor].map(([vendor, counts]) => [vendor, { ...counts }])),
    impact: impact.impact,
    exceeds: (summary) =>
      limits.some((part) => all[part] > summary.counts[part]) ||
      (['app', 'fleet', 'pool'] as const).some((part) => impact.deletes[part] > summary.impact.deletes[part]),
  }
}
