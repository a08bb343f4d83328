import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import { openFile } from './open-file.js'
import { whileBusy } from './retry.js'
import { storeOn } from './store-on-file.js'

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
