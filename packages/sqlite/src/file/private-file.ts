import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
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
export const makePrivate = (path: string): E.Either<StoreFailure, void> => {
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
export const fileAt = (path: string): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? undefined : `${found.dev}:${found.ino}`
}
