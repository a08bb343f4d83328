import { type DomainSet, type Kind } from '@mini-domains/core'
import { type RejectionReason } from '@mini-domains/core/adapter'
import { type PlaceName } from '../harness/address.js'
import { type ReplyFault } from '../harness/fault.js'
import { type RejectionStyle } from '../harness/variations.js'

/**
 * A request as it reached a fake. The names of headers are in small letters.
 */
export interface FakeCall {
  readonly method: string
  readonly path: string
  readonly query: { readonly [name: string]: string }
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/**
 * What a request asks of a vendor, in words of no vendor.
 */
export interface FakeRequest {
  readonly place: PlaceName
  readonly asks: 'get' | 'add' | 'delete' | 'set'
  /** Empty where the request has none. */
  readonly token: string
  /** The app that the request names itself; left out where its token tells which. */
  readonly appId?: string
  /** What a change names, kinds under the names of core, domains as they were sent. A `set` leaves the kinds alone that are left out. */
  readonly domains?: DomainSet<Kind>
}

/**
 * A domain that a vendor does not take, as it was sent.
 */
export interface FakeRejected {
  readonly kind: Kind
  readonly domain: string
  readonly reason: RejectionReason
}

/**
 * What a vendor answers: the body as a text, or as an object that is sent as JSON.
 */
export interface FakeReply {
  /** Default: 200. */
  readonly status?: number
  readonly body: string | { readonly [name: string]: unknown }
  /** The vendor's id of the request, where the answer tells one. */
  readonly requestId?: string
}

/**
 * Why a vendor refuses a call. Beside the suite's own names: too many domains of a kind, no modification of the month left, and a call
 * that is refused whole because of one domain.
 */
export type FakeFailure =
  | Exclude<ReplyFault, 'reply' | 'no-code' | 'wrong-types' | 'echo' | 'echo-page'>
  | 'over-limit'
  | 'budget-spent'
  | 'domain-refused'

/**
 * A vendor's answers and nothing else. Lists, tokens, modifications, rejections and faults are the kit's.
 */
export interface FakeVendor {
  /** How a request is read; `undefined` for one that is of none of the lists. */
  readonly read: (call: FakeCall) => FakeRequest | undefined
  /**
   * How a request for a token is answered that is got with the platform's credentials: `tokenFor` makes one for an app, or for the platform.
   * `undefined` for any other request. Left out where tokens come otherwise.
   */
  readonly issue?: (call: FakeCall, tokenFor: (appId?: string) => string) => FakeReply | undefined
  /** How a list is answered. Every kind of the list is there. */
  readonly list: (lists: DomainSet<Kind>, request: FakeRequest) => FakeReply
  /** How a change that was made is answered, and what of it was not taken, where the vendor names that. */
  readonly done: (rejected: ReadonlyArray<FakeRejected>, request: FakeRequest) => FakeReply
  /** How a failure is answered. The message is the kit's; it has to stand where the vendor's stands. */
  readonly coded: (code: number | string, message: string) => FakeReply
  /** The vendor's code of each failure. What has none belongs into `undocumentedFaults` of the variations. */
  readonly codes: { readonly [F in FakeFailure]?: number | string }
  /** Why a domain is rejected in each style, as the adapter is to tell it. Default: `not-verified`. */
  readonly reasons?: { readonly [S in RejectionStyle]?: RejectionReason }
  /** How an entry is held that another hand listed; as it is, where it is left out. `withoutScheme` of core for a vendor of bare hosts. */
  readonly entryOf?: (entry: string) => string
  /** The vendor's id of a request in the text of an answer, where answers of success tell one. */
  readonly requestIdOf?: (answer: string) => string | undefined
}
