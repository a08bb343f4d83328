import { type Clock } from '@mini-domains/core'
import { type TokenExchange, type Store, type Where, quietly } from '@mini-domains/core/adapter'
import { type CredentialHooks, type StepName } from './hook.js'
import { type LeaseTerms } from './lease.js'
import { type Early, remainingLife } from './expiry.js'
import {
  type AppRecord,
  type KeptToken,
  type Names,
  type PlatformRecord,
  type TicketRecord,
} from '../records/app-record.js'
import { type Drawer } from '../encryption/encrypted-records.js'

/**
 * What every keeping of a token has at hand.
 */
export interface Desk extends LeaseTerms {
  readonly exchange: TokenExchange
  readonly store: Store
  readonly clock: Clock
  readonly names: Names
  readonly apps: Drawer<AppRecord>
  readonly platform: Drawer<PlatformRecord>
  readonly tickets: Drawer<TicketRecord>
  readonly early: Early
  /** How long a caller waits for a refresh of another process. */
  readonly waitMs: number
  /** How long a new pair is tried to be saved while the store is away. */
  readonly saveMs: number
  readonly hooks: CredentialHooks
}

/**
 * Where an error of the keeping of tokens happened.
 */
export const whereOf = (desk: Desk, subject: string): Where => ({
  vendor: desk.exchange.vendor,
  operation: 'token',
  subject,
})

/**
 * Tells the hook of a step.
 */
export const tellStep = (desk: Desk, step: StepName, subject: string, fence: number): void =>
  quietly(() => desk.hooks.onStep?.({ step, subject, fence }))

/**
 * Says whether a token need not be replaced yet.
 */
export const isFresh = (desk: Desk, token: KeptToken): boolean =>
  remainingLife(token, desk.clock.now()) > desk.early(token.lifeMs, desk.clock.random())

/**
 * Says whether a token still works by the clock.
 */
export const isAlive = (desk: Desk, token: KeptToken): boolean => remainingLife(token, desk.clock.now()) > 0

const young = 60_000

/**
 * Says whether a refused token was itself got by force a moment ago: another force would only burn the vendor's quota.
 */
export const wasJustForced = (desk: Desk, token: KeptToken): boolean =>
  token.forced && Math.abs(desk.clock.now() - token.issuedAt) < young
