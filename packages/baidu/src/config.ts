import { LimitsConfig, TokensConfig, closed } from '@mini-domains/core/adapter'
import { type VendorClient, httpSettings } from '@mini-domains/http'
import * as t from 'io-ts'

const emptySet = t.keyof({ delete: null, send: null }, '"delete" or "send"')
const setSends = t.keyof({ 'every-kind': null, named: null }, '"every-kind" or "named"')
const absentData = t.keyof({ unreadable: null, empty: null }, '"unreadable" or "empty"')
const code44001 = t.keyof({ token: null, permission: null }, '"token" or "permission"')

/**
 * Checks a config for Baidu.
 *
 * - `tokens`: where app and platform access tokens come from.
 * - `emptySet`: a guess, for clearing a kind: `delete` (default) deletes what is listed, which costs a second modification
 *   where another kind gains something; `send` sends the field with nothing in it, which 470015 seems to forbid
 *   (docs/vendors/baidu.md B.1.3).
 * - `setSends`: a guess, for `set` and kinds that it does not name: `every-kind` (default) repeats what is listed, `named`
 *   leaves them out (B.1.3).
 * - `absentData`: a guess, for a `get` that answers without `data` or without one of its kinds: `unreadable` (default) is an
 *   error, `empty` takes what is not there for a list with nothing in it (E 5, E 8), so that a `set` may empty it.
 * - `code44001`: a contradiction (D 11): `token` (default) takes it for a bad token, `permission` for a lack of permission.
 * - `limits` and the HTTP settings: see core and http.
 */
export const BaiduConfig = closed(
  'a Baidu config',
  { tokens: TokensConfig },
  { ...httpSettings, limits: LimitsConfig, emptySet, setSends, absentData, code44001 },
)

/**
 * A config for Baidu.
 */
export type BaiduConfig = t.TypeOf<typeof BaiduConfig>

/**
 * The readings of what no source decides.
 */
export interface Readings {
  readonly emptySet: t.TypeOf<typeof emptySet>
  readonly setSends: t.TypeOf<typeof setSends>
  readonly absentData: t.TypeOf<typeof absentData>
  readonly code44001: t.TypeOf<typeof code44001>
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
 * What every call of a driver goes through, and the readings it was configured with.
 */
export interface Session {
  readonly client: VendorClient
  readonly readings: Readings
}
