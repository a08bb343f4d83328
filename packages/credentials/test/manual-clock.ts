import { type Clock } from '@mini-domains/core'

/**
 * A clock that stands still until it is set. Sleepers wake in a few real milliseconds, and time goes by for them only where
 * `sleepTakesTime` says so.
 */
export interface ManualClock extends Clock {
  readonly advance: (ms: number) => void
}

interface Timer {
  readonly at: number
  readonly run: () => void
}

/**
 * Makes a manual clock.
 */
export const manualClock = (
  options: { readonly sleepTakesTime?: boolean; readonly random?: () => number } = {},
): ManualClock => {
  let now = Date.UTC(2026, 10, 21)
  const timers = new Set<Timer>()
  const advance = (ms: number): void => {
    now += ms
    for (const timer of [...timers]) {
      if (timer.at > now) continue
      timers.delete(timer)
      timer.run()
    }
  }
  return {
    now: () => now,
    random: options.random ?? (() => 0.5),
    timer: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    sleep: (ms) =>
      new Promise((resolve) => {
        setTimeout(
          () => {
            if (options.sleepTakesTime === true) advance(ms)
            resolve()
          },
          Math.min(ms, 2),
        )
      }),
    advance,
  }
}
