import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Clock, type StoreFailure, type Store, systemClock } from '@mini-domains/core'
import { acquireLease, releaseLease, renewLease } from './lease-row.js'
import { type OpenFile, openFile } from './open-file.js'
import { getRecord, listEntries, listKeys } from './record.js'
import { whileBusy } from './retry.js'
import { storeFailure } from './store-failure.js'
import { areWellFormed } from './text.js'
import { reading, writing } from './transaction.js'
import { writeRecords } from './write.js'

/**
 * Which file, and how it is used.
 */
export interface SqliteStoreOptions {
  /** The path of the file. It and its folder are created where they are not there. It must be on a local disk. */
  readonly file: string
  /** Tells when leases run out. All processes that share a file must share its time; by default, that of the machine. */
  readonly clock?: Clock
  /** How long a call waits while another process holds the write lock. 5,000 by default. The process goes on meanwhile. */
  readonly busyTimeoutMs?: number
}

type Action<A> = (file: OpenFile) => E.Either<StoreFailure, A>

type Run = <A>(texts: ReadonlyArray<string>, action: Action<A>) => TE.TaskEither<StoreFailure, A>

const illFormed = storeFailure('text', 'a text is not well-formed Unicode')

const twice = storeFailure('twice', 'a transaction names a key twice')

const closed = storeFailure('closed', 'the store was closed')

const wholeMs = (ms: number): number => Math.max(1, Math.ceil(ms))

const recordsOf = (
  read: Run,
  write: Run,
  clock: Clock,
): Pick<Store, 'get' | 'put' | 'remove' | 'transact' | 'keys' | 'entries'> => {
  const transact: Store['transact'] = (writes, under) => {
    const keys = writes.map(({ key }) => key)
    const texts = [...keys, ...writes.map(({ value = '' }) => value), under?.name ?? '']
    return new Set(keys).size < keys.length
      ? TE.left(twice)
      : write(texts, ({ connection }) => writeRecords(connection, clock.now(), writes, under))
  }
  return {
    get: (key) => read([key], ({ connection }) => getRecord(connection, key)),
    put: (key, value, expected) =>
      pipe(
        transact([{ key, value, expected }]),
        TE.map((done) => (done._tag === 'Committed' ? { value, version: done.version } : undefined)),
      ),
    // Where no record is expected, there is none to remove.
    remove: (key, expected) =>
      pipe(
        transact([{ key, value: undefined, expected }]),
        TE.map((done) => done._tag === 'Committed' && expected !== 0),
      ),
    transact,
    keys: (prefix, after, limit) =>
      read([prefix, after], ({ connection }) => listKeys(connection, { prefix, after, limit })),
    entries: (prefix, after, limit) =>
      read([prefix, after], ({ connection }) => listEntries(connection, { prefix, after, limit })),
  }
}

const leasesOf = (write: Run, clock: Clock): Pick<Store, 'acquire' | 'renew' | 'release'> => ({
  acquire: (name, owner, ttlMs) =>
    write([name, owner], ({ connection }) =>
      acquireLease(connection, clock.now(), { name, owner, ttlMs: wholeMs(ttlMs) }),
    ),
  renew: (lease, ttlMs) =>
    write([lease.name], ({ connection }) => renewLease(connection, clock.now(), lease, wholeMs(ttlMs))),
  release: (lease) => write([lease.name], ({ connection }) => releaseLease(connection, lease)),
})

// What the log holds goes into the file, so that a copy of the file alone has everything once nobody has it open.
const end = ({ connection }: OpenFile): void => {
  try {
    connection.exec('pragma wal_checkpoint(truncate)')
  } catch {
    // Nothing is lost: the log stays beside the file, and who opens it next reads both.
  } finally {
    connection.close()
  }
}

const storeOn = (file: OpenFile, clock: Clock, patienceMs: number): Store => {
  let isOpen = true
  const run: Run = (texts, action) =>
    areWellFormed(texts)
      ? whileBusy(clock, patienceMs, () => (isOpen ? action(file) : E.left(closed)))
      : TE.left(illFormed)
  const read: Run = (texts, action) => run(texts, () => reading(file, () => action(file)))
  const write: Run = (texts, action) => run(texts, () => writing(file, () => action(file)))
  return {
    ...recordsOf(read, write, clock),
    ...leasesOf(write, clock),
    close: () => {
      if (isOpen) end(file)
      isOpen = false
      return Promise.resolve()
    },
  }
}

/**
 * Opens a store on one SQLite file, for many processes on one machine.
 *
 * A write that has come to its right is on the disk. The file, and what SQLite puts beside it, can be read by its owner only.
 */
export const sqliteStore = (options: SqliteStoreOptions): TE.TaskEither<StoreFailure, Store> => {
  const { file, clock = systemClock, busyTimeoutMs = 5000 } = options
  return pipe(
    whileBusy(clock, busyTimeoutMs, () => openFile(file)),
    TE.map((opened) => storeOn(opened, clock, busyTimeoutMs)),
  )
}
