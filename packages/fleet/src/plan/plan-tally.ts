import { type PlanBlocked, type PlanChange, type PlanCounts } from './plan-line.js'

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
}

const isError = ({ reason }: PlanBlocked): boolean =>
  reason === 'read-failed' || reason === 'budget-unread' || reason === 'input'

/**
 * Starts counting: by these vendors, or by whichever come.
 */
export const planTally = (vendors: ReadonlyArray<string> | 'any'): PlanTally => {
  const all: Growing = { ...none }
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
    change: ({ address, adds, deletes, cost }) => {
      count(address.vendor, 'changes')
      count(address.vendor, 'adds', adds)
      count(address.vendor, 'deletes', deletes)
      count(address.vendor, 'modifications', cost)
    },
    blocked: (line) => {
      count(line.address.vendor, 'blocked')
      if (isError(line)) count(line.address.vendor, 'errors')
    },
    counts: () => ({ ...all }),
    vendors: () => Object.fromEntries([...byVendor].map(([vendor, counts]) => [vendor, { ...counts }])),
  }
}
