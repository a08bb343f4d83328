import { type Clock } from '@mini-domains/core'

/**
 * How long to wait between commits, so that a slow disk does not stop the process all the time.
 */
export interface CommitPace {
  /** Commits, and sees how long that takes. */
  readonly commit: (run: () => void) => void
  /** How long writers gather before the next commit, after one that so many shared. */
  readonly restMs: (writers: number) => number
}

// An SSD is faster than this; then nobody waits.
const fastMs = 3

// A disk that hangs must not make writers wait for minutes, nor a clock that is set on for a day.
const longestMs = 250

/**
 * A pace that follows the disk: the process stands still for at most half of its time where one writes alone, for a quarter
 * where many do.
 *
 * Who writes alone, one thing after the other, gains nothing by waiting for others.
 */
export const commitPace = (clock: Clock): CommitPace => {
  let meanMs = 0
  return {
    commit: (run) => {
      const started = clock.now()
      run()
      const tookMs = Math.min(longestMs, Math.max(0, clock.now() - started))
      meanMs += (tookMs - meanMs) / 4
    },
    restMs: (writers) => (meanMs < fastMs ? 0 : Math.min(longestMs, meanMs * (writers > 1 ? 3 : 1))),
  }
}
