import { type FourLists, LimitsConfig, strictObject } from '@mini-domains/core/adapter'
import { TokenSource } from '@mini-domains/core'
import { type HttpSettings, type VendorClient, httpSettings } from '@mini-domains/http'
import * as t from 'io-ts'

/**
 * A config for Baidu, as one writes it.
 */
export interface BaiduConfig extends HttpSettings {
  readonly vendor?: 'baidu' | undefined
  /** Where the access tokens of apps and platform come from. */
  readonly tokens: TokenSource
  /** Figures to put over Baidu's. */
  readonly limits?: LimitsConfig | undefined
  /**
   * A guess, for clearing a kind: `delete` (default) deletes what is listed, which costs a second modification where another kind
   * gains something; `send` sends the field with nothing in it, which 470015 seems to forbid (docs/vendors/baidu.md B.1.3).
   */
  readonly emptySet?: 'delete' | 'send' | undefined
  /**
   * A guess, for `set` and kinds that it does not name: `every-kind` (default) repeats what is listed, `named` leaves them out
   * (docs/vendors/baidu.md B.1.3).
   */
  readonly setSends?: 'every-kind' | 'named' | undefined
  /**
   * A guess, for a `get` that answers without `data` or without one of its kinds: `unreadable` (default) is an error, `empty` takes
   * what is not there for a list with nothing in it, so that a `set` may empty it (docs/vendors/baidu.md E 5, E 8).
   */
  readonly absentData?: 'unreadable' | 'empty' | undefined
  /**
   * A contradiction of the documents: `token` (default) takes 44001 for a bad token, `permission` for a lack of permission
   * (docs/vendors/baidu.md D 11).
   */
  readonly code44001?: 'token' | 'permission' | undefined
}

/**
 * Checks a config for Baidu.
 */
export const BaiduConfig: t.Type<BaiduConfig> = strictObject(
  'a Baidu config',
  { tokens: TokenSource },
  {
    ...httpSettings,
    vendor: t.literal('baidu'),
    limits: LimitsConfig,
    emptySet: t.keyof({ delete: null, send: null }, '"delete" or "send"'),
    setSends: t.keyof({ 'every-kind': null, named: null }, '"every-kind" or "named"'),
    absentData: t.keyof({ unreadable: null, empty: null }, '"unreadable" or "empty"'),
    code44001: t.keyof({ token: null, permission: null }, '"token" or "permission"'),
  },
)

/**
 * The guesses of a config, each with its default.
 */
export interface Readings {
  readonly emptySet: NonNullable<BaiduConfig['emptySet']>
  readonly setSends: NonNullable<BaiduConfig['setSends']>
  readonly absentData: NonNullable<BaiduConfig['absentData']>
  readonly code44001: NonNullable<BaiduConfig['code44001']>
}

/**
 * Takes the readings from a config, or the careful ones.
 */
export const readingsOf = (config: BaiduConfig): Readings => ({
  emptySet: config.emptySet ?? 'delete',
  setSends: config.setSends ?? 'every-kind',
  absentData: config.absentData ?? 'unreadable',
  code44001: config.code44001 ?? 'token',
})

/**
 * What every call of a driver goes through, the readings it was configured with, and what its lists can do.
 */
export interface Session {
  readonly client: VendorClient
  readonly readings: Readings
  readonly capabilities: FourLists
}
