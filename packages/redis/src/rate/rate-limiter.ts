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
import { storeFailure } from '../store-failure.js'
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
}

/**
 * A rate limiter that processes on many machines share.
 */
export interface RedisRateLimiter extends RateLimiter {
  /** Ends the connection, unless the client is the caller's. */
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

// A start that Redis answers too late for is given up. So many in a row are no accident.
const triesAtMost = 5

const tooSlow = ({ latenessMs }: Limiter): StoreFailure =>
  storeFailure(
    'slow',
    bilingual(
      `Redis: ${triesAtMost} booked starts in a row were more than ${latenessMs} ms late`,
      `Redis：连续 ${triesAtMost} 个已预订的时刻都晚了 ${latenessMs} 毫秒以上`,
    ),
  )

// A Redis that has lost what was booked lets nothing start for a second; so a slot beyond that is confirmed within it.
const unconfirmedMs = 1_000
const confirmMs = 900

const isKept = async ({ connection, keys }: Limiter, start: CallStart, { slot, since }: Slot): Promise<boolean> => {
  const reply = await connection.run(confirmScript, [keys(start.vendor).rate], [start.class, slot, since])()
  if (E.isLeft(reply)) throw new Error(reply.left.message)
  return reply.right === 'kept'
}

/**
 * Waits for a booked slot. `late`: the start is no more in time, counted from before the slot was asked for. `lost`: the slot holds no more.
 */
const waited = async (
  limiter: Limiter,
  start: CallStart,
  askedAt: number,
  booked: Slot,
): Promise<'go' | 'late' | 'lost'> => {
  const { clock, latenessMs } = limiter
  const { signal } = start
  const waiting = Math.ceil(booked.waitMs)
  if (clock.now() - askedAt > latenessMs) return 'late'
  if (waiting > unconfirmedMs) {
    await clock.sleep(waiting - confirmMs, signal)
    if (signal?.aborted !== true && !(await isKept(limiter, start, booked))) return 'lost'
  }
  const left = askedAt + waiting - clock.now()
  if (left > 0) await clock.sleep(left, signal)
  return clock.now() - askedAt - waiting <= latenessMs ? 'go' : 'late'
}

const acquire = async (limiter: Limiter, start: CallStart): Promise<RateDecision> => {
  const { signal } = start
  const isAborted = (): boolean => signal?.aborted === true
  for (let late = 0; late < triesAtMost;) {
    if (isAborted()) return 'cancelled'
    const askedAt = limiter.clock.now()
    const booking = await book(limiter, start)()
    if (E.isLeft(booking)) throw new Error(booking.left.message)
    if (booking.right._tag === 'Closed') return 'closed'
    const end = await waited(limiter, start, askedAt, booking.right)
    if (isAborted()) return 'cancelled'
    if (end === 'go') return 'go'
    if (end === 'late') late += 1
  }
  throw new Error(tooSlow(limiter).message)
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
 * half its rate and slowly recovers. While Redis is away nothing starts: `acquire` rejects, and calls fail with
 * `ConnectionFailed` (`ERR_RATE_LIMITER`, not sent).
 */
export const redisRateLimiter = (options: RedisRateLimiterOptions): TE.TaskEither<StoreFailure, RedisRateLimiter> => {
  if (!isPrefix(options.prefix)) return TE.left(badPrefix)
  const { clock = systemClock, rates = {}, latenessMs = 30 } = options
  if (!Number.isFinite(latenessMs) || latenessMs <= 0) return TE.left(badLateness)
  return pipe(
    connectionFor(options),
    TE.map((connection) => {
      const limiter: Limiter = { connection, keys: rateKeys(options.prefix), clock, rates, latenessMs }
      return {
        acquire: (start) => acquire(limiter, start),
        limited: (start, error) => {
          // Redis away: then nothing starts anyway, and the vendor will say so again.
          void tellRefusal(limiter, start, error)()
        },
        close: connection.close,
      }
    }),
  )
}
