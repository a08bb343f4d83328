import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type StoreFailure, type StoredRecord } from '@mini-domains/core'
import { type Connection } from './connection.js'
import { nextNumber } from './sequence.js'
import { fromBytes, toBytes, toCount } from './text.js'

const Row = t.type({ value: t.unknown, version: t.unknown })
const VersionRow = t.type({ version: t.unknown })
const KeyRow = t.type({ key: t.unknown })

/**
 * Reads a record.
 */
export const getRecord = (connection: Connection, key: string): E.Either<StoreFailure, StoredRecord | undefined> => {
  const row = connection.get('select value, version from record where key = ?', [toBytes(key)])
  if (row === undefined) return E.right(undefined)
  const { value, version } = Row.is(row) ? row : { value: undefined, version: undefined }
  return pipe(
    E.Do,
    E.bind('value', () => fromBytes(value)),
    E.bind('version', () => toCount(version)),
  )
}

const versionOf = (connection: Connection, key: string): E.Either<StoreFailure, number> => {
  const row = connection.get('select version from record where key = ?', [toBytes(key)])
  return row === undefined ? E.right(0) : toCount(VersionRow.is(row) ? row.version : undefined)
}

/**
 * Writes a record if its version is as expected. Must stand inside a transaction.
 */
export const putRecord = (
  connection: Connection,
  nowMs: number,
  { key, value, expected }: { readonly key: string; readonly value: string; readonly expected: number },
): E.Either<StoreFailure, StoredRecord | undefined> => {
  const found = versionOf(connection, key)
  if (E.isLeft(found)) return found
  if (found.right !== expected) return E.right(undefined)
  return pipe(
    nextNumber(connection, nowMs),
    E.map((version) => {
      connection.get('insert or replace into record (key, value, version) values (?, ?, ?)', [
        toBytes(key),
        toBytes(value),
        version,
      ])
      return { value, version }
    }),
  )
}

/**
 * Removes a record if its version is as expected.
 */
export const removeRecord = (connection: Connection, key: string, expected: number): E.Either<StoreFailure, boolean> =>
  E.right(
    connection.get('delete from record where key = ? and version = ? returning version', [toBytes(key), expected]) !==
      undefined,
  )

// The first bytes that come after all that begin with these. The last byte of UTF-8 never is 255.
const following = (prefix: Buffer): Buffer => {
  const next = Buffer.from(prefix)
  next[next.length - 1] = (next.at(-1) ?? 0) + 1
  return next
}

/**
 * Gives the next keys with a prefix, in the order of their bytes.
 */
export const listKeys = (
  connection: Connection,
  { prefix, after, limit }: { readonly prefix: string; readonly after: string; readonly limit: number },
): E.Either<StoreFailure, ReadonlyArray<string>> => {
  const start = toBytes(prefix)
  const bounded = start.length > 0
  const rows = connection.all(
    `select key from record where key > ? and key >= ? ${bounded ? 'and key < ?' : ''} order by key limit ?`,
    [toBytes(after), start, ...(bounded ? [following(start)] : []), limit],
  )
  return E.traverseArray((row: unknown) => fromBytes(KeyRow.is(row) ? row.key : undefined))(rows)
}
