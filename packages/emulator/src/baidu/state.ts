import type { ConfirmFile, Layers, Environment, Used } from '../state/account.js'
import type { Lifetimes } from '../state/issued.js'
import type { Memory, SeedOf, StateOf } from '../state/memory.js'
import type { BaiduProfile } from './profile.js'

/** The kinds of server domain, by Baidu's field names (docs/vendors/baidu.md B.1.1). */
export const serverKinds = ['request_domain', 'socket_domain', 'download_domain', 'upload_domain'] as const

/** One kind of server domain. */
export type ServerKind = (typeof serverKinds)[number]

/** A list of something for each kind of server domain. */
export type ByKind<T> = { readonly [K in ServerKind]: T }

/** Domains with scheme, by kind. */
export type ServerLists = ByKind<ReadonlyArray<string>>

/** Makes a record with one value for each kind. */
export const byKind = <T>(make: (kind: ServerKind) => T): ByKind<T> => ({
  request_domain: make('request_domain'),
  socket_domain: make('socket_domain'),
  download_domain: make('download_domain'),
  upload_domain: make('upload_domain'),
})

/** One authorised mini program. Its `token` names the newest one; `tokens` in the state says what each is worth. */
export interface BaiduApp {
  readonly appId: string
  readonly token: string
  /** The newest one; `grants` in the state says what each is worth. */
  readonly refreshToken: string
  /** `false` once the merchant took the authorisation back: 50032. */
  readonly authorized: boolean
  /** `false` when the platform lacks the permission: 40007. */
  readonly permitted: boolean
  readonly server: Layers<ServerLists>
  readonly webview: Layers<ReadonlyArray<string>>
  readonly modificationsUsed: Used
}

/** The third-party platform: its pools carry schemes (B.2.1). */
export interface BaiduPlatform {
  readonly appId: string
  readonly token: string
  /** The newest ticket; `grants` in the state says what each is worth. */
  readonly ticket: string
  /** The TP key: `client_id`, and the id at the end of a sealed push. */
  readonly clientId: string
  /** What pushes are signed with. */
  readonly pushToken: string
  /** 43 characters that pushes are sealed with. */
  readonly aesKey: string
  /** The key before the last rotation. */
  readonly previousAesKey: string
  /** Where pushes go when nobody names a URL; none when empty. */
  readonly pushUrl: string
  readonly server: ServerLists
  readonly webview: ReadonlyArray<string>
  readonly confirmFile: ConfirmFile
}

/** The counts above which Baidu refuses. */
export interface BaiduLimits {
  /** Domains of one kind: 20 by the console's rule (B.1.4). */
  readonly perKind: number
  /** Web-view domains of an app (guess: as per kind). */
  readonly webview: number
  /** Domains of one kind, or web-view domains, in a pool: limited, no figure published (B.1.4). */
  readonly pool: number
  /** Modifications of one of an app's lists a month: limited, no figure and no period published (B.1.4). */
  readonly modificationsPerMonth: number
  /** Calls for a platform's token, for good: 50029 above (B.3: limited; no figure and no period published). */
  readonly platformTokenCalls: number
}

/** Everything of Baidu that is not an app or a token. */
export interface BaiduWorld extends Environment {
  readonly profile: BaiduProfile
  readonly limits: BaiduLimits
  readonly lifetimes: Lifetimes
  readonly platform: BaiduPlatform
}

/** The true state of the emulated Baidu. */
export type BaiduState = StateOf<BaiduWorld, BaiduApp>

/** A patch of it: what is left out stays as it is, lists are replaced whole. */
export type BaiduSeed = SeedOf<BaiduWorld, BaiduApp>

/** What the emulated Baidu remembers. */
export type BaiduMemory = Memory<BaiduWorld, BaiduApp>
