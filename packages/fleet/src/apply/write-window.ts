import { type CallOptions, type Clock } from '@mini-domains/core'

/**
 * How long the write of an intent may still be sent, and how long its process waits for it.
 */
export interface WriteWindow {
  /** What the write is called with. */
  readonly options: CallOptions
  /** The window closed before something could be sent, or before its reply came. */
  readonly isOver: () => boolean
  /** Ends the wait for its end. */
  readonly close: () => void
}

// The clock that nobody sets stands still while a machine is suspended, and the other goes back when it is set: the elder is believed.
const ageOf = ({ now, monotonic = now }: Clock): (() => number) => {
  const [since, steadySince] = [now(), monotonic()]
  return () => Math.max(now() - since, monotonic() - steadySince)
}

/**
 * Opens the window of an intent that is about to be kept: for half of `settleMs` its write may leave, and after all of it nobody waits for
 * the reply any more. So a process that was paused for longer sends nothing when it goes on, and whoever looks at the list `settleMs`
 * after it saw the intent finds no write on its way. With `settleMs` 0 there is no such promise, and the window stays open.
 */
export const openWindow = (clock: Clock, settleMs: number): WriteWindow => {
  if (settleMs === 0) return { options: {}, isOver: () => false, close: () => undefined }
  const age = ageOf(clock)
  const wait = new AbortController()
  let isRefused = false
  const close = clock.timer(settleMs, () => wait.abort())
  const mayWrite = (): boolean => {
    isRefused = age() > settleMs / 2
    return !isRefused
  }
  return { options: { mayWrite, signal: wait.signal }, isOver: () => isRefused || wait.signal.aborted, close }
}
