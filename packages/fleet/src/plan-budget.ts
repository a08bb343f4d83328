import * as t from 'io-ts'

/**
 * Reads back what a list has spent this month.
 */
export const BudgetNote = t.intersection([
  t.type({ spent: t.number, month: t.string }),
  t.partial({ limit: t.number, remaining: t.number }),
])

/**
 * What a list has spent this month, and what remains where the vendor's limit is known. `remaining` is before the change.
 */
export type BudgetNote = t.TypeOf<typeof BudgetNote>
