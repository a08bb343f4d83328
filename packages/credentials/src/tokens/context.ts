import { type Clock } from '@mini-domains/core'
import { type TokenExchange, type Store, type Where, quietly } from '@mini-domains/core/adapter'
import { type CredentialHooks, type StepName } from './hook.js'
import { type LeaseTerms } from './lease.js'
import { type RefreshAhead, remainingLifetime } from './expiry.js'
import {
  type AppRecord,
  type StoredToken,
  type Names,
  type PlatformRecord,
  type TicketRecord,
} from '../records/app-record.js'
import { type EncryptedRecords } from '../encryption/encrypted-records.js'

/**
 * What a token refresh works with.
 */
export interface TokenContext extends LeaseTerms {
  readonly exchange: TokenExchange
  readonly store: Store
  readonly clock: Clock
  readonly names: Names
  readonly apps: EncryptedRecords<AppRecord>
  readonly platform: EncryptedRecords<PlatformRecord>
  readonly tickets: EncryptedRecords<TicketRecord>
  readonly refreshAhead: RefreshAhead
  /** How long a caller waits for a refresh of another process. */
  readonly waitMs: number
  /** How long saving a new pair is retried while the store is unavailable. */
  readonly saveMs: number
  readonly hooks: CredentialHooks
}

/**
 * Where a token error happened.
 */
export const whereOf = (context: TokenContext, subject: string): Where => ({
  vendor: context.exchange.vendor,
  operation: 'token',
  subject,
})

/**
 * Calls the hook of a step.
 */
export const tellStep = (context: TokenContext, step: StepName, subject: string, fence: number): void =>
  quietly(() => context.hooks.onStep?.({ step, subject, fence }))

/**
 * Whether a token need not be replaced yet.
 */
export const isFresh = (context: TokenContext, token: StoredToken): boolean =>
  remainingLifetime(token, context.clock.now()) > context.refreshAhead(token.lifeMs, context.clock.random())

/**
 * Whether a token has not expired by this machine's clock.
 */
export const isAlive = (context: TokenContext, token: StoredToken): boolean =>
  remainingLifetime(token, context.clock.now()) > 0

const young = 60_000

/**
 * Whether a refused token was itself forced a moment ago: forcing again would only burn the vendor's quota.
 */
export const wasJustForced = (context: TokenContext, token: StoredToken): boolean =>
  token.forced && Math.abs(context.clock.now() - token.issuedAt) < young
