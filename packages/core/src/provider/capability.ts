import { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { type Bilingual } from '../error/language.js'
import { type RejectionHints } from '../error/rejection.js'
import { type ListLimits } from './limit.js'
import { type PoolVersion } from '../domain/domain-set.js'

/**
 * Whether a vendor can do a thing. `cannot` is refused when called, with no request sent; `unverified` is tried.
 */
export type Capability =
  | { readonly _tag: 'Can' }
  | { readonly _tag: 'Cannot'; readonly why: Bilingual; readonly link: string }
  | { readonly _tag: 'Unverified'; readonly why: Bilingual; readonly link: string }

/**
 * The vendor can, and the conformance suite shows it.
 */
export const can: Capability = { _tag: 'Can' }

/**
 * The vendor cannot; `why` and `link` say so to who asks.
 */
export const cannot = (why: Bilingual, link: string): Capability => ({ _tag: 'Cannot', why, link })

/**
 * Nobody has shown yet whether the vendor can.
 */
export const unverified = (why: Bilingual, link: string): Capability => ({ _tag: 'Unverified', why, link })

/**
 * What can be done with one list.
 */
export interface ListCapabilities<K extends Kind> {
  /** The kinds that the list has. A change that names another is refused. */
  readonly kinds: ReadonlyArray<K>
  readonly get: Capability
  readonly add: Capability
  readonly delete: Capability
  readonly set: Capability
  /** Listing the whole platform pool in an app. */
  readonly copyPool: Capability
  /** Reading what is live for users, as against what is configured. */
  readonly effective: Capability
  readonly limits: ListLimits
  /** The versions that a change can be for, the default first, where the vendor keeps two; left out where there is one. */
  readonly versions?: ReadonlyArray<PoolVersion>
  /**
   * `whole-list` where all that the vendor takes is the list as a whole. `add` and `delete` are then read, merged and written like a `set`,
   * each after a look of its own, and its driver is asked for nothing but `Set`. What another hand adds between that look and the write is
   * replaced. Left out where the vendor adds and deletes.
   */
  readonly writes?: 'whole-list'
  /**
   * The vendor tells with the list how many domains each kind takes, so a change is weighed once the list was read. `limits.perKind` is what
   * holds where it does not tell. Left out where what `limits` say is all that is known.
   */
  readonly tellsPerKind?: true
  /** What to do about a domain that was rejected, where this vendor's way is another than most. */
  readonly hints?: RejectionHints
  /** `uncounted` where the vendor documents no number of modifications, so that no program tells of what is left or spent of it. */
  readonly modifications?: 'uncounted'
}

/**
 * What can be done at one level.
 */
export interface LevelCapabilities {
  readonly server: ListCapabilities<ServerKind>
  readonly webview: ListCapabilities<WebviewKind>
  readonly prefetch: ListCapabilities<PrefetchKind>
  readonly confirmFile: Capability
}

/**
 * What an adapter declares of one level: a list that the vendor does not have, or that no call reaches, is left out.
 */
export interface DeclaredLevel {
  readonly server?: ListCapabilities<ServerKind>
  readonly webview?: ListCapabilities<WebviewKind>
  readonly prefetch?: ListCapabilities<PrefetchKind>
  /** Left out where the vendor hands out no confirm file at this level. */
  readonly confirmFile?: Capability
  /** Why what is left out is left out, and the page that says where it is kept instead. Default: that the vendor has no such thing. */
  readonly absent?: { readonly why: Bilingual; readonly link: string }
}

/**
 * What an adapter declares of its vendor.
 */
export interface DeclaredCapabilities {
  readonly app: DeclaredLevel
  readonly platform: DeclaredLevel
}

/**
 * A level that has both of the lists which most vendors have.
 */
export type BothLists = Required<Pick<DeclaredLevel, 'server' | 'webview' | 'confirmFile'>>

/**
 * What an adapter declares whose vendor has both lists at both levels.
 */
export interface FourLists {
  readonly app: BothLists
  readonly platform: BothLists
}

/**
 * What a vendor can do, as data. A list that its adapter does not declare has no kinds, and all of its calls are `cannot`.
 */
export interface Capabilities {
  readonly app: LevelCapabilities
  readonly platform: LevelCapabilities
}

/**
 * Handles each case of a capability.
 */
export const matchCapability =
  <A>(handlers: {
    readonly can: () => A
    readonly cannot: (why: Bilingual, link: string) => A
    readonly unverified: (why: Bilingual, link: string) => A
  }) =>
  (capability: Capability): A => {
    switch (capability._tag) {
      case 'Can':
        return handlers.can()
      case 'Cannot':
        return handlers.cannot(capability.why, capability.link)
      case 'Unverified':
        return handlers.unverified(capability.why, capability.link)
    }
  }
