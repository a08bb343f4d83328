import { type StoredToken } from '../records/app-record.js'

const minute = 60_000
const longest = 30 * 24 * 60 * minute
const unsaid = 5 * minute

/**
 * The lifetime that a token is trusted for, in milliseconds: what the vendor says, at most thirty days, and five minutes if it says
 * nothing sensible. A token that expires earlier is found out when it is refused.
 */
export const trustedLifetime = (expiresInMs: number): number =>
  Number.isFinite(expiresInMs) && expiresInMs > 0 ? Math.min(expiresInMs, longest) : unsaid

/**
 * What is left of a token's lifetime by this machine's clock; never more than one whole lifetime, whatever the clock of the machine
 * that wrote it said.
 */
export const remainingLifetime = ({ issuedAt, lifeMs }: StoredToken, now: number): number =>
  Math.min(issuedAt + lifeMs - now, lifeMs)

/**
 * How long before it expires a token is refreshed; `random`, from 0 to 1, spreads the apps.
 */
export type RefreshAhead = (lifeMs: number, random: number) => number

/**
 * Five to ten minutes before it expires; for lifetimes under fifty minutes, a tenth to a fifth of the lifetime.
 */
export const defaultRefreshAhead: RefreshAhead = (lifeMs, random) =>
  Math.min((5 + 5 * random) * minute, lifeMs * (0.1 + 0.1 * random))
