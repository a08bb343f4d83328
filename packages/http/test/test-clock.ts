import { type Clock, systemClock } from '@mini-domains/core'

/**
 * A clock that never sleeps and whose chance is known; its timers run by the machine's clock.
 */
export const testClock = (random = 0.5): Clock & { readonly slept: ReadonlyArray<number> } => {
  const slept: Array<number> = []
  return {
    ...systemClock,
    slept,
    random: () => random,
    sleep: (ms) => {
      slept.push(ms)
      return Promise.resolve()
    },
  }
}

/**
 * A clock whose timers run when the test says so.
 */
export const heldClock = (): Clock & { readonly pass: () => void; readonly waiting: () => number } => {
  const timers = new Set<() => void>()
  return {
    ...testClock(),
    timer: (_, run) => {
      const mine = (): void => run()
      timers.add(mine)
      return () => timers.delete(mine)
    },
    pass: () => {
      for (const run of timers) {
        timers.delete(run)
        run()
      }
    },
    waiting: () => timers.size,
  }
}
