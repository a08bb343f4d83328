import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Connection, connect } from './connection.js'
import { fileAt, makePrivate } from './private-file.js'
import { ensureSchema } from './schema.js'
import { storeFailure } from '../store-failure.js'

/**
 * A file of the store that is open, and a way to ask whether it still is the file at its path.
 */
export interface OpenFile {
  readonly connection: Connection
  readonly isInPlace: () => boolean
}

// synchronous=full: a commit is on the disk before it is reported. The 2 ms cover the moment in which a process opens or
// recovers the log; longer waits are not spent inside SQLite.
const prepare = (connection: Connection): E.Either<StoreFailure, void> => {
  connection.exec('pragma busy_timeout = 2; pragma synchronous = full; pragma journal_size_limit = 16777216')
  const schema = ensureSchema(connection)
  if (E.isLeft(schema)) return schema
  const mode = connection.get('pragma journal_mode = wal', [])
  return JSON.stringify(mode).includes('"wal"')
    ? E.right(undefined)
    : E.left(storeFailure('path', bilingual('this disk allows no write-ahead log', '该磁盘不支持预写日志（WAL）')))
}

const opened = (path: string, connection: Connection): E.Either<StoreFailure, OpenFile> => {
  try {
    const prepared = prepare(connection)
    if (E.isRight(prepared)) {
      const file = fileAt(path)
      return E.right({ connection, isInPlace: () => file !== undefined && fileAt(path) === file })
    }
    connection.close()
    return prepared
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Opens or creates a file: private, with a write-ahead log, every commit on the disk. May throw what SQLite throws.
 */
export const openFile = (file: string): E.Either<StoreFailure, OpenFile> => {
  const path = resolve(file)
  const made = makePrivate(path)
  return E.isLeft(made) ? made : opened(path, connect(path))
}
