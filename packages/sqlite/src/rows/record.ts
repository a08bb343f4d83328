import {
  type Lease,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
  type Transaction,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type Connection } from '../file/connection.js'
import { holdsLease } from './lease.js'
import { fromBytes, nextNumber, toBytes, toCount, under } from './text.js'

const Row = t.type({ value: t.unknown, version: t.unknown })
const KeyRow = t.type({ key: t.unknown })

const toRecord = (row: unknown): E.Either<StoreFailure, StoredRecord> => {
  const { value, version } = Row.is(row) ? row : { value: undefined, version: undefined }
  return pipe(
    E.Do,
    E.bind('value', () => fromBytes(value)),
    E.bind('version', () => toCount(version)),
  )
}

/**
 * Reads a record.
 */
export const getRecord = (connection: Connection, key: string): E.Either<StoreFailure, StoredRecord | undefined> => {
  const row = connection.get('select value, version from record where key = ?', [toBytes(key)])
  return row === undefined ? E.right(undefined) : E.mapLeft(under(key))(toRecord(row))
}

// The first bytes that come after all that begin with these. The last byte of UTF-8 never is 255.
const following = (prefix: Buffer): Buffer => {
  const next = Buffer.from(prefix)
  next[next.length - 1] = (next.at(-1) ?? 0) + 1
  return next
}

/**
 * Which records: those with a prefix after a key, at most so many.
 */
export interface Page {
  readonly prefix: string
  readonly after: string
  readonly limit: number
}

const rowsOf = (connection: Connection, columns: string, { prefix, after, limit }: Page): ReadonlyArray<unknown> => {
  const start = toBytes(prefix)
  const bounded = start.length > 0
  return connection.all(
    `select ${columns} from record where key > ? and key >= ? ${bounded ? 'and key < ?' : ''} order by key limit ?`,
    [toBytes(after), start, ...(bounded ? [following(start)] : []), limit],
  )
}

const toKey = (row: unknown): E.Either<StoreFailure, string> => fromBytes(KeyRow.is(row) ? row.key : undefined)

/**
 * Gives the next keys with a prefix, in the order of their bytes.
 */
export const listKeys = (connection: Connection, page: Page): E.Either<StoreFailure, ReadonlyArray<string>> =>
  E.traverseArray(toKey)(rowsOf(connection, 'key', page))

const toEntry = (row: unknown): E.Either<StoreFailure, StoreEntry> =>
  pipe(
    toKey(row),
    E.chain((key) =>
      pipe(
        toRecord(row),
        E.bimap(under(key), (record) => ({ key, ...record })),
      ),
    ),
  )

/**
 * Gives the next records with a prefix, in the order of the bytes of their keys.
 */
export const listEntries = (connection: Connection, page: Page): E.Either<StoreFailure, ReadonlyArray<StoreEntry>> =>
  E.traverseArray(toEntry)(rowsOf(connection, 'key, value, version', page))

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
