import { type Clock, type DomainError, matchError } from '@mini-domains/core'
import { type ConnectionFailed } from '@mini-domains/core/adapter'
import { type Reply } from '../transport/reply.js'

/**
 * What a call does at the vendor: a read may be repeated, a write may not.
 */
export type Effect = 'read' | 'write'

const base = 200
const cap = 5_000

const no = (): false => false
const yes = (): true => true

// Codes of a connection that was not even tried: the client is closed, the request cannot be written, the proxy is no address,
// or refuses us, the gate that paces calls does not work.
const untried = ['UND_ERR_CLOSED', 'UND_ERR_DESTROYED', 'UND_ERR_INVALID_ARG', 'ERR_INVALID_PROXY', 'ERR_RATE_GATE']

const wasTried = ({ code }: ConnectionFailed): boolean => !untried.includes(code) && !code.startsWith('ERR_PROXY_4')

/**
 * Says whether a read that came to this error may simply be tried again now: the one place where that is decided.
 */
const mayRepeatRead: (error: DomainError) => boolean = matchError<boolean>({
  ConnectionFailed: wasTried,
  TimedOut: yes,
  VendorBusy: yes,
  RateLimited: ({ retry }) => retry.when === 'later' && retry.afterMs <= cap,
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
  (error._tag === 'TimedOut' && error.fate === 'not-done')

// A call that was one too many in its second must at least wait for the next second.
const least = (error: DomainError): number =>
  error._tag === 'RateLimited' && error.retry.when === 'later' ? error.retry.afterMs : 0

/**
 * Gives how long to wait before trying again, or `undefined` where the call has come to its end.
 *
 * Reads back off from 200 ms, doubled each time, at most 5 s, with full jitter, on top of what the reply asked for (`askedMs`, its
 * `Retry-After`); one that asked for more than 5 s ends the call, whose error tells the time. A write is repeated only where it surely
 * never left this machine (law 8: after a write whose fate is unknown, the next step is a read).
 */
export const retryDelay = (
  error: DomainError,
  effect: Effect,
  attempt: number,
  attempts: number,
  clock: Clock,
  askedMs = 0,
): number | undefined => {
  if (attempt >= attempts || askedMs > cap) return undefined
  if (effect === 'write' ? !neverLeft(error) : !mayRepeatRead(error)) return undefined
  return Math.max(askedMs, least(error)) + Math.round(clock.random() * Math.min(cap, base * 2 ** (attempt - 1)))
}

/** Whoever was asked to stay away for longer may come back after so long, and hears it anew. */
const longest = 300_000

// The three ways to write a date (RFC 9110, 5.6.7). Only the last names no zone; all are meant in GMT.
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

const asked = (text: string, date: string, now: number): number => {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // The sender's own clock counts where it says what time it has: ours may be another.
  const sent = dateOf(date)
  return dateOf(text) - (Number.isNaN(sent) ? now : sent)
}

/**
 * How long a reply asks to be left alone, in milliseconds: its `Retry-After` (RFC 9110, 10.2.3) at HTTP 429 or 503, in seconds or as a
 * date, at most 5 minutes. `undefined` where it asks nothing: no such header, one that is neither, or a time that is over.
 */
export const retryAfter = ({ status, header }: Pick<Reply, 'status' | 'header'>, now: number): number | undefined => {
  const text = header('retry-after')?.trim()
  if (text === undefined || (status !== 429 && status !== 503)) return undefined
  const ms = asked(text, header('date')?.trim() ?? '', now)
  return ms > 0 ? Math.min(longest, ms) : undefined
}

/**
 * Makes an error tell the time that the reply asked for. What stands between here and the vendor knows better than we when it will
 * serve again; a code of the vendor's own has a window that its documents name, and the longer of the two counts. A day stays a day.
 */
export const askedToWait = (error: DomainError, ms: number): DomainError => {
  if ((error._tag !== 'RateLimited' && error._tag !== 'VendorBusy') || error.retry.when !== 'later') return error
  const least = error.vendorCode === undefined ? 0 : error.retry.afterMs
  return { ...error, retry: { when: 'later', afterMs: Math.max(least, ms) } }
}
