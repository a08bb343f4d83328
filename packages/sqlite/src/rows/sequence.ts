import type * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type StoreFailure } from '@mini-domains/core/adapter'
import { type Connection } from '../file/connection.js'
import { toCount } from './text.js'

const Row = t.type({ last: t.unknown })

/**
 * Gives the next number of the file, for a version or a fence. Must stand inside a transaction.
 *
 * It is the microsecond of the clock, or one more than the last where the clock has not moved on. So no number is given
 * twice, not for a key that was removed, and not by a file that was restored from a backup.
 */
export const nextNumber = (connection: Connection, nowMs: number): E.Either<StoreFailure, number> => {
  const row = connection.get('update sequence set last = max(last + 1, ?) returning last', [Math.floor(nowMs) * 1000])
  return toCount(Row.is(row) ? row.last : undefined)
}
