import { type Clock, type DomainError, systemClock } from '@mini-domains/core'
import { type AnyTokenExchange, type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { randomUUID } from 'node:crypto'
import { type TokenContext } from './tokens/context.js'
import { type CredentialHooks } from './tokens/context.js'
import { type KeyOptions, keyringOf } from './encryption/keyring.js'
import { type Keyring } from './encryption/keyring.js'
import { type RefreshAhead, defaultRefreshAhead } from './tokens/expiry.js'
import { isOfCredentials, isShared, wholeExchange } from './tokens/shared-token.js'
import { retryingStore } from './records/retrying-store.js'
import { AppRecord, PlatformRecord, TicketRecord, namesOf, noTicket, unknownApp } from './records/app-record.js'
import { encryptedRecords } from './encryption/encrypted-records.js'

/**
 * The options of `createCredentials`. Only `exchange` and `store` are needed; the key comes from `MINI_DOMAINS_KEY`.
 */
export interface CredentialOptions extends KeyOptions {
  /** The vendor's half, for one platform. */
  readonly exchange: AnyTokenExchange
  readonly store: Store
  readonly clock?: Clock
  /** Names this process in leases; random by default. No two may have the same. */
  readonly owner?: string
  /** How long before it expires a token is refreshed. */
  readonly refreshAhead?: RefreshAhead
  /** How long a lease lasts without renewal: after so long the work of a killed process is taken over; 15,000. */
  readonly leaseMs?: number
  /** How long a caller waits for another process; 30,000. At least twice the lease. */
  readonly waitMs?: number
  /** How long saving a new pair is retried while the store is unavailable. Default 30,000 ms. */
  readonly saveMs?: number
  /** How long a call of the store is retried while it is unavailable. Default 3,000 ms. */
  readonly storeRetryMs?: number
  /** How many apps' tokens are kept in memory; 100,000. */
  readonly cached?: number
  /** How many apps are looked up in the store or refreshed at once in this process; 32. */
  readonly concurrency?: number
  readonly hooks?: CredentialHooks
}

/**
 * Makes the context of the options. A missing or invalid key is refused at once.
 */
export const contextOf = (options: CredentialOptions): E.Either<DomainError, TokenContext> => {
  const { exchange, clock = systemClock } = options
  const store = retryingStore(options.store, clock, options.storeRetryMs ?? 3_000)
  const leaseMs = options.leaseMs ?? 15_000
  return E.map((keys: Keyring): TokenContext => ({
    exchange: wholeExchange(exchange),
    isShared: isShared(exchange),
    needsTicket: !isOfCredentials(exchange),
    appToken: isOfCredentials(exchange) ? exchange.appToken : undefined,
    store,
    clock,
    owner: options.owner ?? randomUUID(),
    leaseMs,
    waitMs: Math.max(options.waitMs ?? 30_000, 2 * leaseMs),
    saveMs: options.saveMs ?? 30_000,
    refreshAhead: options.refreshAhead ?? defaultRefreshAhead,
    names: namesOf(exchange.vendor, exchange.platformId),
    apps: encryptedRecords(store, keys, AppRecord, unknownApp),
    platform: encryptedRecords(store, keys, PlatformRecord, { token: null }),
    tickets: encryptedRecords(store, keys, TicketRecord, noTicket),
    hooks: options.hooks ?? {},
  }))(keyringOf(options, exchange.vendor))
}
