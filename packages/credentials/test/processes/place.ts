import { type StoreFailure, type Store } from '@mini-domains/core/adapter'
import { redisStore } from '@mini-domains/redis'
import { sqliteStore } from '@mini-domains/sqlite'
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

/**
 * Opens the store of a place.
 */
export const openPlace = (place: Place): TE.TaskEither<StoreFailure, Store> =>
  'file' in place ? sqliteStore(place) : redisStore(place)
