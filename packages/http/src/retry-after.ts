import { type DomainError } from '@mini-domains/core'
import { type Reply } from './reply.js'

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
