import { type Clock, type DomainError, matchError } from '@mini-domains/core'
import { type ConnectionFailed, spentNothing } from '@mini-domains/core/adapter'
import { type Reply } from '../transport/reply.js'

/**
 * What a call does at the vendor: a read may be repeated, a write may not.
 */
export type Effect = 'read' | 'write'

const baseMs = 200
const capMs = 5_000
const longestRetryAfterMs = 300_000

const no = (): false => false
const yes = (): true => true

// Codes of a connection that was not even tried: the client is closed, the request cannot be written, the proxy is no address or
// refuses us, or the rate limiter does not work.
const untried = ['UND_ERR_CLOSED', 'UND_ERR_DESTROYED', 'UND_ERR_INVALID_ARG', 'ERR_INVALID_PROXY', 'ERR_RATE_LIMITER']

const wasTried = ({ code }: ConnectionFailed): boolean => !untried.includes(code) && !code.startsWith('ERR_PROXY_4')

/**
 * Whether a read that failed with this error may simply be tried again: the one place where that is decided.
 */
const mayRepeatRead: (error: DomainError) => boolean = matchError<boolean>({
  ConnectionFailed: wasTried,
  TimedOut: yes,
  VendorBusy: yes,
  RateLimited: ({ retry }) => retry.when === 'later' && retry.afterMs <= capMs,
  InvalidConfig: no,
  InvalidChange: no,
  Unsupported: no,
  TokenUnavailable: no,
  TokenRejected: no,
  AuthorizationLost: no,
  CodeRefused: no,
  PermissionDenied: no,
  AddressNotAllowed: no,
  BudgetSpent: no,
  LimitReached: no,
  PreconditionFailed: no,
  RequestRejected: no,
  Cancelled: no,
  UnreadableReply: no,
  UnknownCode: no,
})

const neverLeft = (error: DomainError): boolean =>
  (error._tag === 'ConnectionFailed' && !error.sent && wasTried(error)) ||
  (error._tag === 'TimedOut' && error.applied === 'no')

// A call over the limit of its second must at least wait for the next second.
const leastMs = (error: DomainError): number =>
  error._tag === 'RateLimited' && error.retry.when === 'later' ? error.retry.afterMs : 0

/**
 * How long to wait before the next attempt, in milliseconds, or `undefined` if there is none.
 *
 * Reads back off from 200 ms, doubled each time, at most 5 s, with full jitter, on top of `retryAfterMs`, which the reply asked for;
 * one that asked for more than 5 s ends the call, and its error tells the time. A write is repeated only if it surely never left
 * this machine (law 8: after a write whose result is unknown, the next step is a read).
 */
export const retryDelay = (
  error: DomainError,
  effect: Effect,
  attempt: number,
  attempts: number,
  clock: Clock,
  retryAfterMs = 0,
): number | undefined => {
  if (attempt >= attempts || retryAfterMs > capMs) return undefined
  if (effect === 'write' ? !neverLeft(error) : !mayRepeatRead(error)) return undefined
  const backoff = Math.min(capMs, baseMs * 2 ** (attempt - 1))
  return Math.max(retryAfterMs, leastMs(error)) + Math.round(clock.random() * backoff)
}

// The three forms of a date (RFC 9110, 5.6.7). Only the last names no zone; all are in GMT.
const dates = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
]

const dateOf = (text: string): number => {
  const form = dates.findIndex((date) => date.test(text))
  if (form === -1) return NaN
  return Date.parse(form === 2 ? `${text} GMT` : text)
}

const delayOf = (text: string, date: string, now: number): number => {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // The sender's own clock counts if the reply tells its time: ours may differ.
  const sent = dateOf(date)
  return dateOf(text) - (Number.isNaN(sent) ? now : sent)
}

/**
 * How long a reply asks to wait, in milliseconds: its `Retry-After` (RFC 9110, 10.2.3) at HTTP 429 or 503, in seconds or as a date,
 * at most 5 minutes. `undefined` without such a header, for one that is neither, and for a time in the past.
 */
export const retryAfterOf = ({ status, header }: Pick<Reply, 'status' | 'header'>, now: number): number | undefined => {
  const text = header('retry-after')?.trim()
  if (text === undefined || (status !== 429 && status !== 503)) return undefined
  const ms = delayOf(text, header('date')?.trim() ?? '', now)
  return ms > 0 ? Math.min(longestRetryAfterMs, ms) : undefined
}

/**
 * The same error with the wait that the reply asked for: a gateway knows better than we do when it will serve again. A code of the
 * vendor's own has a documented window, and the longer of the two counts. A day stays a day.
 */
export const withRetryAfter = (error: DomainError, ms: number): DomainError => {
  if ((error._tag !== 'RateLimited' && error._tag !== 'VendorBusy') || error.retry.when !== 'later') return error
  const least = error.vendorCode === undefined ? 0 : error.retry.afterMs
  return { ...error, retry: { when: 'later', afterMs: Math.max(least, ms) } }
}

/**
 * The same error as it holds for this effect: a read spends and changes nothing; after a write whose result is unknown, the next step
 * is a read.
 */
export const forEffect = (effect: Effect, error: DomainError): DomainError => {
  if (effect === 'write') return error.applied === 'unknown' ? { ...error, retry: { when: 'after-read' } } : error
  const retry = error.retry.when === 'after-read' ? { when: 'never' as const } : error.retry
  return { ...error, ...spentNothing, applied: 'no', retry }
}
