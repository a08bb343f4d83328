import { type Modification } from '../error/actor.js'

/**
 * What a write took of the month's budget, over all its calls. The vendor has counted at least `modifications`, and at most
 * `uncertain` more.
 */
export interface Spent {
  /** `spent`: at least one surely. `unknown`: perhaps one. `not-spent`: surely none. */
  readonly modification: Modification
  /** How many were surely spent. A change that needs two calls can spend two. */
  readonly modifications: number
  /** How many more may have been spent: calls of which nobody knows whether the vendor counted them. */
  readonly uncertain: number
}

const inAll = (modifications: number, uncertain: number): Spent => ({
  modification: modifications > 0 ? 'spent' : uncertain > 0 ? 'unknown' : 'not-spent',
  modifications,
  uncertain,
})

/**
 * Nothing was spent.
 */
export const spentNothing: Spent = inAll(0, 0)

/**
 * One modification was spent.
 */
export const spentOne: Spent = inAll(1, 0)

/**
 * Nobody knows what was spent, but that it was no more than so many.
 */
export const spentAtMost = (count: number): Spent => inAll(0, count)

/**
 * Nobody knows whether a modification was spent.
 */
export const perhapsSpent: Spent = spentAtMost(1)

/**
 * Picks what was spent out of what carries it.
 */
export const spentOf = ({ modification, modifications, uncertain }: Spent): Spent => ({
  modification,
  modifications,
  uncertain,
})

/**
 * What two calls spent together.
 */
export const spentTogether = (first: Spent, second: Spent): Spent =>
  inAll(first.modifications + second.modifications, first.uncertain + second.uncertain)

/**
 * The same, once the list is seen to be as it was to be: one of the calls has done it. Where one surely was spent, that may have
 * been the one, and of the others nothing more is known.
 */
export const spentAfterAll = (spent: Spent): Spent =>
  spent.modification === 'unknown' ? inAll(1, spent.uncertain - 1) : spentOf(spent)
