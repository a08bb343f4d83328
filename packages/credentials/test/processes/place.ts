import { type StoreFailure, type Store } from '@mini-domains/core/adapter'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'

/**
 * Where a store is that many processes share.
 */
export const Place = t.union([t.type({ file: t.string }), t.type({ url: t.string, prefix: t.string })])

/**
 * Where a store is that many processes share.
 */
export type Place = t.TypeOf<typeof Place>

const storeOf = async (place: Place): Promise<TE.TaskEither<StoreFailure, Store>> =>
  'file' in place
    ? (await import('@mini-domains/sqlite')).sqliteStore(place)
    : (await import('@mini-domains/redis')).redisStore(place)

/**
 * Opens the store of a place. Loads no other: hundreds of processes start.
 */
export const openPlace =
  (place: Place): TE.TaskEither<StoreFailure, Store> =>
  async () =>
    (await storeOf(place))()
