import * as t from 'io-ts'
import { Blast } from './blast.js'
import { KindLists } from './kind-lists.js'
import { ListAddress } from './list-address.js'
import { BudgetNote } from './plan-budget.js'
import { Reason } from './reason.js'

/**
 * Reads a change back.
 */
export const PlanChange = t.intersection([
  t.type({
    line: t.literal('change'),
    address: ListAddress,
    /** Additions to a pool come before the apps, removals from it after them. */
    stage: t.keyof({ 'pool-add': null, app: null, 'pool-remove': null }),
    /** The digest of what was observed, and of the list as it is to be. */
    observed: t.string,
    after: t.string,
    action: t.keyof({ add: null, delete: null, set: null }),
    domains: KindLists,
    reasons: t.readonlyArray(Reason),
    adds: t.number,
    deletes: t.number,
    cost: t.number,
    budget: BudgetNote,
  }),
  t.partial({ blast: Blast }),
])

/**
 * One list that differs, and the one modification that mends it.
 */
export type PlanChange = t.TypeOf<typeof PlanChange>
