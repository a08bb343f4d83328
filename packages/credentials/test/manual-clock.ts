import { type Clock, systemClock } from '@mini-domains/core'

/**
 * A clock that stands still until it is set. Sleepers wake in a few real milliseconds, and time goes by for them only where
 * `sleepTakesTime` says so.
 */
export interface ManualClock extends Clock {
  /** Lets time go by. */
  readonly advance: (ms: number) => void
  /** Sets the time of day by so much, as an administrator does: nothing goes by. */
  readonly set: (ms: number) => void
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
  let day = Date.UTC(2026, 10, 21)
  let passed = 0
  const timers = new Set<Timer>()
  const advance = (ms: number): void => {
    passed += ms
    for (const timer of [...timers]) {
      if (timer.at > passed) continue
      timers.delete(timer)
      timer.run()
    }
  }
  return {
    now: () => day + passed,
    monotonic: () => passed,
    random: options.random ?? (() => 0.5),
    timer: (ms, run) => {
      const timer = { at: passed + ms, run }
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
    set: (ms) => {
      day += ms
    },
  }
}

/**
 * The clock of this machine, for tests with processes of their own: nobody moves it.
 */
export const realClock: ManualClock = { ...systemClock, advance: () => undefined, set: () => undefined }
