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

const recovery = 0.8
const slowest = 1_000

// A lesson of a second costs a second, so the rate may soon be tried again; one of a minute costs a minute.
const recoverEvery = (heldMs: number): number => Math.min(30_000, Math.max(3_000, heldMs / 2))

// So many starts say what the vendor allows; fewer say only that somebody else has used it up.
const telling = 10
const plateauMs = 10 * 60_000
const plateauFrom = 10_000

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
  let plateau = 0
  let plateauUntil = 0

  const current = (now: number): number => {
    while (learned > 0 && now >= recoverAt) {
      const less = learned * recovery
      recoverAt += recoverEvery(heldMs)
      // What the vendor was seen to refuse is not tried again at once.
      if (less < plateau && now < plateauUntil) recoverAt = plateauUntil
      else learned = less < enough ? 0 : less
    }
    return Math.max(spacing, learned)
  }

  // A clock that was set back must not make anybody wait longer than the lane itself asks for.
  const mend = (now: number): void => {
    next = Math.min(next, now + Math.max(spacing, learned))
    heldUntil = Math.min(heldUntil, now + heldMs)
  }

  const slowDown = (now: number, ms: number): void => {
    const seen = meter.seen(now, ms)
    const before = Math.max(current(now), seen.spacingMs)
    learned = Math.min(slowest, 2 * before)
    enough = Math.max(spacing, before / 2)
    plateau = seen.starts >= telling && ms >= plateauFrom ? before : 0
    plateauUntil = now + ms + plateauMs
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
      recoverAt = heldUntil + recoverEvery(heldMs)
    },
  }
}

/**
 * Counts starts, second by second, over the last minute.
 */
export interface StartMeter {
  readonly count: (now: number) => void
  /** The starts of the last so many milliseconds and of the second under way, and the mean time between them. */
  readonly seen: (now: number, windowMs: number) => { readonly starts: number; readonly spacingMs: number }
}

const kept = 60

/**
 * Makes a meter that has counted nothing.
 */
export const startMeter = (): StartMeter => {
  const counts = new Float64Array(kept)
  let second = 0

  const advance = (now: number): void => {
    const current = Math.floor(now / 1_000)
    const passed = Math.min(Math.abs(current - second), kept)
    for (let step = 0; step < passed; step += 1) counts[(current - step) % kept] = 0
    second = current
  }

  return {
    count: (now) => {
      advance(now)
      const slot = second % kept
      counts[slot] = (counts[slot] ?? 0) + 1
    },
    seen: (now, windowMs) => {
      advance(now)
      const seconds = Math.min(kept - 1, Math.max(1, Math.ceil(windowMs / 1_000)))
      let starts = 0
      for (let step = 0; step <= seconds; step += 1) starts += counts[(second - step) % kept] ?? 0
      return { starts, spacingMs: (seconds * 1_000 + (now % 1_000)) / Math.max(1, starts) }
    },
  }
}
