import { TokenSource } from '@mini-domains/core'
import {
  AppLimitsConfig,
  type DeclaredCapabilities,
  type ListCapabilities,
  type SetRules,
  strictObject,
} from '@mini-domains/core/adapter'
import { type HttpSettings, type VendorClient, httpSettings } from '@mini-domains/http'
import { type ServerKind, type WebviewKind } from '@mini-domains/core'
import * as t from 'io-ts'

/**
 * A config for Douyin, as one writes it.
 */
export interface DouyinConfig extends HttpSettings {
  readonly vendor?: 'douyin' | undefined
  /** Where the access tokens of apps (authorizer) and platform (component) come from: those of v2. */
  readonly tokens: TokenSource
  /** Figures to put over Douyin's for apps; its pool no call reaches. */
  readonly limits?: AppLimitsConfig | undefined
  /**
   * A guess, for clearing a kind: `delete` (default) deletes what is listed, which takes a second call where another kind gains
   * something; `send` sends `[]`, which Douyin may take for nothing (docs/vendors/douyin.md C.1.2).
   */
  readonly emptySet?: 'delete' | 'send' | undefined
  /**
   * A guess, for `set` and kinds that it does not name: `every-kind` (default) repeats what is listed, `named` leaves them out
   * (docs/vendors/douyin.md C.1.2).
   */
  readonly setSends?: 'every-kind' | 'named' | undefined
  /**
   * A guess, for a `get` that answers without one of its lists: `unreadable` (default) is an error, `empty` takes what is not there
   * for a list with nothing in it, so that a `set` may empty it (docs/vendors/douyin.md C.1.1).
   */
  readonly absentData?: 'unreadable' | 'empty' | undefined
  /**
   * A guess, for what the 20 of 40024 counts: `each-kind` (default) or `all-kinds` (docs/vendors/douyin.md C.1.4). `limits` says
   * other figures.
   */
  readonly limitScope?: 'each-kind' | 'all-kinds' | undefined
}

/**
 * Checks a config for Douyin.
 */
export const DouyinConfig: t.Type<DouyinConfig> = strictObject(
  'a Douyin config',
  { tokens: TokenSource },
  {
    ...httpSettings,
    vendor: t.literal('douyin'),
    limits: AppLimitsConfig,
    emptySet: t.keyof({ delete: null, send: null }, '"delete" or "send"'),
    setSends: t.keyof({ 'every-kind': null, named: null }, '"every-kind" or "named"'),
    absentData: t.keyof({ unreadable: null, empty: null }, '"unreadable" or "empty"'),
    limitScope: t.keyof({ 'each-kind': null, 'all-kinds': null }, '"each-kind" or "all-kinds"'),
  },
)

/**
 * What can be done with an app's two lists.
 */
export interface AppLists {
  readonly server: ListCapabilities<ServerKind>
  readonly webview: ListCapabilities<WebviewKind>
}

/**
 * What every call of a driver goes through, the config, and what its lists can do.
 */
export interface Session {
  readonly client: VendorClient
  readonly config: DouyinConfig
  readonly lists: AppLists
  readonly capabilities: DeclaredCapabilities
}

/**
 * Takes the guesses about a `set` from a config, or the careful ones (docs/vendors/douyin.md C.1.2).
 */
export const setRulesOf = ({ setSends = 'every-kind', emptySet = 'delete' }: DouyinConfig): SetRules => ({
  setSends,
  emptySet,
})
