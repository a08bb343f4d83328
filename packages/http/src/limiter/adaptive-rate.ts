/**
 * A sequence of starts that keeps a minimum spacing, can be put on hold, and runs slower after a hold.
 */
export interface AdaptiveRate {
  /** How long until the next start, in milliseconds; 0 if it may be now. */
  readonly waitMs: (now: number) => number
  /** Counts a start. */
  readonly start: (now: number) => void
  /** Allows no start for this many milliseconds, then half the rate there was, then slowly more. */
  readonly hold: (now: number, ms: number) => void
}

interface RecentStarts {
  readonly count: (now: number) => void
  /** The starts in the last `windowMs` and the current second, and the mean time between them. */
  readonly seen: (now: number, windowMs: number) => { readonly starts: number; readonly spacingMs: number }
}

const keptSeconds = 60

/** Counts starts, second by second, over the last minute. */
const recentStarts = (): RecentStarts => {
  const counts = new Float64Array(keptSeconds)
  let second = 0

  const advance = (now: number): void => {
    const current = Math.floor(now / 1_000)
    const passed = Math.min(Math.abs(current - second), keptSeconds)
    for (let step = 0; step < passed; step += 1) counts[(current - step) % keptSeconds] = 0
    second = current
  }

  return {
    count: (now) => {
      advance(now)
      const slot = second % keptSeconds
      counts[slot] = (counts[slot] ?? 0) + 1
    },
    seen: (now, windowMs) => {
      advance(now)
      const seconds = Math.min(keptSeconds - 1, Math.max(1, Math.ceil(windowMs / 1_000)))
      let starts = 0
      for (let step = 0; step <= seconds; step += 1) starts += counts[(second - step) % keptSeconds] ?? 0
      return { starts, spacingMs: (seconds * 1_000 + (now % 1_000)) / Math.max(1, starts) }
    },
  }
}

// How late a start may be without moving the next one: timers are late by milliseconds, and what they lose must not add up. It
// stays well below 35 ms, the 3.5 % of a second by which starts are spaced further apart than the limit asks.
const toleratedLatenessMs = 8

const recoveryFactor = 0.8
const slowestSpacingMs = 1_000

// Exceeding a quota per second costs a second, so the rate may soon be tried again; a quota per minute costs a minute.
const recoverEvery = (heldMs: number): number => Math.min(30_000, Math.max(3_000, heldMs / 2))

// This many starts show what the vendor allows; fewer only show that somebody else has used up the quota.
const conclusiveStarts = 10
const ceilingMs = 10 * 60_000
const ceilingFromMs = 10_000

/**
 * Makes a rate: GCRA with a burst of 1, and a spacing that adapts to refusals. With a spacing of 0 it only adapts.
 */
export const adaptiveRate = (spacingMs: number): AdaptiveRate => {
  const recent = recentStarts()
  let nextAt = 0
  let heldUntil = 0
  let heldMs = 0
  let learnedMs = 0
  let recoveredMs = 0
  let recoverAt = 0
  let ceiling = 0
  let ceilingUntil = 0

  const currentSpacing = (now: number): number => {
    while (learnedMs > 0 && now >= recoverAt) {
      const faster = learnedMs * recoveryFactor
      recoverAt += recoverEvery(heldMs)
      // A rate that the vendor was seen to refuse is not tried again at once.
      if (faster < ceiling && now < ceilingUntil) recoverAt = ceilingUntil
      else learnedMs = faster < recoveredMs ? 0 : faster
    }
    return Math.max(spacingMs, learnedMs)
  }

  // A clock that was set back must not make anyone wait longer than the rate itself asks for.
  const correctForClock = (now: number): void => {
    nextAt = Math.min(nextAt, now + Math.max(spacingMs, learnedMs))
    heldUntil = Math.min(heldUntil, now + heldMs)
  }

  const slowDown = (now: number, ms: number): void => {
    const seen = recent.seen(now, ms)
    const before = Math.max(currentSpacing(now), seen.spacingMs)
    learnedMs = Math.min(slowestSpacingMs, 2 * before)
    recoveredMs = Math.max(spacingMs, before / 2)
    ceiling = seen.starts >= conclusiveStarts && ms >= ceilingFromMs ? before : 0
    ceilingUntil = now + ms + ceilingMs
  }

  return {
    waitMs: (now) => {
      correctForClock(now)
      return Math.max(0, nextAt - now, heldUntil - now)
    },
    start: (now) => {
      recent.count(now)
      nextAt = Math.max(nextAt, now - toleratedLatenessMs) + currentSpacing(now)
    },
    hold: (now, ms) => {
      correctForClock(now)
      // Calls under way at the time of the hold come back refused as well: that counts once.
      if (now >= heldUntil) slowDown(now, ms)
      heldMs = Math.max(ms, heldUntil - now)
      heldUntil = now + heldMs
      recoverAt = heldUntil + recoverEvery(heldMs)
    },
  }
}
