import * as t from 'io-ts'

/**
 * What a plan counts. `same`: lists that are as desired already.
 */
export const PlanCounts = t.type({
  apps: t.number,
  lists: t.number,
  same: t.number,
  changes: t.number,
  blocked: t.number,
  errors: t.number,
  adds: t.number,
  deletes: t.number,
  modifications: t.number,
})

/**
 * What a plan counts.
 */
export type PlanCounts = t.TypeOf<typeof PlanCounts>

/**
 * Reads the last line of a plan back.
 */
export const PlanSummary = t.type({
  line: t.literal('summary'),
  /** How many lines stand before this one, and the digest over their text. */
  lines: t.number,
  digest: t.string,
  counts: PlanCounts,
  vendors: t.record(t.string, PlanCounts),
  /** There is something to apply. */
  applyable: t.boolean,
  /** Applying it reaches the desired state: nothing is blocked. */
  complete: t.boolean,
  /** Something could not be read or understood. */
  errored: t.boolean,
})

/**
 * The last line: counts, flags, and the seal over all lines before it.
 */
export type PlanSummary = t.TypeOf<typeof PlanSummary>
