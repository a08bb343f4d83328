import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type Store, type StoreFailure, checkedStore, bilingual } from '@mini-domains/core/adapter'
import { groupCommit, nextTurn } from './commit/group-commit.js'
import { reading, whileBusy } from './commit/transaction.js'
import { type OpenFile, openFile } from './file/open-file.js'
import { acquireLease, releaseLease, renewLease } from './rows/lease.js'
import { getRecord, listEntries, listKeys, writeRecords } from './rows/record.js'
import { storeFailure } from './store-failure.js'

/**
 * Which file, and how it is used.
 */
export interface SqliteStoreOptions {
  /** The path of the file, which must be on a local disk. The file and its folder are created if missing. */
  readonly file: string
  /** Tells when leases expire. All processes that share a file must share its time; by default, that of the machine. */
  readonly clock?: Clock
  /** How long a call waits, without blocking the process, while another process holds the write lock. Default 5,000 ms. */
  readonly busyTimeoutMs?: number
}

type Action<A> = (file: OpenFile) => E.Either<StoreFailure, A>

const closed = storeFailure('closed', bilingual('the store was closed', '存储已关闭'))

// Everything in the log goes into the file, so that a copy of the file alone is complete once nobody has it open.
const end = ({ connection }: OpenFile): void => {
  try {
    connection.exec('pragma wal_checkpoint(truncate)')
  } catch {
    // Nothing is lost: the log stays beside the file, and whoever opens it next reads both.
  } finally {
    connection.close()
  }
}

/**
 * The store on an open file. Calls wait up to `patienceMs` for a lock that another process holds.
 */
export const storeOn = (file: OpenFile, clock: Clock, patienceMs: number): Store => {
  const group = groupCommit(file, clock, patienceMs)
  let isOpen = true

  const read = <A>(action: Action<A>): TE.TaskEither<StoreFailure, A> =>
    whileBusy(clock, patienceMs, () => (isOpen ? reading(file, () => action(file)) : E.left(closed)))

  const write =
    <A>(action: Action<A>): TE.TaskEither<StoreFailure, A> =>
    () =>
      new Promise((resolve) => {
        const fail = (failure: StoreFailure): void => resolve(E.left(failure))
        if (!isOpen) return fail(closed)
        group.add({
          act: () =>
            pipe(
              action(file),
              E.map((value) => () => resolve(E.right(value))),
            ),
          fail,
        })
      })

  return checkedStore({
    get: (key) => read(({ connection }) => getRecord(connection, key)),
    transact: (writes, under) => write(({ connection }) => writeRecords(connection, clock.now(), writes, under)),
    keys: (prefix, after, limit) => read(({ connection }) => listKeys(connection, { prefix, after, limit })),
    entries: (prefix, after, limit) => read(({ connection }) => listEntries(connection, { prefix, after, limit })),
    acquire: (name, owner, ttlMs) =>
      write(({ connection }) => acquireLease(connection, clock.now(), { name, owner, ttlMs })),
    renew: (lease, ttlMs) => write(({ connection }) => renewLease(connection, clock.now(), lease, ttlMs)),
    release: (lease) => write(({ connection }) => releaseLease(connection, lease)),
    close: async () => {
      // What was asked for before is let in.
      await nextTurn()
      if (!isOpen) return
      group.end(closed)
      isOpen = false
      end(file)
    },
  })
}

/**
 * Opens a store on one SQLite file, for many processes on one machine.
 *
 * Once a write resolves to Right, it is on the disk. The file, and what SQLite puts beside it, is readable by its owner only.
 */
export const sqliteStore = (options: SqliteStoreOptions): TE.TaskEither<StoreFailure, Store> => {
  const { file, clock = systemClock, busyTimeoutMs = 5000 } = options
  return pipe(
    whileBusy(clock, busyTimeoutMs, () => openFile(file)),
    TE.map((opened) => storeOn(opened, clock, busyTimeoutMs)),
  )
}
