import type { Environment, Used } from '../state/account.js'
import type { Memory, SeedOf, StateOf } from '../state/memory.js'
import type { HuaweiProfile } from './profile.js'

/** The types of server domain, by Huawei's names (docs/vendors/huawei.md C.7.1). */
export const serverTypes = ['httpRequest', 'webSocket', 'upload', 'download'] as const

/** The type of business domains (C.7.1). */
export const businessTypes = ['webView'] as const

/** One type of domain. */
export type DomainType = (typeof serverTypes)[number] | (typeof businessTypes)[number]

/** The two lists of an app or of the platform. */
export type Category = 'server' | 'business'

/** The types of a category. */
export const typesOf = (category: Category): ReadonlyArray<DomainType> =>
  category === 'server' ? serverTypes : businessTypes

/** Domains with scheme, by type. */
export type TypeLists = { readonly [T in DomainType]: ReadonlyArray<string> }

/** Makes a record with one list for each type. */
export const byType = (make: (type: DomainType) => ReadonlyArray<string>): TypeLists => ({
  httpRequest: make('httpRequest'),
  webSocket: make('webSocket'),
  upload: make('upload'),
  download: make('download'),
  webView: make('webView'),
})

/** One atomic service. It has no token of its own: the platform's serves every app (C.7.5). */
export interface HuaweiApp {
  readonly appId: string
  /** `false` once the merchant took the authorisation back: 205979664 (guess). */
  readonly authorized: boolean
  /** `false` when the platform's API client lacks the permission: 403. */
  readonly permitted: boolean
  readonly domains: TypeLists
  /** Modifications of the month, by category; the reading decides whether they are one count (C.7.4). */
  readonly modificationsUsed: Used
}

/** The third-party platform. */
export interface HuaweiPlatform {
  readonly appId: string
  /** The newest token; `tokens` in the state says what each is worth. */
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where pushes go; Huawei has none that the platform needs. */
  readonly pushUrl: string
  readonly domains: TypeLists
}

/** The counts above which Huawei refuses (C.7.4). */
export interface HuaweiLimits {
  /** Domains of one server type in the pool. */
  readonly perType: number
  /** Business domains in the pool. */
  readonly business: number
  /** Entries of one call. */
  readonly entries: number
  /** Modifications a month. */
  readonly modificationsPerMonth: number
}

/** Everything of Huawei that is not an app or a token. */
export interface HuaweiWorld extends Environment {
  readonly profile: HuaweiProfile
  readonly limits: HuaweiLimits
  readonly lifetimes: { readonly platformToken: number }
  /** Hosts that are bound to too many apps: 205980189. */
  readonly overbound: ReadonlyArray<string>
  readonly platform: HuaweiPlatform
}

/** The true state of the emulated Huawei. */
export type HuaweiState = StateOf<HuaweiWorld, HuaweiApp>

/** A patch of it: what is left out stays as it is, lists are replaced whole. */
export type HuaweiSeed = SeedOf<HuaweiWorld, HuaweiApp>

/** What the emulated Huawei remembers. */
export type HuaweiMemory = Memory<HuaweiWorld, HuaweiApp>
