import type { DomainError } from '@mini-domains/core'
import { type Problem, tellError, tellProblem } from './problem.js'
import type { Reporter } from './reporter.js'

/**
 * Why something could not be done: problems of ours, or an error of a vendor's call.
 */
export type Failure =
  | { readonly _tag: 'Problems'; readonly problems: ReadonlyArray<Problem> }
  | { readonly _tag: 'Error'; readonly error: DomainError }

/**
 * One problem, as a failure.
 */
export const failed = (...problems: ReadonlyArray<Problem>): Failure => ({ _tag: 'Problems', problems })

/**
 * An error, as a failure.
 */
export const failedBy = (error: DomainError): Failure => ({ _tag: 'Error', error })

/**
 * Tells a failure, and that the command ended in it.
 */
export const tellFailure = (reporter: Reporter, failure: Failure): 'error' => {
  switch (failure._tag) {
    case 'Problems':
      for (const one of failure.problems) tellProblem(reporter, one)
      return 'error'
    case 'Error':
      tellError(reporter, failure.error)
      return 'error'
  }
}
