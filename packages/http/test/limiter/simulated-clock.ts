import { type Clock } from '@mini-domains/core'

/**
 * A clock that the test moves on. Its timers are late by what the test says.
 */
export const simulatedClock = (lateBy: () => number = () => 0, start = 1_700_000_000_000) => {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let now = start

  const next = (until: number) => {
    let found: { readonly at: number; readonly run: () => void } | undefined
    for (const timer of timers) if (timer.at <= until && (found === undefined || timer.at < found.at)) found = timer
    return found
  }

  const timer: Clock['timer'] = (ms, run) => {
    const mine = { at: now + ms + lateBy(), run }
    timers.add(mine)
    return () => timers.delete(mine)
  }

  // Lets the promises of what has just happened settle.
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }

  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    timer,
    sleep: (ms) => new Promise((resolve) => timer(ms, () => resolve())),
  }

  return {
    clock,
    timers: () => timers.size,
    jump: (ms: number) => {
      now += ms
    },
    /** Goes on to the next timer and runs it; does nothing where there is none. */
    passNext: async (): Promise<void> => {
      const due = next(Infinity)
      if (due === undefined) return
      timers.delete(due)
      now = Math.max(now, due.at)
      due.run()
      await settle()
    },
    /** Runs what is due within so many milliseconds, in order. */
    pass: async (ms: number): Promise<void> => {
      const until = now + ms
      await settle()
      for (let due = next(until); due !== undefined; due = next(until)) {
        timers.delete(due)
        now = Math.max(now, due.at)
        due.run()
        await settle()
      }
      now = Math.max(now, until)
      await settle()
    },
  }
}
