import { type Clock, systemClock } from '@mini-domains/core'

/** Where a hand clock starts. */
export const start = Date.UTC(2026, 10, 21)

/** A clock that moves only when it is told to, with the timers of those who asked. */
export const handClock = () => {
  let now = start
  let timers: ReadonlyArray<{ readonly at: number; readonly run: () => void }> = []
  const move = (ms: number): void => {
    now += ms
    const due = timers.filter(({ at }) => at <= now)
    timers = timers.filter(({ at }) => at > now)
    for (const { run } of due) run()
  }
  const clock: Clock = {
    ...systemClock,
    now: () => now,
    sleep: (ms) => {
      move(ms)
      return Promise.resolve()
    },
    timer: (ms, run) => {
      const timer = { at: now + ms, run }
      timers = [...timers, timer]
      return () => void (timers = timers.filter((other) => other !== timer))
    },
  }
  return { clock, move }
}
