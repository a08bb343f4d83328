/**
 * Time and chance, passed in so that tests own them.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds since some moment, which nobody sets: how old something is, also where `now` was set meanwhile. Default `now`. */
  readonly monotonic?: () => number
  /** Runs something once after so many milliseconds; what it gives back cancels that. */
  readonly timer: (ms: number, run: () => void) => () => void
  /** Resolves after so many milliseconds, or at once when the signal is aborted. Never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** A number from 0 up to but not including 1. */
  readonly random: () => number
}

const sleepers = new WeakMap<AbortSignal, Set<() => void>>()

// One listener for all who sleep under a signal: Node takes more than ten for a leak, and says so on standard error.
const wakeOn = (signal: AbortSignal, wake: () => void): (() => void) => {
  const known = sleepers.get(signal)
  const waiting = known ?? new Set()
  if (known === undefined) {
    sleepers.set(signal, waiting)
    signal.addEventListener('abort', () => [...waiting].forEach((one) => one()), { once: true })
  }
  waiting.add(wake)
  return () => waiting.delete(wake)
}

/**
 * The clock and the random of this machine.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  timer: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const wake = (): void => {
        clearTimeout(timer)
        forget()
        resolve()
      }
      const timer = setTimeout(wake, ms)
      const forget = signal === undefined ? () => undefined : wakeOn(signal, wake)
    }),
}
