import { type Clock, type DomainError, systemClock } from '@mini-domains/core'
import { type TokenExchange, type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { randomUUID } from 'node:crypto'
import { type Desk } from './tokens/context.js'
import { type CredentialHooks } from './tokens/hook.js'
import { type KeyPlace, keysOf } from './encryption/key-source.js'
import { type Keyring } from './encryption/keyring.js'
import { type Early, defaultEarly } from './tokens/expiry.js'
import { patientStore } from './store/retrying-store.js'
import { AppRecord, PlatformRecord, TicketRecord, namesOf, noTicket, unknownApp } from './records/app-record.js'
import { drawer } from './encryption/encrypted-records.js'

/**
 * What credentials are made of. Only `exchange` and `store` are needed; the key comes from `MINI_DOMAINS_KEY`.
 */
export interface CredentialOptions extends KeyPlace {
  /** The vendor's half, for one platform. */
  readonly exchange: TokenExchange
  readonly store: Store
  readonly clock?: Clock
  /** Names this process in leases; random by default. No two may have the same. */
  readonly owner?: string
  /** How long before its end a token is replaced. */
  readonly early?: Early
  /** How long a lease lasts without renewal: after so long the work of a killed process is taken over; 15,000. */
  readonly leaseMs?: number
  /** How long a caller waits for another process; 30,000. At least twice the lease. */
  readonly waitMs?: number
  /** How long a new pair is tried to be saved while the store is away; 30,000. */
  readonly saveMs?: number
  /** How long a call of the store is tried again while the store is away; 3,000. */
  readonly patienceMs?: number
  /** How many apps' tokens are kept in memory; 100,000. */
  readonly cached?: number
  /** How many apps are looked up in the store or refreshed at once in this process; 32. */
  readonly concurrency?: number
  readonly hooks?: CredentialHooks
}

/**
 * Lays out what the keeping of tokens needs. A key that is missing or no key is refused at once.
 */
export const deskOf = (options: CredentialOptions): E.Either<DomainError, Desk> => {
  const { exchange, clock = systemClock } = options
  const store = patientStore(options.store, clock, options.patienceMs ?? 3_000)
  const leaseMs = options.leaseMs ?? 15_000
  return E.map((keys: Keyring): Desk => ({
    exchange,
    store,
    clock,
    owner: options.owner ?? randomUUID(),
    leaseMs,
    waitMs: Math.max(options.waitMs ?? 30_000, 2 * leaseMs),
    saveMs: options.saveMs ?? 30_000,
    early: options.early ?? defaultEarly,
    names: namesOf(exchange.vendor, exchange.platformId),
    apps: drawer(store, keys, AppRecord, unknownApp),
    platform: drawer(store, keys, PlatformRecord, { token: null }),
    tickets: drawer(store, keys, TicketRecord, noTicket),
    hooks: options.hooks ?? {},
  }))(keysOf(options, exchange.vendor))
}
