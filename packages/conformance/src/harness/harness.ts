import {
  type AccessTokens,
  type Clock,
  type ConfirmFile,
  type DomainProvider,
  type DomainSet,
  type Hooks,
  type Kind,
  type Subject,
} from '@mini-domains/core'
import { type AppId, type PoolVersions, type RejectionReason } from '@mini-domains/core/adapter'
import { type Asking, type Fault, type Said } from './fault.js'
import { type Address, type PlaceName } from './address.js'
import { type RejectionStyle } from './variations.js'

/**
 * A value, or a promise of one: a harness may sit in front of a vendor in another process.
 */
export type Awaitable<A> = A | Promise<A>

/**
 * One request as the vendor received it.
 */
export interface Attempt {
  /** The list that it is about; `other` for any other endpoint. */
  readonly place: PlaceName | 'other'
  /** Whose list, as its token says. */
  readonly subject: Subject
  /** What it asks; `other` for any other endpoint. */
  readonly asks: Asking | 'other'
  /** Everything that was sent except the token: the same for two requests that are the same. */
  readonly sent: string
  /** Whether it changed the vendor's lists. */
  readonly landed: boolean
  /** The answer as it was meant, before a fault bent it, where the harness knows it. */
  readonly answer?: string
  /** The vendor's id of this request in that answer, where it gives one. */
  readonly requestId?: string
}

/**
 * A host that the vendor rejects from now on.
 */
export interface Rejected {
  readonly host: string
  /** The reason that the adapter is to tell, in the words of core. */
  readonly reason: RejectionReason
  /** Whether the vendor's answer names the domain. */
  readonly named: boolean
  /** What the vendor says against it besides, where it says more than one thing. */
  readonly also?: ReadonlyArray<RejectionReason>
}

/**
 * The two versions of a pool behind the adapter's back, entries as the vendor holds them.
 */
export interface VersionedPools {
  /** What each version lists; `published` is left out where the platform was never published. */
  readonly lists: (address: Address) => Awaitable<PoolVersions<Kind>>
  /** Replaces each version, unchecked and uncounted. Without `published` the platform is one that was never published. */
  readonly put: (address: Address, versions: PoolVersions<Kind>) => Awaitable<void>
}

/**
 * The vendor behind the adapter's back: its true state, its report of attempts, and what is to go wrong.
 */
export interface ScriptedVendor {
  /** Back to the start: empty lists, nothing spent, no faults, no attempts, every token void. */
  readonly reset: () => Awaitable<void>
  /** The true list, kinds under the names of core, entries as the vendor holds them; of two versions the one in force. */
  readonly lists: (address: Address) => Awaitable<DomainSet<Kind>>
  /** Replaces the kinds that are named, in each version, as if by another hand: unchecked, uncounted. */
  readonly put: (address: Address, lists: DomainSet<Kind>) => Awaitable<void>
  /** Both versions of a pool, for a vendor whose variation `poolVersions` is `two`. */
  readonly versions?: VersionedPools
  /** How many modifications the vendor has counted for a list since the reset; `undefined` where it counts none. */
  readonly modifications: (address: Address) => Awaitable<number | undefined>
  /** Leaves so many modifications of the month; `false` where the vendor counts none. */
  readonly leaveModifications: (address: Address, count: number) => Awaitable<boolean>
  /** Every request since the reset, oldest first. */
  readonly attempts: () => Awaitable<ReadonlyArray<Attempt>>
  /** Scripts a fault. What is scripted first strikes first. */
  readonly script: (fault: Fault) => Awaitable<Said>
  /** Makes the vendor reject hosts at a list from now on, in a style, and gives them. Lawful hosts, not those of the pool. */
  readonly reject: (address: Address, style: RejectionStyle) => Awaitable<ReadonlyArray<Rejected>>
  /** Makes a new token of a subject. It is valid, and so are those before it. Long, and of no meaning. */
  readonly issueToken: (subject: Subject) => Awaitable<string>
  /** Makes a token worthless. */
  readonly voidToken: (token: string, how: 'expired' | 'revoked') => Awaitable<void>
  /** The event that makes configured domains effective. */
  readonly release: (appId: AppId) => Awaitable<void>
  /** The confirm file that the vendor hands out at a level. */
  readonly confirmFile: (subject: Subject) => Awaitable<ConfirmFile | undefined>
  /** Puts another confirm file there, UTF-8. Asked for only at levels that hand one out. */
  readonly putConfirmFile: (subject: Subject, file: ConfirmFile) => Awaitable<void>
}

/**
 * What a provider under test is to be made with.
 */
export interface ProviderSettings {
  readonly tokens: AccessTokens
  readonly hooks: Hooks
  /** For an adapter that takes one: deadlines pass without a wait then, and retries do not wait. */
  readonly clock: Clock
}

/**
 * A vendor on this machine and a way to make the provider under test for it.
 */
export interface Harness {
  readonly vendor: ScriptedVendor
  /** Makes a provider that calls the vendor. The suite closes it. */
  readonly provider: (settings: ProviderSettings) => Awaitable<DomainProvider>
  /** Ends the vendor. */
  readonly close: () => Awaitable<void>
}
