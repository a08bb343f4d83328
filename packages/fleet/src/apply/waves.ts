import { type PlanChange } from '../plan/plan-line.js'
import { type Wave } from './apply-event.js'
import { type WavePolicy } from './apply-options.js'

/**
 * How many changes of a vendor go first.
 */
export const canarySize = (policy: WavePolicy, changes: number): number => {
  const { canary } = policy
  if (canary === undefined) return 0
  const size = 'count' in canary ? canary.count : Math.ceil((changes * canary.percent) / 100)
  return Math.max(0, Math.min(changes, Math.ceil(size)))
}

/**
 * Says, change by change in the order of the plan, in which wave it goes. The first changes of each vendor are its canary, so that the
 * waves of a vendor stand in their order in the plan.
 */
export const waveSorter = (
  policy: WavePolicy,
  appChanges: Readonly<Record<string, number>>,
): ((line: PlanChange) => Wave) => {
  const seen = new Map<string, number>()
  return ({ stage, address }) => {
    if (stage !== 'app') return stage
    const before = seen.get(address.vendor) ?? 0
    seen.set(address.vendor, before + 1)
    return before < canarySize(policy, appChanges[address.vendor] ?? 0) ? 'canary' : 'rest'
  }
}
