import { type Clock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { type SelectionOptions } from '../desired/selection.js'

/**
 * How a plan is made.
 */
export interface PlanOptions extends SelectionOptions {
  readonly clock: Clock
  /**
   * Where apps were picked by id or label: the pools of their vendors gain all that is desired of them, and lose nothing. Default false: such a
   * selection leaves pools alone.
   */
  readonly poolAdditions?: boolean
  /** Told in the plan. */
  readonly tool: { readonly name: string; readonly version: string }
  /** Lists read at the same time, at most. Default 32. */
  readonly concurrency?: number
  /** Where the budgets are kept. Without one, they are taken to be untouched. */
  readonly store?: Pick<Store, 'get'>
  /** Hears each line as text, without its end, before the line is given: what is to be saved, encoded once. */
  readonly onText?: (text: string) => Promise<void>
  /** Hears of each row of apps once its lists were read, or it was found to be no app. */
  readonly onApp?: () => void
  /** Ends the reading after what is under way; the plan then has no summary and cannot be applied. */
  readonly signal?: AbortSignal
}
