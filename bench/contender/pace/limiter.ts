import { platformSubject } from '@mini-domains/core'
import { rateLimiter } from '@mini-domains/http'
import { type Enter, pacedStarts } from './paced-starts.js'

const start = { vendor: 'acme', class: 'read', subject: platformSubject } as const

/**
 * The calls that are let through in a second.
 */
export const perSecond = 50

/**
 * Calls through a rate limiter, on a clock whose timers are late by what it is told.
 */
export const limited = (lateBy: () => number) =>
  pacedStarts((clock): Enter => {
    const limiter = rateLimiter({ clock, rates: { all: { perSecond } } })
    return async () => {
      const answer = await limiter.acquire(start)
      if (answer !== true && answer !== 'go') throw new Error(`the limiter said ${answer}`)
    }
  }, lateBy)

/**
 * Calls through a rate limiter, on a clock whose timers are never late.
 */
export const open = () => limited(() => 0)
