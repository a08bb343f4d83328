import { bilingual } from '@mini-domains/core/adapter'
import { type Clock, systemClock } from '@mini-domains/core'
import {
  type CallStart,
  type RateDecision,
  type RateFigures,
  type RateLimited,
  type RateLimiter,
  type StoreFailure,
  spacingOf,
  spentDayMs,
  subjectName,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Connection } from '../connection/connection.js'
import { type RateKeys, isPrefix, rateKeys } from '../data/key-name.js'
import { damaged } from '../data/text.js'
import { type RedisOptions, badPrefix, connectionFor } from '../options.js'
import { isAway, storeFailure } from '../store-failure.js'
import { bookScript, closeDayScript, confirmScript, holdScript } from './rate-script.js'

/**
 * Which Redis, under which names, and how fast.
 */
export type RedisRateLimiterOptions = RedisOptions & {
  /** How many calls may start, over all processes with this prefix. Without figures the limiter only learns from refusals. */
  readonly rates?: RateFigures
  /**
   * How late a booked start may be, in milliseconds: a later one is given up and booked again. It must be above what a round trip to
   * Redis takes. Starts are spaced (1000 + this) / figure apart. 30 by default.
   */
  readonly latenessMs?: number
  /** How long a start waits for a Redis that is away, or answers it too late again and again, before `acquire` rejects. 10,000 by default. */
  readonly patienceMs?: number
}

/**
 * A rate limiter that processes on many machines share.
 */
export interface RedisRateLimiter extends RateLimiter {
  /** Ends the connection, unless the client is the caller's. Starts that wait for Redis wait no longer. */
  readonly close: () => void
}

/** A booked start: how long until then, and what it is confirmed by. */
interface Slot {
  readonly _tag: 'Slot'
  readonly waitMs: number
  readonly slot: string
  readonly since: string
}

type Booking = Slot | { readonly _tag: 'Closed' }

interface Limiter {
  readonly connection: Connection
  readonly keys: RateKeys
  readonly clock: Clock
  readonly rates: RateFigures
  readonly latenessMs: number
  readonly patienceMs: number
  readonly isClosed: () => boolean
}

const marginOf = ({ latenessMs }: Limiter): number => 1 + latenessMs / 1_000

const readBooking = (reply: unknown): E.Either<StoreFailure, Booking> => {
  if (reply === 'closed') return E.right({ _tag: 'Closed' })
  const [, waitMs, slot, since] = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)$/.exec(String(reply)) ?? []
  return waitMs === undefined || slot === undefined || since === undefined
    ? E.left(damaged)
    : E.right({ _tag: 'Slot', waitMs: Number(waitMs), slot, since })
}

const book = (limiter: Limiter, start: CallStart): TE.TaskEither<StoreFailure, Booking> => {
  const { connection, keys, rates } = limiter
  const { rate, booked, day } = keys(start.vendor)
  const spacings = [rates[start.class], rates.all].map((figure) => String(spacingOf(figure, marginOf(limiter))))
  return pipe(
    connection.run(
      bookScript,
      [rate, booked, day(start.class, subjectName(start.subject))],
      [start.class, ...spacings],
    ),
    TE.chainEitherK(readBooking),
  )
}

const tooSlow = ({ latenessMs, patienceMs }: Limiter): StoreFailure =>
  storeFailure(
    'slow',
    bilingual(
      `Redis: for ${patienceMs} ms every booked start was more than ${latenessMs} ms late`,
      `Redis：${patienceMs} 毫秒内，每次预订的时刻都晚了 ${latenessMs} 毫秒以上`,
    ),
  )

// A Redis that has lost what was booked lets nothing start for a second; so a slot beyond that is confirmed within it.
const unconfirmedMs = 1_000
const confirmMs = 900

const kept = ({ connection, keys }: Limiter, start: CallStart, { slot, since }: Slot) =>
  pipe(
    connection.run(confirmScript, [keys(start.vendor).rate], [start.class, slot, since]),
    TE.map((reply) => reply === 'kept'),
  )

type Wait = 'go' | 'late' | 'lost'

/**
 * Waits for a booked slot. `late`: the start is no more in time, counted from before the slot was asked for. `lost`: the slot holds no more.
 */
const waited = async (
  limiter: Limiter,
  start: CallStart,
  askedAt: number,
  booked: Slot,
): Promise<E.Either<StoreFailure, Wait>> => {
  const { clock, latenessMs } = limiter
  const { signal } = start
  const waiting = Math.ceil(booked.waitMs)
  const toldAt = clock.now()
  if (toldAt - askedAt > latenessMs) return E.right('late')
  if (waiting > unconfirmedMs) {
    await clock.sleep(waiting - confirmMs, signal)
    const held = signal?.aborted === true ? E.right(true) : await kept(limiter, start, booked)()
    if (E.isLeft(held)) return held
    if (!held.right) return E.right('lost')
  }
  // When Redis counted from lies between the question and its answer: from the answer on the start is never early.
  const left = toldAt + waiting - clock.now()
  if (left > 0) await clock.sleep(left, signal)
  return E.right(clock.now() - askedAt - waiting <= latenessMs ? 'go' : 'late')
}

/** Books a slot once, and waits for it. */
const tried = async (limiter: Limiter, start: CallStart): Promise<E.Either<StoreFailure, Wait | 'closed'>> => {
  const askedAt = limiter.clock.now()
  const booking = await book(limiter, start)()
  if (E.isLeft(booking)) return booking
  return booking.right._tag === 'Closed' ? E.right('closed') : waited(limiter, start, askedAt, booking.right)
}

// What is late now and then is booked again at once; what is late all the time must not take the slots of others.
const lateAtOnce = 5
const pauseMs = 50
const longestPauseMs = 1_000

/**
 * Waits for its turn: also for a Redis that is away for a moment, and on a machine that is so busy that its starts come too late.
 */
const acquire = async (limiter: Limiter, start: CallStart): Promise<RateDecision> => {
  const { clock, patienceMs, isClosed } = limiter
  const { signal } = start
  const isAborted = (): boolean => signal?.aborted === true
  const since = clock.now()
  for (let failures = 0; !isAborted();) {
    const end = await tried(limiter, start)
    if (isAborted()) return 'cancelled'
    if (E.isRight(end) && (end.right === 'go' || end.right === 'closed')) return end.right
    // A slot was lost with what Redis had lost, or is held back: that Redis is well.
    if (E.isRight(end) && end.right === 'lost') continue
    failures += 1
    const failure = E.isLeft(end) ? end.left : tooSlow(limiter)
    const mayPass = E.isRight(end) || isAway(failure)
    if (!mayPass || isClosed() || clock.now() - since >= patienceMs) throw new Error(failure.message)
    const pauses = E.isLeft(end) ? failures : failures - lateAtOnce
    if (pauses > 0) await clock.sleep(Math.min(longestPauseMs, pauseMs * pauses), signal)
  }
  return 'cancelled'
}

const badLateness = storeFailure(
  'slow',
  bilingual('latenessMs is not a number of milliseconds above 0', 'latenessMs 应为大于 0 的毫秒数'),
)

const holdMs = (error: RateLimited): number => (error.retry.when === 'later' ? error.retry.afterMs : 0)

const tellRefusal = (limiter: Limiter, start: CallStart, error: RateLimited): TE.TaskEither<StoreFailure, unknown> => {
  const { rate, day } = limiter.keys(start.vendor)
  if (error.window === 'day') {
    const ms = spentDayMs(limiter.clock.now())
    return limiter.connection.run(closeDayScript, [day(start.class, subjectName(start.subject))], [String(ms)])
  }
  const spacing = spacingOf(limiter.rates[start.class], marginOf(limiter))
  return limiter.connection.run(holdScript, [rate], [start.class, String(holdMs(error)), String(spacing)])
}

/**
 * Makes a rate limiter on Redis: one rate for each vendor over all processes with the same prefix.
 *
 * A start books its slot by one call to Redis and waits for it; one that lies over a second ahead is confirmed by another call before it
 * starts. Nothing is polled. No sliding window ever holds more starts than its figure, also while processes are paused or killed, or Redis is
 * restarted and has lost what was booked. A vendor's "too many calls" reaches all: that class is on hold, then runs at
 * half its rate and slowly recovers. While Redis is away nothing starts: after `patienceMs` `acquire` rejects, and calls fail with
 * `ConnectionFailed` (`ERR_RATE_LIMITER`, not sent).
 */
export const redisRateLimiter = (options: RedisRateLimiterOptions): TE.TaskEither<StoreFailure, RedisRateLimiter> => {
  if (!isPrefix(options.prefix)) return TE.left(badPrefix)
  const { clock = systemClock, rates = {}, latenessMs = 30, patienceMs = 10_000 } = options
  if (!Number.isFinite(latenessMs) || latenessMs <= 0) return TE.left(badLateness)
  return pipe(
    connectionFor(options),
    TE.map((connection) => {
      let isOpen = true
      const keys = rateKeys(options.prefix)
      const limiter: Limiter = { connection, keys, clock, rates, latenessMs, patienceMs, isClosed: () => !isOpen }
      return {
        acquire: (start) => acquire(limiter, start),
        limited: (start, error) => {
          // Redis away: then nothing starts anyway, and the vendor will say so again.
          void tellRefusal(limiter, start, error)()
        },
        close: () => {
          isOpen = false
          connection.close()
        },
      }
    }),
  )
}
