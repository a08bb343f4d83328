import { type Bilingual } from '@mini-domains/core'
import { type AppId } from '@mini-domains/core/adapter'
import { type TokenContext, isAlive } from '../tokens/context.js'
import { type AppRecord, type PlatformRecord, type StoredToken } from './app-record.js'
import { becauseOf } from './loss.js'

/**
 * How an app stands.
 *
 * - `unknown`: nothing is kept; a call will look for it at the vendor. `ready`: a token that lives. `idle`: a refresh token,
 *   or a platform whose token serves every app, and no token that lives. `pending`: an authorisation code is to be exchanged. `interrupted`: a refresh is under way, or
 *   was cut off. `lost`: the authorisation is gone.
 */
export type AppState = 'unknown' | 'ready' | 'idle' | 'pending' | 'interrupted' | 'lost'

/**
 * What is kept of an app, without secrets.
 */
export interface AppStatus {
  readonly appId: AppId
  readonly state: AppState
  readonly hasRefreshToken: boolean
  readonly refreshTokenAt: number | undefined
  readonly tokenIssuedAt: number | undefined
  readonly tokenEndsAt: number | undefined
  readonly lostAt: number | undefined
  readonly lostBecause: Bilingual | undefined
}

/**
 * What is kept of the platform, without secrets.
 */
export interface PlatformStatus {
  /** Whether its token is got with a ticket that the vendor pushes. */
  readonly needsTicket: boolean
  readonly hasTicket: boolean
  readonly ticketCreatedAt: number | undefined
  readonly tokenEndsAt: number | undefined
}

const stateOf = (context: TokenContext, record: AppRecord): AppState => {
  if (record.lost !== null) return 'lost'
  if (record.intent !== null) return 'interrupted'
  if (record.code !== null) return 'pending'
  if (record.token !== null && isAlive(context, record.token)) return 'ready'
  return record.refreshToken === null ? 'unknown' : 'idle'
}

/**
 * Tells how an app stands that the platform's token serves: as that token does.
 */
export const sharedStatusOf = (context: TokenContext, appId: AppId, { token }: PlatformRecord): AppStatus => ({
  appId,
  state: token !== null && isAlive(context, token) ? 'ready' : 'idle',
  hasRefreshToken: false,
  refreshTokenAt: undefined,
  tokenIssuedAt: token?.issuedAt,
  tokenEndsAt: endOf(token),
  lostAt: undefined,
  lostBecause: undefined,
})

/**
 * When a token that is kept ends.
 */
export const endOf = (token: StoredToken | null): number | undefined =>
  token === null ? undefined : token.issuedAt + token.lifeMs

/**
 * Tells how an app stands.
 */
export const statusOf = (context: TokenContext, appId: AppId, record: AppRecord): AppStatus => ({
  appId,
  state: stateOf(context, record),
  hasRefreshToken: record.refreshToken !== null,
  refreshTokenAt: record.refreshToken === null ? undefined : record.refreshTokenAt,
  tokenIssuedAt: record.token?.issuedAt,
  tokenEndsAt: endOf(record.token),
  lostAt: record.lost?.at,
  lostBecause: record.lost === null ? undefined : becauseOf(record.lost.because),
})
