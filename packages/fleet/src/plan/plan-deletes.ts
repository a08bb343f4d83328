import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type PlanChange } from './plan-line.js'

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
 * How many domains a change takes away from a list as it was just read.
 */
export const countedDeletes = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  { action, domains }: Pick<PlanChange, 'action' | 'domains'>,
): number =>
  action === 'add'
    ? 0
    : kinds.reduce((sum, kind) => {
        const named = Object.hasOwn(domains, kind) ? new Set(domains[kind]) : undefined
        if (named === undefined) return sum
        return sum + domainsOf(observed, kind).filter((domain) => named.has(domain) === (action === 'delete')).length
      }, 0)
