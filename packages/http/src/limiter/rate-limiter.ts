import { type Clock } from '@mini-domains/core'
import {
  type CallStart,
  type RateFigures,
  type RateLimited,
  type RateLimiter,
  spentDayMs,
  subjectName,
} from '@mini-domains/core/adapter'
import { abortListeners } from '../transport/abort.js'
import { type VendorRate, vendorRate } from './vendor-rate.js'

interface ExhaustedDays {
  readonly add: (start: CallStart, now: number) => void
  readonly has: (start: CallStart, now: number) => boolean
}

const day = 24 * 60 * 60 * 1_000

const keyOf = (start: CallStart): string => `${start.vendor} ${start.class} ${subjectName(start.subject)}`

/**
 * Remembers which daily quotas are used up, until the vendors' midnight. One call an hour is let through all the same, since a
 * quota can be reset earlier.
 */
const exhaustedDays = (): ExhaustedDays => {
  const until = new Map<string, number>()
  return {
    add: (start, now) => {
      until.set(keyOf(start), now + spentDayMs(now))
    },
    has: (start, now) => {
      if (until.size === 0) return false
      const end = until.get(keyOf(start))
      if (end === undefined) return false
      if (now < end && now > end - day) return true
      until.delete(keyOf(start))
      return false
    },
  }
}

const holdMs = (error: RateLimited): number => (error.retry.when === 'later' ? error.retry.afterMs : 0)

/**
 * Makes a rate limiter whose figures hold for each vendor that asks. Share it between the providers and token exchanges that draw
 * on one quota.
 *
 * No sliding window ever holds more starts than its figure, and a long run takes at most 1.05 times as long as the figure asks.
 * When the vendor rate-limits a call, that class is on hold until the window is over, then runs at half its rate and slowly
 * recovers. Without figures the limiter only learns from such refusals.
 */
export const rateLimiter = (options: {
  readonly clock: Clock
  readonly rates?: RateFigures | undefined
}): RateLimiter => {
  const { clock, rates = {} } = options
  const onAbort = abortListeners()
  const vendors = new Map<string, VendorRate>()
  const days = exhaustedDays()

  const vendorOf = (name: string): VendorRate => {
    const known = vendors.get(name)
    if (known !== undefined) return known
    const made = vendorRate(rates, clock, onAbort)
    vendors.set(name, made)
    return made
  }

  return {
    acquire: (start) =>
      days.has(start, clock.now()) ? Promise.resolve('closed') : vendorOf(start.vendor).acquire(start),
    limited: (start, error) => {
      if (error.window === 'day') days.add(start, clock.now())
      else vendorOf(start.vendor).hold(start.class, holdMs(error))
    },
  }
}
