/**
 * How a command ended.
 *
 * - `done`: as asked. `differences`: what is and what is desired differ. `error`: it could not be done.
 * - `partial`: some of it was done, or could be looked at, and some not. `stale`: all that was left undone has moved since the
 *   plan was made. `unsafe`: refused, because it would take away more than was allowed, or nobody said yes.
 * - `cancelled`: stopped by a signal, or by a no. `empty`: nothing was looked at, since no app was selected, nothing is desired of
 *   any, or no vendor that was asked can tell.
 */
export type ExitStatus = 'done' | 'error' | 'differences' | 'partial' | 'unsafe' | 'stale' | 'cancelled' | 'empty'

/**
 * The exit code of each status: the one place that decides it.
 */
export const exitCodeOf = (status: ExitStatus): number => {
  switch (status) {
    case 'done':
      return 0
    case 'error':
      return 1
    case 'differences':
      return 2
    case 'partial':
      return 3
    case 'unsafe':
      return 4
    case 'stale':
      return 5
    case 'cancelled':
      return 6
    case 'empty':
      return 7
  }
}
