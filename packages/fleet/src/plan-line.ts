import * as t from 'io-ts'
import { PlanBlocked } from './plan-blocked.js'
import { PlanChange } from './plan-change.js'
import { PlanHeader } from './plan-header.js'
import { PlanSummary } from './plan-summary.js'

export { type Blast, type Usage } from './blast.js'
export { KindLists } from './kind-lists.js'
export { BlockReason, type PlanBlocked } from './plan-blocked.js'
export { type BudgetNote } from './plan-budget.js'
export { type PlanChange } from './plan-change.js'
export { type PlanHeader } from './plan-header.js'
export { PlanCounts, type PlanSummary } from './plan-summary.js'
export { Reason } from './reason.js'

/**
 * Reads one line of a plan back.
 */
export const PlanLine = t.union([PlanChange, PlanBlocked, PlanHeader, PlanSummary])

/**
 * One line of a plan.
 */
export type PlanLine = PlanHeader | PlanChange | PlanBlocked | PlanSummary

/**
 * Handles each line of a plan.
 */
export const matchPlanLine =
  <A>(on: {
    readonly header: (line: PlanHeader) => A
    readonly change: (line: PlanChange) => A
    readonly blocked: (line: PlanBlocked) => A
    readonly summary: (line: PlanSummary) => A
  }) =>
  (line: PlanLine): A => {
    switch (line.line) {
      case 'header':
        return on.header(line)
      case 'change':
        return on.change(line)
      case 'blocked':
        return on.blocked(line)
      case 'summary':
        return on.summary(line)
    }
  }
