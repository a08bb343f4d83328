import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type DeclaredCapabilities } from './capability.js'
import { type Domain } from '../domain/domain.js'
import { type DomainError } from '../error/domain-error.js'
import { type Evidence, type Where, type Spent } from '../error/details.js'
import { type DomainSet, type ListedDomains, type PoolVersion } from '../domain/domain-set.js'
import { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { type Attribution, type DomainEvidence, type RejectionReason } from '../error/rejection.js'
import { type Subject } from '../domain/subject.js'

/**
 * What every call to a vendor carries.
 */
export interface Call extends Where {
  readonly target: Subject
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /** Milliseconds for a request that writes, see `CallOptions`. */
  readonly writeTimeoutMs?: number
  /** Whether a request that writes may still be sent, see `CallOptions`. */
  readonly mayWrite?: () => boolean
  /** Which versions of a pool a write is for, at lists whose capabilities have `versions`. */
  readonly version?: PoolVersion
}

/**
 * What is to be written. Core has looked at the list first: `Add` and `Delete` name only what makes a difference, and
 * `Set` names every kind that was read, with what was observed in the kinds that are not to be touched. A list whose
 * capabilities say `writes: 'whole-list'` is only ever `Set`.
 */
export type WriteOperation<K extends Kind> =
  | { readonly _tag: 'Add'; readonly domains: DomainSet<K>; readonly observed: ListedDomains<K> }
  | { readonly _tag: 'Delete'; readonly domains: DomainSet<K>; readonly observed: ListedDomains<K> }
  | {
      readonly _tag: 'Set'
      readonly domains: DomainSet<K>
      readonly named: ReadonlyArray<K>
      /** The list as it was observed, for vendors where a kind is cleared by deleting what it lists. */
      readonly observed: ListedDomains<K>
    }
  | { readonly _tag: 'CopyPool' }

/**
 * A domain that the vendor named as rejected; once for each reason that it gives. `vendorCode` and `vendorMessage` are what it said of this
 * domain alone.
 */
export interface NamedRejection<K extends Kind> extends DomainEvidence {
  readonly kind: K
  readonly domain: Domain
  readonly reason: RejectionReason
  /** `presumed` where the vendor named the domain, but not this reason. Default `this-domain`. */
  readonly attribution?: Attribution
}

/**
 * What a vendor said to a write, and what the write spent in all its calls. What the vendor did not say, core finds out by
 * reading the list.
 */
export interface WriteReply<K extends Kind> extends Evidence, Spent {
  /** What the vendor named as taken; empty where its reply names nothing. */
  readonly accepted: DomainSet<K>
  /** What the vendor named as rejected. */
  readonly rejected: ReadonlyArray<NamedRejection<K>>
  /** Why a domain that the vendor neither took nor named is most likely missing. */
  readonly otherwise: RejectionReason
  /** The whole list after the write, where the reply tells it. */
  readonly after?: ListedDomains<K>
  /** The vendor refused the whole call: nothing was written, and there is nothing to look up. */
  readonly refusedWhole: boolean
}

/**
 * Where an effective domain was configured: in the vendor's console, through the platform, or by a direct call.
 */
export type Origin = 'console' | 'platform' | 'direct'

/**
 * What is live for users, and, where the vendor tells, what each origin has configured.
 */
export interface EffectiveDomains<K extends Kind> {
  readonly effective: DomainSet<K>
  readonly origins: { readonly [O in Origin]?: DomainSet<K> }
}

/**
 * The file that a vendor wants at the root of a webview domain, byte for byte.
 */
export interface ConfirmFile {
  readonly name: string
  readonly content: Uint8Array
}

/**
 * One list at a vendor: only the vendor's own calls. The laws (look first, checks, read back, order) are core's.
 */
export interface ListDriver<K extends Kind> {
  /** Reads the list. A kind that the vendor did not tell is left out, never given as empty. */
  readonly read: (call: Call) => TE.TaskEither<DomainError, ListedDomains<K>>
  readonly write: (call: Call, operation: WriteOperation<K>) => TE.TaskEither<DomainError, WriteReply<K>>
  /** How many modifications the vendor counts for `write`, where it takes what is sent at once. Default 1. No I/O. */
  readonly cost?: (operation: WriteOperation<K>, version?: PoolVersion) => number
  readonly effective?: (call: Call) => TE.TaskEither<DomainError, EffectiveDomains<K>>
}

/**
 * The lists of one level, each as far as the capabilities declare it.
 */
export interface LevelDriver {
  readonly server?: ListDriver<ServerKind>
  readonly webview?: ListDriver<WebviewKind>
  readonly prefetch?: ListDriver<PrefetchKind>
  readonly confirmFile?: (call: Call) => TE.TaskEither<DomainError, ConfirmFile>
}

/**
 * A method of HTTP that a vendor's call may have.
 */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * A call to any endpoint of the vendor, in the vendor's own words.
 */
export interface RawRequest<A> {
  readonly subject: Subject
  readonly method: HttpMethod
  /** `/wxa/release`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** The body: JSON, a form at Baidu. A `GET` has none (Baidu takes it into the query), a `DELETE` only where it is given, any other `{}`. */
  readonly body?: Readonly<Record<string, unknown>>
  /** Whether the call only reads, so that it may be repeated. Default false. */
  readonly readOnly?: boolean
  /** What the reply is to be; it is decoded after the vendor's error codes are understood. */
  readonly reply: t.Type<A, unknown, unknown>
}

/**
 * Says whether a raw call has a body on the wire: a `GET` none, a `DELETE` only where one is given, any other always.
 */
export const hasBody = ({ method, body }: Pick<RawRequest<unknown>, 'method' | 'body'>): boolean => {
  switch (method) {
    case 'GET':
      return false
    case 'DELETE':
      return body !== undefined
    case 'POST':
    case 'PUT':
    case 'PATCH':
      return true
  }
}

/**
 * A vendor, as an adapter gives it to core.
 */
export interface DomainDriver {
  readonly vendor: string
  readonly capabilities: DeclaredCapabilities
  readonly app: LevelDriver
  readonly platform: LevelDriver
  readonly raw: <A>(call: Call, request: RawRequest<A>) => TE.TaskEither<DomainError, A>
  /** Ends idle connections. */
  readonly close: () => Promise<void>
}
