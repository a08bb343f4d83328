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
