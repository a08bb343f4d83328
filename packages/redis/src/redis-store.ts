import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type StoreFailure, type Store, checkedStore } from '@mini-domains/core/adapter'
import { isPrefix, keyNames } from './data/key-name.js'
import { leasesOf } from './data/lease.js'
import { recordsOf } from './data/record.js'
import { openSession } from './connection/session.js'
import { type RedisOptions, badPrefix, connectionFor } from './options.js'

/**
 * Which Redis, and under which names.
 */
export type RedisStoreOptions = RedisOptions

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
