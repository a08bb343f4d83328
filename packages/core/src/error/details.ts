import { type Actor, type Applied, type Modification, type Retry } from './actor.js'
import { type Bilingual } from './language.js'
import { type Message } from './message.js'

/**
 * Where it went wrong.
 */
export interface Where {
  readonly vendor: string
  /** `app.server.add`, `platform.webview.get`, `raw`, `config`. */
  readonly operation: string
  /** `app wx0123`, `platform`. */
  readonly subject: string
}

/**
 * What the vendor said of it. Free of secrets.
 */
export interface Evidence {
  /** The vendor's own code. */
  readonly vendorCode?: number | string
  /** The vendor's own words. */
  readonly vendorMessage?: string
  /** The vendor's id of the request (`rid`, `request_id`, `log_id`), to quote to its support. */
  readonly requestId?: string
  readonly httpStatus?: number
}

/**
 * Picks the evidence out of what carries it.
 */
export const evidenceOf = (from: Evidence): Evidence => ({
  ...(from.vendorCode === undefined ? {} : { vendorCode: from.vendorCode }),
  ...(from.vendorMessage === undefined ? {} : { vendorMessage: from.vendorMessage }),
  ...(from.requestId === undefined ? {} : { requestId: from.requestId }),
  ...(from.httpStatus === undefined ? {} : { httpStatus: from.httpStatus }),
})

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

/**
 * What to make of it, and what was spent: nothing for reads; for a change of two calls what both spent.
 */
export interface Verdict extends Spent, Message {
  /** Who must act. */
  readonly actor: Actor
  readonly retry: Retry
  /** Whether the list was changed. Always `no` for reads. */
  readonly applied: Applied
  /** What to do next. */
  readonly hint: Bilingual
}

/**
 * What every error carries: where it went wrong, what the vendor said, and what to make of it.
 */
export interface Details extends Where, Evidence, Verdict {}
