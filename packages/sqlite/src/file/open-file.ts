import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Connection, connect } from './connection.js'
import { ensureSchema } from './schema.js'
import { failureOf, storeFailure } from '../store-failure.js'

const forOthers = 0o077

const modesMean = process.platform !== 'win32'

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

// Folder by folder: Node's own recursive way never ends where a folder is there and takes no other (as /proc).
const makeFolder = (path: string): void => {
  if (isThere(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process was first.
    if (!isThere(path)) throw error
  }
}

// The file is opened by nothing but SQLite once it is there: closing any handle of it would drop SQLite's locks (POSIX).
const create = (path: string): void => {
  makeFolder(dirname(path))
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    // Another process was first.
    if (!isThere(path)) throw error
  }
}

const tighten = (path: string): void => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (modesMean && found !== undefined && (found.mode & forOthers) !== 0) chmodSync(path, 0o600)
}

/**
 * Creates a file that only its owner may read, with its folder, or takes those rights from others where it is there.
 *
 * A folder that is there is left as it is. SQLite gives the files beside it (`-wal`, `-shm`) the same mode.
 */
const makePrivate = (path: string): E.Either<StoreFailure, void> => {
  try {
    if (!isThere(path)) create(path)
  } catch (error) {
    return E.left(failureOf(error))
  }
  return E.tryCatch(
    () => [path, `${path}-wal`, `${path}-shm`].forEach(tighten),
    () => storeFailure('mode', bilingual('others may read the file of the store', '其他用户可以读取存储文件')),
  )
}

/**
 * Which file is at a path now; `undefined` where there is none. Costs microseconds.
 */
const fileAt = (path: string): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? undefined : `${found.dev}:${found.ino}`
}

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
