import * as E from 'fp-ts/lib/Either.js'
import { type StoreFailure } from '@mini-domains/core'
import { type OpenFile } from './open-file.js'
import { storeFailure } from './store-failure.js'

const moved = storeFailure('moved', 'the file of the store is no longer at its path')

const undo = (file: OpenFile): void => {
  try {
    file.connection.exec('rollback')
  } catch {
    // SQLite has rolled back by itself, as it does on a full disk.
  }
}

/**
 * Reads, if the file still is at its path.
 */
export const reading = <A>(file: OpenFile, action: () => E.Either<StoreFailure, A>): E.Either<StoreFailure, A> =>
  file.isInPlace() ? action() : E.left(moved)

/**
 * Does something in one transaction that takes the write lock at once. Nothing of it stays when it fails.
 *
 * SQLite would go on to write into a file that was deleted or replaced, so that is looked at before the commit.
 */
export const writing = <A>(file: OpenFile, action: () => E.Either<StoreFailure, A>): E.Either<StoreFailure, A> => {
  file.connection.exec('begin immediate')
  try {
    const done = reading(file, action)
    file.connection.exec(E.isLeft(done) ? 'rollback' : 'commit')
    return done
  } catch (error) {
    undo(file)
    throw error
  }
}
