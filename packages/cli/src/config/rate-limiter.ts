import { RateConfig, type RateFigures, type RateLimiter } from '@mini-domains/core/adapter'
import { rateLimiter } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type { Failure } from '../output/problem.js'
import type { Io } from '../io/io.js'
import { type StorePlace, notOpened, openedOnRedis, storeAddress } from './store.js'

/**
 * The rate limiter of one vendor's calls, and how to end it.
 */
export interface OpenRateLimiter {
  readonly limiter: RateLimiter
  readonly close: () => void
}

// Without figures a limiter only learns from refusals; the adapter reports invalid figures.
const ratesOf = (config: Readonly<Record<string, unknown>>): RateFigures => {
  const rates = RateConfig.decode(config['rate'])
  return E.isRight(rates) ? rates.right : {}
}

// Two entries of a config may be two platforms at one vendor, each with a rate of its own.
const ofEntry = (limiter: RateLimiter, vendor: string): RateLimiter => ({
  acquire: (start) => limiter.acquire({ ...start, vendor }),
  limited: (start, error) => limiter.limited({ ...start, vendor }, error),
})

/**
 * Opens the rate limiter of a vendor of the config: shared by every process with the same store where that is on Redis, else of this
 * process alone.
 */
export const openRateLimiter = async (
  io: Io,
  place: StorePlace,
  name: string,
  config: Readonly<Record<string, unknown>>,
): Promise<E.Either<Failure, OpenRateLimiter>> => {
  const { clock } = io
  const rates = ratesOf(config)
  const address = storeAddress(io, place)
  if (E.isLeft(address)) return address
  if (address.right.kind !== 'redis') return E.right({ limiter: rateLimiter({ clock, rates }), close: () => undefined })
  const { url, prefix, shown } = address.right
  const made = await openedOnRedis(place, ({ redisRateLimiter }) => redisRateLimiter({ url, prefix, clock, rates })())
  return E.isLeft(made)
    ? E.left(notOpened(shown, made.left.reason, made.left.hint))
    : E.right({ limiter: ofEntry(made.right, name), close: made.right.close })
}
