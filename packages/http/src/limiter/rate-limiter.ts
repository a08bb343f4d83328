import { type Clock } from '@mini-domains/core'
import {
  type Admission,
  type CallClass,
  type CallStart,
  type RateGate,
  type RateLimited,
  subjectName,
} from '@mini-domains/core/adapter'
import { type Watch, signalWatch } from '../transport/abort.js'
import { type Lane, lane } from './adaptive-rate.js'
import { type RateFigures, spacingOf } from './rates.js'
import { type StartQueue, startQueue } from './waiting-line.js'

interface Desk {
  readonly enter: (start: CallStart) => true | Promise<Admission>
  readonly hold: (of: CallClass, ms: number) => void
}

interface Line {
  readonly lane: Lane
  readonly queue: StartQueue
}

const longest = 2 ** 31 - 1

/**
 * Makes the desk of one vendor: a line for each class, and the lane that they share.
 */
const desk = (figures: RateFigures, clock: Clock, watch: Watch): Desk => {
  const shared = lane(spacingOf(figures.all))
  const line = (of: CallClass): Line => ({ lane: lane(spacingOf(figures[of])), queue: startQueue() })
  const lines: { readonly [C in CallClass]: Line } = { read: line('read'), write: line('write'), token: line('token') }
  const all: ReadonlyArray<Line> = [lines.read, lines.write, lines.token]
  let waiting = 0
  let order = 0
  let cancelTimer: (() => void) | undefined

  const take = (of: Line, now: number): void => {
    of.lane.take(now)
    shared.take(now)
  }

  const oldestReady = (now: number): Line | undefined => {
    let found: Line | undefined
    let first = Infinity
    for (const candidate of all) {
      const head = candidate.queue.peek()
      if (head === undefined || head.order > first || candidate.lane.waitMs(now) > 0) continue
      found = candidate
      first = head.order
    }
    return found
  }

  const nextWait = (now: number): number => {
    let least = longest
    for (const { lane: own, queue } of all) if (queue.peek() !== undefined) least = Math.min(least, own.waitMs(now))
    return Math.max(least, shared.waitMs(now))
  }

  const pump = (): void => {
    cancelTimer?.()
    cancelTimer = undefined
    const now = clock.now()
    for (;;) {
      const ready = shared.waitMs(now) > 0 ? undefined : oldestReady(now)
      const head = ready?.queue.peek()
      if (ready === undefined || head === undefined) break
      ready.queue.shift()
      take(ready, now)
      head.admit()
    }
    if (waiting > 0) cancelTimer = clock.timer(Math.max(1, Math.ceil(nextWait(now))), pump)
  }

  const wait = (of: Line, signal: AbortSignal | undefined): Promise<Admission> =>
    new Promise((resolve) => {
      let gone = false
      const end = (admission: Admission): void => {
        gone = true
        waiting -= 1
        unwatch()
        resolve(admission)
        if (waiting === 0) cancelTimer?.()
      }
      const unwatch = watch(signal, () => end('cancelled'))
      const isFirst = of.queue.peek() === undefined
      waiting += 1
      order += 1
      of.queue.push({ order, isGone: () => gone, admit: () => end('go') })
      if (isFirst) pump()
    })

  return {
    enter: ({ class: of, signal }) => {
      const own = lines[of]
      if (signal?.aborted === true) return Promise.resolve('cancelled')
      const now = clock.now()
      if (waiting > 0 || own.lane.waitMs(now) > 0 || shared.waitMs(now) > 0) return wait(own, signal)
      take(own, now)
      return true
    },
    hold: (of, ms) => {
      lines[of].lane.hold(clock.now(), ms)
      if (waiting > 0) pump()
    },
  }
}

const holdMs = (error: RateLimited): number => (error.retry.when === 'later' ? error.retry.afterMs : 0)

/**
 * Makes a gate of figures, which hold for each vendor that asks. Share it between the providers and token exchanges that draw on
 * one quota.
 *
 * No sliding window ever holds more starts than its figure, and a long run takes at most 1.05 of what the figure allows. A
 * vendor that finds a call one too many stops that class until the window is over; then it runs at half its rate, and
 * slowly back. Without figures a gate only learns.
 */
export const rateGate = (options: { readonly clock: Clock; readonly rates?: RateFigures | undefined }): RateGate => {
  const { clock, rates = {} } = options
  const watch = signalWatch()
  const desks = new Map<string, Desk>()
  const days = closedDays()

  const deskOf = (vendor: string): Desk => {
    const known = desks.get(vendor)
    if (known !== undefined) return known
    const made = desk(rates, clock, watch)
    desks.set(vendor, made)
    return made
  }

  return {
    enter: (start) =>
      days.isClosed(start, clock.now()) ? Promise.resolve('closed') : deskOf(start.vendor).enter(start),
    limited: (start, error) => {
      if (error.window === 'day') days.close(start, clock.now())
      else deskOf(start.vendor).hold(start.class, holdMs(error))
    },
  }
}

/**
 * Remembers whose calls of a class are used up for the day.
 */
export interface ClosedDays {
  readonly close: (start: CallStart, now: number) => void
  readonly isClosed: (start: CallStart, now: number) => boolean
}

const hour = 60 * 60 * 1_000
const day = 24 * hour
// The vendors' days begin at midnight in Beijing.
const beijing = 8 * hour

const keyOf = (start: CallStart): string => `${start.vendor} ${start.class} ${subjectName(start.subject)}`

/**
 * Makes an empty memory. It forgets at the vendors' midnight, and lets one call try once an hour: a quota can be reset before.
 */
export const closedDays = (): ClosedDays => {
  const until = new Map<string, number>()
  return {
    close: (start, now) => {
      const midnight = (Math.floor((now + beijing) / day) + 1) * day - beijing
      until.set(keyOf(start), Math.min(midnight, now + hour))
    },
    isClosed: (start, now) => {
      if (until.size === 0) return false
      const end = until.get(keyOf(start))
      if (end === undefined) return false
      if (now < end && now > end - day) return true
      until.delete(keyOf(start))
      return false
    },
  }
}
