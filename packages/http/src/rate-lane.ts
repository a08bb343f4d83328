import { startMeter } from './start-meter.js'

/**
 * One sequence of starts that keeps a spacing, can be held for a while, and runs slower after that.
 */
export interface Lane {
  /** How long until the next start, in milliseconds; 0 when it may be now. */
  readonly waitMs: (now: number) => number
  /** Notes a start. */
  readonly take: (now: number) => void
  /** No start for so long; then at half the rate there was, and slowly back. */
  readonly hold: (now: number, ms: number) => void
}

// How late a start may be without moving the next one: timers are late by milliseconds, and what they lose must not add up. It
// stays well below 35 ms, the 3.5 % of a second by which starts are spaced further apart than the limit asks.
const lateness = 8

const recoverEveryMs = 30_000
const recovery = 0.8
const slowest = 10_000

/**
 * Makes a lane: GCRA with a burst of 1. Without a spacing it only learns.
 */
export const lane = (spacing: number): Lane => {
  const meter = startMeter()
  let next = 0
  let heldUntil = 0
  let heldMs = 0
  let learned = 0
  let enough = 0
  let recoverAt = 0

  const current = (now: number): number => {
    while (learned > 0 && now >= recoverAt) {
      learned = learned * recovery < enough ? 0 : learned * recovery
      recoverAt += recoverEveryMs
    }
    return Math.max(spacing, learned)
  }

  // A clock that was set back must not make anybody wait longer than the lane itself asks for.
  const mend = (now: number): void => {
    next = Math.min(next, now + Math.max(spacing, learned))
    heldUntil = Math.min(heldUntil, now + heldMs)
  }

  const slowDown = (now: number, ms: number): void => {
    const before = Math.max(current(now), meter.spacing(now, ms))
    learned = Math.min(slowest, 2 * before)
    enough = Math.max(spacing, before / 2)
  }

  return {
    waitMs: (now) => {
      mend(now)
      return Math.max(0, next - now, heldUntil - now)
    },
    take: (now) => {
      meter.count(now)
      next = Math.max(next, now - lateness) + current(now)
    },
    hold: (now, ms) => {
      mend(now)
      // What was under way when the lane was held comes back refused too: that is one lesson, not many.
      if (now >= heldUntil) slowDown(now, ms)
      heldMs = Math.max(ms, heldUntil - now)
      heldUntil = now + heldMs
      recoverAt = heldUntil + recoverEveryMs
    },
  }
}
