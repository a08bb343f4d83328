import type { ConfirmFile, Environment, Layers } from '../state/account.js'
import type { Lifetimes } from '../state/issued.js'
import type { Memory, SeedOf, StateOf } from '../state/memory.js'
import type { DouyinProfile } from './profile.js'

/** The kinds of server domain, by Douyin's field names (docs/vendors/douyin.md C.1.1). */
export const serverKinds = ['request', 'socket', 'upload', 'download'] as const

/** One kind of server domain. */
export type ServerKind = (typeof serverKinds)[number]

/** A list of something for each kind of server domain. */
export type ByKind<T> = { readonly [K in ServerKind]: T }

/** Bare hosts, by kind. */
export type ServerLists = ByKind<ReadonlyArray<string>>

/** Makes a record with one value for each kind. */
export const byKind = <T>(make: (kind: ServerKind) => T): ByKind<T> => ({
  request: make('request'),
  socket: make('socket'),
  upload: make('upload'),
  download: make('download'),
})

/** One authorised mini program. Its `token` names the newest one; `tokens` in the state says what each is worth. */
export interface DouyinApp {
  readonly appId: string
  readonly token: string
  /** The newest one; `grants` in the state says what each is worth. */
  readonly refreshToken: string
  /** `false` once the merchant took the authorisation back: 40022. */
  readonly authorized: boolean
  /** `false` when the merchant did not grant the permission: 40036. */
  readonly permitted: boolean
  /** `false` for an individual's app, which has no webview domains: 40025. */
  readonly enterprise: boolean
  readonly server: Pick<Layers<ServerLists>, 'configured' | 'effective'>
  readonly webview: Pick<Layers<ReadonlyArray<string>>, 'configured' | 'effective'>
}

/** The third-party application. No call reads or writes its lists: they are those of the console (C.1.4). */
export interface DouyinPlatform {
  /** The application's id: `component_appid`, and what ends a sealed push. */
  readonly appId: string
  readonly token: string
  /** The newest ticket; `grants` in the state says what each is worth. */
  readonly ticket: string
  readonly secret: string
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

/** The counts above which Douyin refuses (C.1.4). No number of modifications is documented, so none is counted. */
export interface DouyinLimits {
  readonly server: number
  readonly webview: number
}

/** Everything of Douyin that is not an app or a token. */
export interface DouyinWorld extends Environment {
  readonly profile: DouyinProfile
  readonly limits: DouyinLimits
  readonly lifetimes: Lifetimes
  readonly platform: DouyinPlatform
}

/** The true state of the emulated Douyin. */
export type DouyinState = StateOf<DouyinWorld, DouyinApp>

/** A patch of it: what is left out stays as it is, lists are replaced whole. */
export type DouyinSeed = SeedOf<DouyinWorld, DouyinApp>

/** What the emulated Douyin remembers. */
export type DouyinMemory = Memory<DouyinWorld, DouyinApp>
