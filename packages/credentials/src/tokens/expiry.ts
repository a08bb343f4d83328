import { type KeptToken } from '../records/app-record.js'

const minute = 60_000
const longest = 30 * 24 * 60 * minute
const unsaid = 5 * minute

/**
 * How long a token may be taken to live. A vendor that says nothing sensible is believed for five minutes, and none for more
 * than thirty days: a token that ends earlier is found out when it is refused.
 */
export const believedLife = (expiresInMs: number): number =>
  Number.isFinite(expiresInMs) && expiresInMs > 0 ? Math.min(expiresInMs, longest) : unsaid

/**
 * How long a token still lives by this machine's clock; never longer than one whole life, whatever the clock of the machine
 * that wrote it said.
 */
export const remainingLife = ({ issuedAt, lifeMs }: KeptToken, now: number): number =>
  Math.min(issuedAt + lifeMs - now, lifeMs)

/**
 * How long before its end a token is replaced; `random` spreads the apps.
 */
export type Early = (lifeMs: number, random: number) => number

/**
 * Five to ten minutes before the end, and for lives under fifty minutes a tenth to a fifth of the life.
 */
export const defaultEarly: Early = (lifeMs, random) =>
  Math.min((5 + 5 * random) * minute, lifeMs * (0.1 + 0.1 * random))
