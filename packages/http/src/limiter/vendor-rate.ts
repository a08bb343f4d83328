import { type Clock } from '@mini-domains/core'
import {
  type CallClass,
  type CallStart,
  type RateDecision,
  type RateFigures,
  spacingOf,
} from '@mini-domains/core/adapter'
import { type OnAbort } from '../transport/abort.js'
import { longestTimer } from '../transport/settings.js'
import { type AdaptiveRate, adaptiveRate } from './adaptive-rate.js'
import { type Waiter, type WaitingLine, waitingLine } from './semaphore.js'

/**
 * Limits the starts at one vendor: by class, and over all classes together.
 */
export interface VendorRate {
  readonly acquire: (start: CallStart) => true | Promise<RateDecision>
  readonly hold: (of: CallClass, ms: number) => void
}

interface OrderedWaiter extends Waiter {
  /** In which order it came, over all classes. */
  readonly order: number
}

interface ClassRate {
  readonly rate: AdaptiveRate
  readonly line: WaitingLine<OrderedWaiter>
}

// Burst 1 and 3.5 % of margin keep every sliding window of a second within its limit also as the vendor sees it, as long as
// timers and the network together jitter by less than 35 ms. 2 % were not enough for the first call, which must connect.
const margin = 1.035

/**
 * Makes the limiter of one vendor. One timer admits whoever waits: the oldest call whose class may start.
 */
export const vendorRate = (figures: RateFigures, clock: Clock, onAbort: OnAbort): VendorRate => {
  const shared = adaptiveRate(spacingOf(figures.all, margin))
  const classRate = (of: CallClass): ClassRate => ({
    rate: adaptiveRate(spacingOf(figures[of], margin)),
    line: waitingLine(),
  })
  const classes: { readonly [C in CallClass]: ClassRate } = {
    read: classRate('read'),
    write: classRate('write'),
    token: classRate('token'),
  }
  const all: ReadonlyArray<ClassRate> = [classes.read, classes.write, classes.token]
  let waiting = 0
  let order = 0
  let cancelTimer: (() => void) | undefined

  const start = (own: ClassRate, now: number): void => {
    own.rate.start(now)
    shared.start(now)
  }

  const oldestReady = (now: number): ClassRate | undefined => {
    let found: ClassRate | undefined
    let first = Infinity
    for (const candidate of all) {
      const head = candidate.line.peek()
      if (head === undefined || head.order > first || candidate.rate.waitMs(now) > 0) continue
      found = candidate
      first = head.order
    }
    return found
  }

  const nextWaitMs = (now: number): number => {
    const waits = all.filter(({ line }) => line.peek() !== undefined).map(({ rate }) => rate.waitMs(now))
    return Math.max(Math.min(longestTimer, ...waits), shared.waitMs(now))
  }

  const admitReady = (): void => {
    cancelTimer?.()
    cancelTimer = undefined
    const now = clock.now()
    for (;;) {
      const ready = shared.waitMs(now) > 0 ? undefined : oldestReady(now)
      const head = ready?.line.shift()
      if (ready === undefined || head === undefined) break
      start(ready, now)
      head.admit()
    }
    if (waiting > 0) cancelTimer = clock.timer(Math.max(1, Math.ceil(nextWaitMs(now))), admitReady)
  }

  const wait = (own: ClassRate, signal: AbortSignal | undefined): Promise<RateDecision> =>
    new Promise((resolve) => {
      let gone = false
      const end = (decision: RateDecision): void => {
        gone = true
        waiting -= 1
        unsubscribe()
        resolve(decision)
        if (waiting === 0) cancelTimer?.()
      }
      const unsubscribe = onAbort(signal, () => end('cancelled'))
      const isFirst = own.line.peek() === undefined
      waiting += 1
      order += 1
      own.line.push({ order, isGone: () => gone, admit: () => end('go') })
      if (isFirst) admitReady()
    })

  return {
    acquire: ({ class: of, signal }) => {
      const own = classes[of]
      if (signal?.aborted === true) return Promise.resolve('cancelled')
      const now = clock.now()
      if (waiting > 0 || own.rate.waitMs(now) > 0 || shared.waitMs(now) > 0) return wait(own, signal)
      start(own, now)
      return true
    },
    hold: (of, ms) => {
      classes[of].rate.hold(clock.now(), ms)
      if (waiting > 0) admitReady()
    },
  }
}
