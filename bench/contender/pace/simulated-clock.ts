import { type Clock } from '@mini-domains/core'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/**
 * A clock whose time goes on only when it is told, from one timer to the next.
 */
export interface SimulatedClock {
  readonly clock: Clock
  /** Lets what is under way settle, goes on to the next timer, and runs it. Says whether there was one. */
  readonly next: () => Promise<boolean>
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Makes a clock whose timers are late by what it is told. It is made for few timers at a time.
 */
export const simulatedClock = (lateBy: () => number): SimulatedClock => {
  const timers: Array<Timer> = []
  let now = 1_700_000_000_000
  const timer: Clock['timer'] = (ms, run) => {
    const mine = { at: now + ms + lateBy(), run }
    const place = timers.findIndex(({ at }) => at > mine.at)
    timers.splice(place === -1 ? timers.length : place, 0, mine)
    return () => {
      const index = timers.indexOf(mine)
      if (index !== -1) timers.splice(index, 1)
    }
  }
  return {
    clock: { now: () => now, random: () => 0.5, timer, sleep: (ms) => new Promise((resolve) => timer(ms, resolve)) },
    next: async () => {
      await settled()
      const due = timers.shift()
      if (due === undefined) return false
      now = Math.max(now, due.at)
      due.run()
      return true
    },
  }
}
