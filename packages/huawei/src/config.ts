import { TokenSource } from '@mini-domains/core'
import { type Call, type FourLists, LimitsConfig, UnbrokenText, strictObject } from '@mini-domains/core/adapter'
import { type HttpSettings, type VendorClient, httpSettings } from '@mini-domains/http'
import * as t from 'io-ts'

/**
 * A config for Huawei, as one writes it.
 */
export interface HuaweiConfig extends HttpSettings {
  readonly vendor?: 'huawei' | undefined
  /** The id of the platform's API client, which goes with each call. */
  readonly clientId: string
  /** Where the platform's access token comes from; it serves every app. */
  readonly tokens: TokenSource
  /** Figures to put over Huawei's. */
  readonly limits?: LimitsConfig | undefined
  /**
   * A guess, for a read that answers without `domains`: `unreadable` (default) is an error, `empty` takes it for a list with nothing in
   * it, so that a write may empty it (docs/vendors/huawei.md C.7.1).
   */
  readonly absentDomains?: 'unreadable' | 'empty' | undefined
  /**
   * A guess, for an entry that a read lists with an `errorCode`: `listed` (default) keeps and repeats it, `not-listed` leaves it out, so that
   * the next write drops it (docs/vendors/huawei.md C.7.1).
   */
  readonly refusedEntries?: 'listed' | 'not-listed' | undefined
}

/**
 * Checks a config for Huawei.
 */
export const HuaweiConfig: t.Type<HuaweiConfig> = strictObject(
  'a Huawei config',
  { clientId: UnbrokenText, tokens: TokenSource },
  {
    ...httpSettings,
    vendor: t.literal('huawei'),
    limits: LimitsConfig,
    absentDomains: t.keyof({ unreadable: null, empty: null }, '"unreadable" or "empty"'),
    refusedEntries: t.keyof({ listed: null, 'not-listed': null }, '"listed" or "not-listed"'),
  },
)

/**
 * The guesses of a config, each with its default.
 */
export interface Readings {
  readonly absentDomains: NonNullable<HuaweiConfig['absentDomains']>
  readonly refusedEntries: NonNullable<HuaweiConfig['refusedEntries']>
}

/**
 * Takes the readings from a config, or the careful ones.
 */
export const readingsOf = (config: HuaweiConfig): Readings => ({
  absentDomains: config.absentDomains ?? 'unreadable',
  refusedEntries: config.refusedEntries ?? 'listed',
})

/**
 * What every call of a driver goes through, the client that it calls as, the readings it was configured with, and what its lists can do.
 */
export interface Session {
  readonly client: VendorClient
  readonly clientId: string
  readonly readings: Readings
  readonly capabilities: FourLists
}

/**
 * The headers of a call beside that of the token: the platform's client, and the app where it is about one (docs/vendors/huawei.md
 * C.7.0).
 */
export const headersOf = (
  { clientId }: Pick<Session, 'clientId'>,
  { target }: Call,
): Readonly<Record<string, string>> =>
  target._tag === 'App' ? { client_id: clientId, appid: target.appId } : { client_id: clientId }
