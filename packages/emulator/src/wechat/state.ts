import type { ConfirmFile, Layers, Environment, Used } from '../state/account.js'
import type { Lifetimes } from '../state/issued.js'
import type { Memory, SeedOf, StateOf } from '../state/memory.js'
import type { WechatProfile } from './profile.js'

/** The kinds of server domain, by WeChat's field names (docs/vendors/wechat.md A.1.1). */
export const serverKinds = [
  'requestdomain',
  'wsrequestdomain',
  'uploaddomain',
  'downloaddomain',
  'udpdomain',
  'tcpdomain',
] as const

/** One kind of server domain. */
export type ServerKind = (typeof serverKinds)[number]

/** A list of something for each kind of server domain. */
export type ByKind<T> = { readonly [K in ServerKind]: T }

/** Domains with scheme, by kind. */
export type ServerLists = ByKind<ReadonlyArray<string>>

/** Makes a record with one value for each kind. */
export const byKind = <T>(make: (kind: ServerKind) => T): ByKind<T> => ({
  requestdomain: make('requestdomain'),
  wsrequestdomain: make('wsrequestdomain'),
  uploaddomain: make('uploaddomain'),
  downloaddomain: make('downloaddomain'),
  udpdomain: make('udpdomain'),
  tcpdomain: make('tcpdomain'),
})

/** A platform's pool of bare hosts, in its test version and in its published one (A.3.1). */
export interface Pool {
  readonly testing: ReadonlyArray<string>
  readonly published: ReadonlyArray<string>
}

/** One authorised mini program. Its `token` names the newest one; `tokens` in the state says what each is worth. */
export interface WechatApp {
  readonly appId: string
  readonly token: string
  /** The newest one; `grants` in the state says what each is worth. */
  readonly refreshToken: string
  /** When the merchant last authorised the platform, in seconds. */
  readonly authorizedAt: number
  readonly accountType: 'mini-program' | 'individual' | 'official-account'
  /** Whether the code of the authorisation was exchanged; until then the list has no refresh token (A.5). */
  readonly exchanged: boolean
  /** `false` once the merchant took the authorisation back: 61003. */
  readonly authorized: boolean
  /** Permission sets granted; 18 is the one for domains (A.0). */
  readonly permissions: ReadonlyArray<number>
  readonly server: Layers<ServerLists>
  readonly webview: Layers<ReadonlyArray<string>>
  /** Hosts whose names are looked up before they are needed (A.2.6). */
  readonly prefetch: ReadonlyArray<string>
  readonly modificationsUsed: Used
  readonly clearQuotaUsed: number
  readonly confirmFile: ConfirmFile
}

/** The third-party platform. */
export interface WechatPlatform {
  readonly appId: string
  readonly token: string
  /** The newest ticket; `grants` in the state says what each is worth. */
  readonly ticket: string
  /** `component_appsecret`. */
  readonly secret: string
  /** What pushes are signed with. */
  readonly pushToken: string
  /** 43 characters that pushes are sealed with. */
  readonly aesKey: string
  /** The key before the last rotation. */
  readonly previousAesKey: string
  /** Where pushes go when nobody names a URL; none when empty. */
  readonly pushUrl: string
  /** Whether the platform itself was ever published: decides which half of a pool counts (A.1.4). */
  readonly published: boolean
  readonly server: Pool
  readonly webview: Pool
  readonly modificationsUsed: Used
  readonly clearQuotaUsed: number
  readonly confirmFile: ConfirmFile
}

/** The counts above which WeChat refuses. The one for business domains is in the profile (`webviewLimit`). */
export interface WechatLimits {
  /** Domains of one kind through the platform: 200 (A.1.4). */
  readonly perKind: number
  /** Domains of all kinds together: 1000 (A.1.3, text of 85016). */
  readonly total: number
  /** Domains of one kind through `_directly`: 20 in older copies (A.2.1). */
  readonly directPerKind: number
  /** Hosts in the platform's server pool: 1000 (A.3.1). */
  readonly serverPool: number
  /** Hosts to prefetch: 5, `size_limit` (A.2.6). */
  readonly prefetch: number
  /** Modifications of one account's list a month: 50 (A.1.4, A.3.1; for web-view lists a guess). */
  readonly modificationsPerMonth: number
  /** Calls of one endpoint by one account between two `clear_quota`: 45009 above (figure is a guess). */
  readonly callsPerDay: number
  /** The same for endpoints that give tokens (figure is a guess). */
  readonly tokenCallsPerDay: number
}

/** Everything of WeChat that is not an app or a token. */
export interface WechatWorld extends Environment {
  readonly profile: WechatProfile
  readonly limits: WechatLimits
  readonly lifetimes: Lifetimes
  readonly platform: WechatPlatform
}

/** The true state of the emulated WeChat. */
export type WechatState = StateOf<WechatWorld, WechatApp>

/** A patch of it: what is left out stays as it is, lists are replaced whole. */
export type WechatSeed = SeedOf<WechatWorld, WechatApp>

/** What the emulated WeChat remembers. */
export type WechatMemory = Memory<WechatWorld, WechatApp>
