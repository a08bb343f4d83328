import { type Clock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { type OpenLines } from './app-source.js'
import { type Selection } from './selection.js'

/**
 * How a plan is made.
 */
export interface PlanOptions {
  readonly clock: Clock
  /** Told in the plan. */
  readonly tool: { readonly name: string; readonly version: string }
  /** Opens the app files that the desired state names. Needed only where it names some. */
  readonly openLines?: OpenLines
  /** Lists read at the same time, at most. Default 32. */
  readonly concurrency?: number
  /** Only these apps. The pools are then left alone. */
  readonly select?: Selection
  /** Where the budgets are kept. Without one, they are taken to be untouched. */
  readonly store?: Pick<Store, 'get'>
  /** Ends the reading after what is under way; the plan then has no summary and cannot be applied. */
  readonly signal?: AbortSignal
}
