import type { Credentials } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import type { OpenVendor } from '../../config/session.js'
import type { ProbedTokens, TokenLife } from './probe-report.js'

const lifeOf = (endsAt: number | undefined, now: number): TokenLife => {
  if (endsAt === undefined) return 'none'
  return endsAt > now ? 'good' : 'ended'
}

const appOf = async (credentials: Credentials, app: string, now: number) => {
  const status = await credentials.status(app)()
  if (E.isLeft(status)) return { state: 'unreadable', token: lifeOf(undefined, now) }
  const { state, tokenIssuedAt, tokenEndsAt } = status.right
  const isLifeKnown = tokenIssuedAt !== undefined && tokenEndsAt !== undefined
  return {
    state,
    token: lifeOf(tokenEndsAt, now),
    ...(isLifeKnown ? { lifetimeSeconds: Math.round((tokenEndsAt - tokenIssuedAt) / 1_000) } : {}),
  }
}

/**
 * How the tokens of a vendor and of one of its apps stand, as the store has them: no vendor is asked, no token or id told.
 */
export const probedTokens = async (
  { credentials }: OpenVendor,
  app: string | undefined,
  now: number,
): Promise<ProbedTokens> => {
  if (credentials === undefined) return { source: 'table' }
  const platform = await credentials.platformStatus()
  const ofApp = app === undefined ? {} : { app: await appOf(credentials, app, now) }
  if (E.isLeft(platform)) return { source: 'store', ticket: 'unreadable', platformToken: 'none', ...ofApp }
  const { needsTicket, hasTicket, tokenEndsAt } = platform.right
  return {
    source: 'store',
    ticket: hasTicket ? 'kept' : needsTicket ? 'none' : 'not needed',
    platformToken: lifeOf(tokenEndsAt, now),
    ...ofApp,
  }
}
