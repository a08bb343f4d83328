/**
 * Who must act so that it works: who calls this SDK, the platform's owner, the merchant, or the vendor.
 */
export type Actor = 'caller' | 'platform' | 'merchant' | 'vendor'

/**
 * Whether a modification of the month's budget was spent.
 */
export type Modification = 'spent' | 'not-spent' | 'unknown'

/**
 * Whether and when to try again.
 *
 * - `never`: it cannot work. `after-action`: once the actor has acted. `after-read`: look at the list first, then decide.
 * - `later`: after `afterMs` milliseconds. `next-day`, `next-month`: when the vendor's quota is new.
 */
export type Retry =
  | { readonly when: 'never' }
  | { readonly when: 'after-action' }
  | { readonly when: 'after-read' }
  | { readonly when: 'later'; readonly afterMs: number }
  | { readonly when: 'next-day' }
  | { readonly when: 'next-month' }

/**
 * It cannot work.
 */
export const never: Retry = { when: 'never' }

/**
 * It works once the actor has acted.
 */
export const afterAction: Retry = { when: 'after-action' }

/**
 * Look at the list first, then decide.
 */
export const afterRead: Retry = { when: 'after-read' }

/**
 * It may work after so many milliseconds.
 */
export const later = (afterMs: number): Retry => ({ when: 'later', afterMs })

/**
 * It may work tomorrow.
 */
export const nextDay: Retry = { when: 'next-day' }

/**
 * It may work next month.
 */
export const nextMonth: Retry = { when: 'next-month' }

/**
 * What became of a write: it took effect, it did not, or nobody can tell without looking.
 */
export type Applied = 'yes' | 'no' | 'unknown'
