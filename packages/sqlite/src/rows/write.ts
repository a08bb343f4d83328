import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Lease, type StoreFailure, type StoreWrite, type Transaction } from '@mini-domains/core/adapter'
import { type Connection } from '../file/connection.js'
import { holdsLease } from './lease.js'
import { nextNumber } from './sequence.js'
import { toBytes, toCount, under } from './text.js'

const VersionRow = t.type({ version: t.unknown })

const versionOf = (connection: Connection, key: string): E.Either<StoreFailure, number> => {
  const row = connection.get('select version from record where key = ?', [toBytes(key)])
  return row === undefined ? E.right(0) : E.mapLeft(under(key))(toCount(VersionRow.is(row) ? row.version : undefined))
}

const areAsExpected = (connection: Connection, writes: ReadonlyArray<StoreWrite>): E.Either<StoreFailure, boolean> =>
  pipe(
    writes,
    E.traverseArray(({ key, expected }) => E.map((found: number) => found === expected)(versionOf(connection, key))),
    E.map((found) => found.every((asExpected) => asExpected)),
  )

const write = (connection: Connection, version: number, { key, value }: StoreWrite): void => {
  if (value === undefined) connection.get('delete from record where key = ?', [toBytes(key)])
  else
    connection.get('insert or replace into record (key, value, version) values (?, ?, ?)', [
      toBytes(key),
      toBytes(value),
      version,
    ])
}

/**
 * Does several writes, if the lease is held and every version is as expected. Must stand inside a transaction.
 */
export const writeRecords = (
  connection: Connection,
  nowMs: number,
  writes: ReadonlyArray<StoreWrite>,
  lease: Lease | undefined,
): E.Either<StoreFailure, Transaction> => {
  if (lease !== undefined && !holdsLease(connection, nowMs, lease)) return E.right({ _tag: 'LeaseLost' })
  const expected = areAsExpected(connection, writes)
  if (E.isLeft(expected)) return expected
  if (!expected.right) return E.right({ _tag: 'Conflict' })
  return pipe(
    nextNumber(connection, nowMs),
    E.map((version) => {
      writes.forEach((each) => write(connection, version, each))
      return { _tag: 'Committed', version }
    }),
  )
}
