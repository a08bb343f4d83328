import {
  type ConfigIssue,
  RateConfig,
  type RateFigures,
  type RateLimiter,
  configIssues,
} from '@mini-domains/core/adapter'
import { rateLimiter } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
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

const Rates = t.partial({ rate: RateConfig })

/**
 * Takes the rates out of a vendor's config: one limiter keeps them for the calls of the adapter and of its exchange. Without figures it only
 * learns from refusals.
 */
export const ratesOf = ({
  rate,
  ...config
}: Readonly<Record<string, unknown>>): {
  readonly rates: E.Either<ReadonlyArray<ConfigIssue>, RateFigures>
  readonly config: Readonly<Record<string, unknown>>
} => ({
  rates: E.bimap(configIssues, ({ rate: given = {} }: t.TypeOf<typeof Rates>) => given)(Rates.decode({ rate })),
  config,
})

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
  rates: RateFigures,
): Promise<E.Either<Failure, OpenRateLimiter>> => {
  const { clock } = io
  const address = storeAddress(io, place)
  if (E.isLeft(address)) return address
  if (address.right.kind !== 'redis') return E.right({ limiter: rateLimiter({ clock, rates }), close: () => undefined })
  const { url, prefix, shown } = address.right
  const made = await openedOnRedis(place, ({ redisRateLimiter }) => redisRateLimiter({ url, prefix, clock, rates })())
  return E.isLeft(made)
    ? E.left(notOpened(shown, made.left.reason, made.left.hint))
    : E.right({ limiter: ofEntry(made.right, name), close: made.right.close })
}
