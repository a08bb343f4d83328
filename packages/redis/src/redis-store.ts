import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type StoreFailure, type Store, checkedStore } from '@mini-domains/core/adapter'
import { type Connection, type RedisClient, connect, connectionOf } from './connection/connection.js'
import { isPrefix, keyNames } from './data/key-name.js'
import { leasesOf } from './data/lease.js'
import { recordsOf } from './data/record.js'
import { openSession } from './connection/session.js'
import { storeFailure } from './store-failure.js'

/**
 * Which Redis, and under which names.
 */
export type RedisStoreOptions = {
  /** Stands before every key of the store. Stores with different prefixes share nothing. */
  readonly prefix: string
  /** How long one command may take, connecting included. 2,000 by default. */
  readonly deadlineMs?: number
  /** Whose timers count the deadline. Leases run out by the time of Redis, not by this. */
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

const badPrefix = storeFailure('prefix', 'the prefix of the store holds other characters, none, or too many')

const connectionFor = (options: RedisStoreOptions): TE.TaskEither<StoreFailure, Connection> => {
  const { clock = systemClock, deadlineMs = 2000 } = options
  return 'client' in options
    ? TE.right(connectionOf(options.client, clock, deadlineMs))
    : connect(options.url, clock, deadlineMs)
}

/**
 * Opens a store on Redis, for many processes on many machines.
 *
 * Every call is one script, which Redis runs as one step, and ends within the deadline. How durable a write is, is for
 * Redis to say: with `appendonly yes` and `appendfsync always` it is on the disk.
 */
export const redisStore = (options: RedisStoreOptions): TE.TaskEither<StoreFailure, Store> => {
  if (!isPrefix(options.prefix)) return TE.left(badPrefix)
  const names = keyNames(options.prefix)
  return pipe(
    connectionFor(options),
    TE.chain((connection) => openSession(connection, names)),
    TE.map((session) =>
      checkedStore({ ...recordsOf(session, names), ...leasesOf(session, names), close: session.close }),
    ),
  )
}
