import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure, singleWrites } from '@mini-domains/core/adapter'
import { groupCommit, nextTurn } from './group-commit.js'
import { acquireLease, releaseLease, renewLease } from './lease-row.js'
import { type OpenFile } from './open-file.js'
import { getRecord, listEntries, listKeys } from './record.js'
import { whileBusy } from './retry.js'
import { storeFailure } from './store-failure.js'
import { areWellFormed } from './text.js'
import { reading } from './transaction.js'
import { writeRecords } from './write.js'

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
    ...singleWrites(transact),
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

/**
 * The store on a file that is open. Calls wait so long for a lock that another process holds.
 */
export const storeOn = (file: OpenFile, clock: Clock, patienceMs: number): Store => {
  const group = groupCommit(file, clock, patienceMs)
  let isOpen = true
  const read: Run = (texts, action) =>
    areWellFormed(texts)
      ? whileBusy(clock, patienceMs, () => (isOpen ? reading(file, () => action(file)) : E.left(closed)))
      : TE.left(illFormed)
  const write: Run = (texts, action) => {
    if (!areWellFormed(texts)) return TE.left(illFormed)
    return () =>
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
  }
  return {
    ...recordsOf(read, write, clock),
    ...leasesOf(write, clock),
    close: async () => {
      // What was asked for before is let in.
      await nextTurn()
      if (!isOpen) return
      group.end(closed)
      isOpen = false
      end(file)
    },
  }
}
