import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Capabilities } from './capability.js'
import { type DomainChange, type DomainsByKind } from '../change/change.js'
import { type DomainError } from '../error/domain-error.js'
import { type ConfirmFile, type EffectiveDomains, type RawRequest } from './driver.js'
import { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { type Outcome } from '../change/outcome.js'
import { type ListedDomains, type PoolVersion } from '../domain/domain-set.js'
import { type AppId } from '../domain/subject.js'

/**
 * How long a call may take, and how it is cancelled. What a call leaves out is as `with` of its provider says, else as the config
 * says.
 */
export interface CallOptions {
  /**
   * Cancels the call: it ends with `Cancelled`, whose `applied` says whether a change may have arrived. A change that waits for another
   * change of the same list ends when its turn comes.
   */
  readonly signal?: AbortSignal
  /** Milliseconds for each request: connect, headers and body. A request that takes longer ends with `TimedOut`, which names them. */
  readonly timeoutMs?: number
  /** The same for each request that writes, where this is less than `timeoutMs`. Reads do not use it. */
  readonly writeTimeoutMs?: number
  /**
   * Asked of each request that writes, directly before its bytes go out: after it has waited for its turn, its token and a connection.
   * Where it says false nothing is sent, and the call ends with `Cancelled`, `applied: 'no'`. Reads do not ask. Default: always.
   */
  readonly mayWrite?: () => boolean
}

/**
 * How a change is made: what the caller already knows of the list, which version of a pool it is for, and the options of a call.
 */
export interface ModifyOptions<K extends Kind> extends CallOptions {
  /**
   * The list as the caller has just read it. Saves the look that a change begins with; a set that is out of date can make
   * `set` undo what others did meanwhile in kinds that it does not name. It must tell every kind that `add` or `delete`
   * names, and every kind of the list for `set` and `copyPool`; where it does not, the list is looked at all the same. A change that has
   * waited for another of the same list does not use it: it is older than that change.
   */
  readonly observed?: ListedDomains<K>
  /**
   * Which versions of a pool the change is for, where the vendor keeps two (`capabilities.platform.server.versions`); the default
   * is the first of those. For `both`, `add` lists a domain in each version, `delete` takes it off each, and `set` makes the
   * published list exactly this and leaves what only the testing list has, which nobody asked to go. `testing` touches nothing
   * that is published. Where there are no versions, it is refused with nothing sent.
   */
  readonly version?: PoolVersion
}

/**
 * One list of domains: it can be read and changed.
 */
export interface DomainList<K extends Kind> {
  /** Reads what is configured: every kind that the vendor lists, canonical, each domain once; of a pool, each version. */
  readonly get: (options?: CallOptions) => TE.TaskEither<DomainError, ListedDomains<K>>
  /** Reads what is live for users. */
  readonly effective: (options?: CallOptions) => TE.TaskEither<DomainError, EffectiveDomains<K>>
  /** Lists these domains and leaves the rest. */
  readonly add: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => TE.TaskEither<DomainError, Outcome<K>>
  /** Takes these domains off and leaves the rest. */
  readonly delete: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => TE.TaskEither<DomainError, Outcome<K>>
  /** Lists exactly these domains in each kind that is named; `[]` clears its kind, and a kind left out is not touched. */
  readonly set: (domains: DomainsByKind<K>, options?: ModifyOptions<K>) => TE.TaskEither<DomainError, Outcome<K>>
  /** Lists the whole platform pool. Nothing else leads to it. */
  readonly copyPool: (options?: ModifyOptions<K>) => TE.TaskEither<DomainError, Outcome<K>>
  /**
   * Says how many modifications a change would spend on the list as it was observed, without asking the vendor: 0 where
   * nothing would be written, else what the vendor counts where it takes the change at once. A refusal on the way can make it
   * more, which the outcome tells. Its lefts are those of `modify` that need no call.
   */
  readonly cost: (
    change: DomainChange<K>,
    observed: ListedDomains<K>,
    version?: PoolVersion,
  ) => E.Either<DomainError, number>
  /**
   * Makes a change that is given as data (`addDomains`, `deleteDomains`, `deleteListed`, `setDomains`, `copyPool`), as `add`,
   * `delete`, `set` and `copyPool` do: checks, looks, writes only what makes a difference, and says what became of each domain. Changes of
   * one list run one after the other; one that has waited begins with the list as the one before it left it, where that is known. A write
   * whose result is unknown is followed by a read, never by the same write.
   */
  readonly modify: (change: DomainChange<K>, options?: ModifyOptions<K>) => TE.TaskEither<DomainError, Outcome<K>>
}

/**
 * The lists of a level, and the confirm file that its webview domains need. One that the vendor does not have has no kinds, and what is
 * asked of it is `Unsupported`.
 */
export interface Domains {
  readonly server: DomainList<ServerKind>
  readonly webview: DomainList<WebviewKind>
  /** Hosts whose names are looked up before an app needs them, where a vendor keeps such a list. */
  readonly prefetch: DomainList<PrefetchKind>
  readonly confirmFile: (options?: CallOptions) => TE.TaskEither<DomainError, ConfirmFile>
}

/**
 * A vendor's allowlists: those of each app, and the platform pool. The same for every vendor.
 */
export interface DomainProvider {
  readonly vendor: string
  readonly capabilities: Capabilities
  readonly app: (appId: AppId) => Domains
  readonly platform: Domains
  /** Calls any other endpoint of the vendor, with the same token, pacing, redaction and decoding. */
  readonly raw: <A>(request: RawRequest<A>, options?: CallOptions) => TE.TaskEither<DomainError, A>
  /** The same provider, with these options on every call that does not say otherwise. */
  readonly with: (options: CallOptions) => DomainProvider
  /** Ends idle connections. Calls under way are left to end. */
  readonly close: () => Promise<void>
}
