import { type DomainErrorTag } from '@mini-domains/core'
import { type ChangeName } from '@mini-domains/core/adapter'
import { type PlaceName } from './address.js'

/**
 * What can go wrong on the wire, in words of no vendor.
 *
 * - `unreachable`: the port refuses connections until the next reset. `hang-up`: closed without an answer. `reset`: TCP reset.
 * - `stalled-headers`, `stalled-body`: nothing more comes. `slow-drip`: one byte at a time, slower than any deadline.
 * - `cut-body`: the end after `bytes` bytes (half without). `wrong-length`: a length some bytes too small.
 * - `empty-body`, `html-200`, `html-502`, `gzip-garbage`, `huge-body` (10 MB). `duplicate-keys`: the code twice, first a
 *   failure's, then success's. `contradiction`: the code twice, first success's, then a failure's.
 * - `slow`: the true answer after `delayMs`.
 */
export type WireFault =
  | 'unreachable'
  | 'hang-up'
  | 'reset'
  | 'stalled-headers'
  | 'stalled-body'
  | 'slow-drip'
  | 'cut-body'
  | 'wrong-length'
  | 'empty-body'
  | 'html-200'
  | 'html-502'
  | 'gzip-garbage'
  | 'huge-body'
  | 'duplicate-keys'
  | 'contradiction'
  | 'slow'

/**
 * What a vendor can answer instead of doing what it was asked, in words of no vendor.
 *
 * - `busy`: could not be served now; whether it was done is not said. `unknown-code`: a code that no page lists.
 * - `rate-limited`: per second or minute. `rate-limited-day`: per day.
 * - `token-stale`, `token-expired`, `token-malformed`: the token is refused in one of the vendor's ways.
 * - `authorization-lost`, `permission-missing`, `address-refused`: who calls may not.
 * - `no-code`: an empty object. `wrong-types`: success, with fields of the wrong type. `reply`: `body`, as it is.
 * - `echo`: an unknown code whose message quotes `secret`. `echo-page`: a page, not an answer, that quotes `secret`.
 */
export type ReplyFault =
  | 'busy'
  | 'unknown-code'
  | 'rate-limited'
  | 'rate-limited-day'
  | 'token-stale'
  | 'token-expired'
  | 'token-malformed'
  | 'authorization-lost'
  | 'permission-missing'
  | 'address-refused'
  | 'no-code'
  | 'wrong-types'
  | 'reply'
  | 'echo'
  | 'echo-page'

/**
 * Every fault that a harness may be asked for.
 */
export type FaultName = WireFault | ReplyFault

/**
 * What a request asks of the vendor.
 */
export type Asking = 'get' | ChangeName

/**
 * What a fault can strike: a request at one of the lists, or one beside them. `effective` is scripted at the app list that it
 * tells of, `confirmFile` at the webview list of its level.
 */
export type Struck = Asking | 'effective' | 'confirmFile'

/**
 * Whether the write that a fault strikes takes effect: never, before the fault shows, or late, once the client is gone.
 */
export type Landing = 'never' | 'before' | 'late'

/**
 * A fault as the suite scripts it.
 */
export interface Fault {
  readonly name: FaultName
  readonly place: PlaceName
  /** Strikes only requests that ask this. */
  readonly strikes: Struck
  /** Of no account where it strikes what only reads. */
  readonly lands: Landing
  /** How many requests it strikes; one where it is left out. */
  readonly times?: number
  /** How many requests it lets pass first; none where it is left out. Asked for only where the vendor takes nothing but whole lists. */
  readonly skips?: number
  /** For `cut-body`. */
  readonly bytes?: number
  /** For `html-502`, `empty-body` and `reply`: the HTTP status of the answer, where it is not the usual one. */
  readonly status?: number
  /** For `slow`. */
  readonly delayMs?: number
  /** For `reply`. */
  readonly body?: string
  /** For `echo` and `echo-page`. */
  readonly secret?: string
}

/**
 * What the vendor says with a fault, so that the suite can tell whether the adapter passes it on.
 */
export interface Said {
  readonly code?: number | string
  /** A part of the vendor's message. */
  readonly message?: string
  readonly requestId?: string
  /** The HTTP status of the answer. */
  readonly status?: number
}

/**
 * What the suite knows of a fault.
 */
export interface FaultFacts {
  /** In what ways the write that it strikes can land. */
  readonly landings: ReadonlyArray<Landing>
  /** Whether the client cannot know whether the write landed. */
  readonly hidesResult: boolean
  /** The errors that it may come to where it strikes a read again and again; empty where it may also be read well. */
  readonly tags: ReadonlyArray<DomainErrorTag>
  /** Whether it takes until the deadline. */
  readonly slow: boolean
}

const never: ReadonlyArray<Landing> = ['never']
const both: ReadonlyArray<Landing> = ['never', 'before']
const all: ReadonlyArray<Landing> = ['never', 'before', 'late']
const before: ReadonlyArray<Landing> = ['before']

const facts = (
  landings: ReadonlyArray<Landing>,
  hidesResult: boolean,
  tags: ReadonlyArray<DomainErrorTag>,
  slow = false,
): FaultFacts => ({ landings, hidesResult, tags, slow })

const broken: ReadonlyArray<DomainErrorTag> = ['ConnectionFailed', 'UnreadableReply']
const unreadable: ReadonlyArray<DomainErrorTag> = ['UnreadableReply']

/**
 * Every fault with what is known of it.
 */
export const faultTable: { readonly [F in FaultName]: FaultFacts } = {
  unreachable: facts(never, false, ['ConnectionFailed']),
  'hang-up': facts(all, true, ['ConnectionFailed']),
  reset: facts(all, true, ['ConnectionFailed']),
  'stalled-headers': facts(all, true, ['TimedOut'], true),
  'stalled-body': facts(both, true, ['TimedOut'], true),
  'slow-drip': facts(before, true, ['TimedOut'], true),
  'cut-body': facts(both, true, broken),
  'wrong-length': facts(both, true, broken),
  'empty-body': facts(both, true, unreadable),
  'html-200': facts(both, true, unreadable),
  'html-502': facts(both, true, ['VendorBusy', 'UnreadableReply']),
  'gzip-garbage': facts(both, true, unreadable),
  'huge-body': facts(before, true, []),
  'duplicate-keys': facts(before, true, []),
  contradiction: facts(both, true, ['UnreadableReply', 'VendorBusy', 'UnknownCode']),
  slow: facts(before, false, []),
  busy: facts(both, true, ['VendorBusy']),
  'unknown-code': facts(both, true, ['UnknownCode']),
  'rate-limited': facts(never, false, ['RateLimited']),
  'rate-limited-day': facts(never, false, ['RateLimited']),
  'token-stale': facts(never, false, ['TokenRejected']),
  'token-expired': facts(never, false, ['TokenRejected']),
  'token-malformed': facts(never, false, ['TokenRejected']),
  'authorization-lost': facts(never, false, ['AuthorizationLost']),
  'permission-missing': facts(never, false, ['PermissionDenied']),
  'address-refused': facts(never, false, ['AddressNotAllowed']),
  'no-code': facts(both, true, unreadable),
  'wrong-types': facts(before, true, unreadable),
  reply: facts(never, true, []),
  echo: facts(never, true, ['UnknownCode']),
  'echo-page': facts(never, true, unreadable),
}

/**
 * The faults of a token.
 */
export const tokenFaults: ReadonlyArray<FaultName> = ['token-stale', 'token-expired', 'token-malformed']
