import { type Clock } from '@mini-domains/core'
import { type StoreFailure, backoffMs, bilingual, retrying } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Connection } from '../file/connection.js'
import { type OpenFile } from '../file/open-file.js'
import { failureOf, isBusy, storeFailure } from '../store-failure.js'

/**
 * How long to wait for a lock that was held so many times.
 */
export const busyPauseMs = (clock: Clock, times: number): number =>
  backoffMs({ firstMs: 1, longestMs: 16 }, times, clock)

/**
 * Does something with the file, again after a short random pause while another process holds the lock, for up to `forMs`.
 *
 * SQLite would wait for the lock itself, but block the whole process meanwhile.
 */
export const whileBusy = <A>(
  clock: Clock,
  forMs: number,
  action: () => E.Either<StoreFailure, A>,
): TE.TaskEither<StoreFailure, A> => {
  const pauseMs = (error: unknown, times: number): number | undefined =>
    isBusy(error) ? busyPauseMs(clock, times) : undefined
  const call = () => Promise.resolve(E.tryCatch(action, (error): unknown => error))
  return async () => E.flattenW(E.mapLeft(failureOf)(await retrying({ clock, pauseMs, forMs }, call)()))
}

const moved = storeFailure(
  'moved',
  bilingual('the file of the store is no longer at its path', '存储文件已不在原来的路径'),
)

/**
 * Reads, if the file still is at its path.
 */
export const reading = <A>(file: OpenFile, action: () => E.Either<StoreFailure, A>): E.Either<StoreFailure, A> =>
  file.isInPlace() ? action() : E.left(moved)

/**
 * One who wants to write.
 */
export interface Writer {
  /**
   * Does its work inside a transaction, maybe more than once. Gives what to report once it is committed; a left, and a
   * throw, leave nothing of it.
   */
  readonly act: () => E.Either<StoreFailure, () => void>
  readonly fail: (failure: StoreFailure) => void
}

const done = (connection: Connection, sql: string): boolean => {
  try {
    connection.exec(sql)
    return true
  } catch {
    // SQLite has rolled back by itself, as it does on a full disk.
    return false
  }
}

interface Work {
  readonly result: E.Either<StoreFailure, () => void>
  /** Whether the transaction still stands: what a full disk ends is ended for all. */
  readonly stands: boolean
}

const workOf = (connection: Connection, { act }: Writer): Work => {
  connection.exec('savepoint writer')
  const result = E.flatten(E.tryCatch(act, failureOf))
  if (E.isLeft(result)) return { result, stands: done(connection, 'rollback to writer; release writer') }
  connection.exec('release writer')
  return { result, stands: true }
}

interface Written<W> {
  readonly tell: ReadonlyArray<() => void>
  readonly again: ReadonlyArray<W>
}

const within = <W extends Writer>(
  file: OpenFile,
  writers: ReadonlyArray<W>,
  commit: (run: () => void) => void,
): Written<W> => {
  const tell: Array<() => void> = []
  for (const writer of writers) {
    const { result, stands } = workOf(file.connection, writer)
    if (E.isRight(result)) tell.push(result.right)
    else if (stands) tell.push(() => writer.fail(result.left))
    else return { tell: [() => writer.fail(result.left)], again: writers.filter((other) => other !== writer) }
  }
  // SQLite would go on to write into a file that was deleted or replaced.
  if (!file.isInPlace()) {
    file.connection.exec('rollback')
    return {
      tell: writers.map(
        ({ fail }) =>
          () =>
            fail(moved),
      ),
      again: [],
    }
  }
  commit(() => file.connection.exec('commit'))
  return { tell, again: [] }
}

/**
 * Does the work of several writers in one transaction that takes the write lock at once, and then tells each what became of it.
 *
 * Each has a savepoint: what one cannot do leaves the others. Where one ends the transaction for all, nothing of the others is
 * done or reported; they are given back, to be tried again. Throws what SQLite throws when it takes the lock or commits; then
 * nothing is done, and nothing is reported.
 */
export const writeTogether = <W extends Writer>(
  file: OpenFile,
  writers: ReadonlyArray<W>,
  commit: (run: () => void) => void,
): ReadonlyArray<W> => {
  file.connection.exec('begin immediate')
  try {
    const { tell, again } = within(file, writers, commit)
    tell.forEach((say) => say())
    return again
  } catch (error) {
    done(file.connection, 'rollback')
    throw error
  }
}
