import { type CallOptions, type Clock } from '@mini-domains/core'

/**
 * How long the write of an intent may still be sent.
 */
export interface WriteWindow {
  /** What the write is called with. */
  readonly options: CallOptions
  /** The window closed before something could be sent. */
  readonly isOver: () => boolean
}

// The clock that nobody sets stands still while a machine is suspended, and the other goes back when it is set: the elder is believed.
const ageOf = ({ now, monotonic = now }: Clock): (() => number) => {
  const [since, steadySince] = [now(), monotonic()]
  return () => Math.max(now() - since, monotonic() - steadySince)
}

/**
 * Opens the window of an intent that is about to be kept: for half of `settleMs` its write may leave. So a process that was paused for longer
 * sends nothing when it goes on, and whoever looks at the list `settleMs` after it saw the intent finds no write on its way: a request that
 * writes ends within the other half, whatever deadline the config gives a call. With `settleMs` 0 there is no such promise, and the window stays open.
 */
export const openWindow = (clock: Clock, settleMs: number): WriteWindow => {
  if (settleMs === 0) return { options: {}, isOver: () => false }
  const age = ageOf(clock)
  let isRefused = false
  const mayWrite = (): boolean => {
    isRefused = age() > settleMs / 2
    return !isRefused
  }
  return { options: { mayWrite, writeTimeoutMs: settleMs / 2 }, isOver: () => isRefused }
}
