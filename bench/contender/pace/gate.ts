import { platformSubject } from '@mini-domains/core'
import { rateGate } from '@mini-domains/http'
import { type Enter, pacedStarts } from './paced-starts.js'

const start = { vendor: 'acme', class: 'read', subject: platformSubject } as const

/**
 * The calls that are let through in a second.
 */
export const perSecond = 50

/**
 * Calls that a rate gate paces, on a clock whose timers are late by what it is told.
 */
export const gated = (lateBy: () => number) =>
  pacedStarts((clock): Enter => {
    const gate = rateGate({ clock, rates: { all: { perSecond } } })
    return async () => {
      const answer = await gate.enter(start)
      if (answer !== true && answer !== 'go') throw new Error(`the gate said ${answer}`)
    }
  }, lateBy)

/**
 * Calls that a rate gate paces, on a clock whose timers are never late.
 */
export const open = () => gated(() => 0)
