import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Connection, type RedisClient, connect, connectionOf } from './connection/connection.js'
import { storeFailure } from './store-failure.js'

/**
 * Which Redis, and under which names.
 */
export type RedisOptions = {
  /** Stands before every key. What has different prefixes shares nothing. */
  readonly prefix: string
  /** How long one command may take, connecting included. 2,000 by default. */
  readonly deadlineMs?: number
  /** Whose timers count the deadline. What Redis keeps runs out by the time of Redis, not by this. */
  readonly clock?: Clock
} & (
  | {
      /** `redis://user:password@host:port/db`, or `rediss://` over TLS. */
      readonly url: string
    }
  | {
      /** A client of ioredis, single or cluster. It stays the caller's: `close` does not end it. */
      readonly client: RedisClient
    }
)

/**
 * The failure of a prefix that cannot be used.
 */
export const badPrefix: StoreFailure = storeFailure(
  'prefix',
  bilingual(
    'the prefix of the store holds other characters, none, or too many',
    '存储的前缀为空、过长或含有不允许的字符',
  ),
)

/**
 * Connects, or takes the caller's client.
 */
export const connectionFor = (options: RedisOptions): TE.TaskEither<StoreFailure, Connection> => {
  const { clock = systemClock, deadlineMs = 2000 } = options
  return 'client' in options
    ? TE.right(connectionOf(options.client, clock, deadlineMs))
    : connect(options.url, clock, deadlineMs)
}
