import { type Clock, type DomainError } from '@mini-domains/core'
import {
  type PlatformTokenExchange,
  type Store,
  type TokenExchange,
  type Where,
  quietly,
} from '@mini-domains/core/adapter'
import { type EncryptedRecords } from '../encryption/encrypted-records.js'
import {
  type AppRecord,
  type Names,
  type PlatformRecord,
  type StoredToken,
  type TicketRecord,
} from '../records/app-record.js'
import { type RefreshAhead, remainingLifetime } from './expiry.js'
import { type LeaseTerms } from './lease.js'

/**
 * The steps of a token refresh. Each is reported after it is done: `intended` and `saved` once the store has it.
 */
export type StepName = 'leased' | 'intended' | 'called' | 'saved' | 'recovering' | 'lost'

/**
 * One step.
 */
export interface StepEvent {
  readonly step: StepName
  /** `app wx0123`, `platform`. */
  readonly subject: string
  /** Of the lease. */
  readonly fence: number
}

/**
 * Hooks of a program. What a hook throws or rejects with is dropped. No event holds a token.
 */
export interface CredentialHooks {
  readonly onStep?: (event: StepEvent) => void
  /** An error in the background: after a push, or in a refresh ahead of expiry. */
  readonly onError?: (error: DomainError) => void
}

/**
 * What a token refresh works with.
 */
export interface TokenContext extends LeaseTerms {
  readonly exchange: TokenExchange
  /** One token of the platform serves every app. */
  readonly isShared: boolean
  /** The platform's token is got with a ticket, and not with its credentials alone. */
  readonly needsTicket: boolean
  /** Gets a token of an app with the platform's credentials alone, where that is the vendor's way. */
  readonly appToken: PlatformTokenExchange['appToken']
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
  token.forced && isFresh(context, token) && Math.abs(context.clock.now() - token.issuedAt) < young
