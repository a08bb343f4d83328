import * as t from 'io-ts'
import { ErrorNote } from './error-note.js'
import { ListAddress } from './list-address.js'
import { BudgetNote } from './plan-budget.js'
import { Reason } from './reason.js'

/**
 * Why a list that differs cannot be changed.
 */
export const BlockReason = t.keyof({
  'over-limit': null,
  refused: null,
  budget: null,
  'budget-unread': null,
  frozen: null,
  unsupported: null,
  'authorisation-lost': null,
  'read-failed': null,
  selection: null,
  input: null,
})

/**
 * Why a list that differs cannot be changed.
 */
export type BlockReason = t.TypeOf<typeof BlockReason>

const Bilingual = t.type({ en: t.string, zh: t.string })

/**
 * Reads back a list that cannot be changed.
 */
export const PlanBlocked = t.intersection([
  t.type({ line: t.literal('blocked'), address: ListAddress, reason: BlockReason, detail: Bilingual }),
  t.partial({ error: ErrorNote, reasons: t.readonlyArray(Reason), budget: BudgetNote }),
])

/**
 * One list that differs and cannot be changed, or could not be read.
 */
export type PlanBlocked = t.TypeOf<typeof PlanBlocked>
