import { type Actor, type Applied, type Retry } from './actor.js'
import { type Bilingual } from './language.js'
import { type Message } from './message.js'
import { type Spent } from '../change/spent.js'

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
