import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Bilingual, bilingual } from '../error/language.js'
import { type Message, messageFields } from '../error/message.js'

/**
 * Why a store could not do what it was asked.
 *
 * - `unavailable`: it cannot be reached now; it may be back. `full`: no room is left on the disk or in the memory.
 * - `corrupt`: what is stored cannot be read. `wrong-key`: it cannot be read with the encryption key at hand.
 */
export interface StoreFailure extends Message {
  readonly _tag: 'StoreFailure'
  readonly reason: 'unavailable' | 'full' | 'corrupt' | 'wrong-key'
  readonly hint: Bilingual
}

/**
 * A record as it is stored: opaque text, and a version that grows with every write.
 *
 * The versions of a key go on growing after it was removed and written again, so a version names one write for ever. They
 * need not grow by one.
 */
export interface StoredRecord {
  readonly value: string
  /** A whole number from 1 to `Number.MAX_SAFE_INTEGER`. */
  readonly version: number
}

/**
 * The right to do something alone for a while. Every new lease of a name has a greater fence than all before it, also after
 * one was given back, has run out, or the store was opened again.
 */
export interface Lease {
  readonly name: string
  readonly owner: string
  readonly fence: number
}

/**
 * A record with the key that it is stored under.
 */
export interface StoreEntry extends StoredRecord {
  readonly key: string
}

/**
 * One write of a transaction: the new value, or `undefined` to remove the record; and the version that must still be there
 * (0: no record).
 */
export interface StoreWrite {
  readonly key: string
  readonly value: string | undefined
  readonly expected: number
}

/**
 * What became of a transaction. `Committed`: everything is written, each record at `version`. `Conflict`: a record is not at
 * the expected version any more, and nothing is written. `LeaseLost`: the lease that it was to be done under is not held any
 * more, and nothing is written.
 */
export type Transaction =
  | { readonly _tag: 'Committed'; readonly version: number }
  | { readonly _tag: 'Conflict' }
  | { readonly _tag: 'LeaseLost' }

/**
 * Where all state is kept: the one port behind which memory, SQLite and Redis stand.
 *
 * Once a write resolves to Right, it is durable: it survives the end of the process at that very moment. The store looks into
 * no value; secrets are encrypted before they come here. Many processes may use one store at the same time.
 *
 * Keys, names, owners and values are well-formed Unicode text, and a key is not empty. Text with half of a character (a lone
 * surrogate) is a failure, `corrupt`, and is not kept as something else. Leases run out by the time of the store (the server,
 * or the machine), not by that of a caller. Nothing here throws or rejects; a closed store is `unavailable`.
 */
export interface Store {
  /** Reads a record; `undefined` where there is none. */
  readonly get: (key: string) => TE.TaskEither<StoreFailure, StoredRecord | undefined>
  /**
   * Writes a record, only if its version still is `expected` (0: only if there is none). Gives the record as written, or
   * `undefined` where somebody else was first, and then nothing is written.
   */
  readonly put: (key: string, value: string, expected: number) => TE.TaskEither<StoreFailure, StoredRecord | undefined>
  /** Removes a record, only if its version still is `expected`. Says whether it did. */
  readonly remove: (key: string, expected: number) => TE.TaskEither<StoreFailure, boolean>
  /**
   * Does all of several writes or none, as one step that no crash and no other process can divide; with `under`, only while
   * that lease is still held under its fence. A transaction that names a key twice is a failure, `corrupt`; one without writes
   * only asks for the lease, and its version means nothing.
   */
  readonly transact: (writes: ReadonlyArray<StoreWrite>, under?: Lease) => TE.TaskEither<StoreFailure, Transaction>
  /**
   * Gives the next keys with a prefix, in order, after a key; at most `limit` of them. None means the end.
   *
   * The order is that of code points (of the bytes of UTF-8), not that of `<` in JavaScript. `after` need not be there, nor
   * have the prefix; with `''` the keys are given from the first.
   */
  readonly keys: (prefix: string, after: string, limit: number) => TE.TaskEither<StoreFailure, ReadonlyArray<string>>
  /** Gives the next records with a prefix, as `keys` gives their keys. A page is read as one step. */
  readonly entries: (
    prefix: string,
    after: string,
    limit: number,
  ) => TE.TaskEither<StoreFailure, ReadonlyArray<StoreEntry>>
  /**
   * Takes a lease for `ttlMs`, or gives `undefined` where another owner holds it and it has not run out.
   *
   * An owner who takes it again gets a new lease; the one it had is over.
   */
  readonly acquire: (name: string, owner: string, ttlMs: number) => TE.TaskEither<StoreFailure, Lease | undefined>
  /** Prolongs a lease from now on. Says whether it was still held under this fence; one that has run out was not. */
  readonly renew: (lease: Lease, ttlMs: number) => TE.TaskEither<StoreFailure, boolean>
  /** Gives a lease back. Does nothing where it is no longer held under this fence. */
  readonly release: (lease: Lease) => TE.TaskEither<StoreFailure, void>
  /** Ends connections and closes files. May be called again. */
  readonly close: () => Promise<void>
}

/**
 * What an implementation of `Store` does itself. `checkedStore` adds the rest.
 */
export type StoreDriver = Omit<Store, 'put' | 'remove'>

const refusal = (message: Bilingual, hint: Bilingual): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'corrupt',
  ...messageFields(message.en, message.zh),
  hint,
})

const illFormed = refusal(
  bilingual('a text is not well-formed Unicode', '文本不是格式正确的 Unicode'),
  bilingual(
    'The text holds half of a character (a lone surrogate) and could not be read back as it is. Encode it first.',
    '文本含有不完整的字符（孤立代理项），无法原样读回。请先编码。',
  ),
)

const twice = refusal(
  bilingual('a transaction names a key twice', '同一事务中两次使用了同一个键'),
  bilingual('Name each key of a transaction once.', '同一事务中每个键只能出现一次。'),
)

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

const wholeMs = (ms: number): number => Math.max(1, Math.ceil(ms))

/**
 * Makes a store of a driver. Refuses, before the driver sees it, text that is not well-formed Unicode and a transaction that names
 * a key twice; rounds the time of a lease up to whole milliseconds, at least 1; does the writes of one record as transactions of one.
 */
export const checkedStore = (driver: StoreDriver): Store => {
  const checked = <A>(
    texts: ReadonlyArray<string>,
    call: TE.TaskEither<StoreFailure, A>,
  ): TE.TaskEither<StoreFailure, A> => (texts.every(isWellFormed) ? call : TE.left(illFormed))

  const transact: Store['transact'] = (writes, under) => {
    const keys = writes.map(({ key }) => key)
    if (new Set(keys).size < keys.length) return TE.left(twice)
    const texts = [...keys, ...writes.map(({ value = '' }) => value), under?.name ?? '']
    return checked(texts, driver.transact(writes, under))
  }

  return {
    get: (key) => checked([key], driver.get(key)),
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
    keys: (prefix, after, limit) => checked([prefix, after], driver.keys(prefix, after, limit)),
    entries: (prefix, after, limit) => checked([prefix, after], driver.entries(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => checked([name, owner], driver.acquire(name, owner, wholeMs(ttlMs))),
    renew: (lease, ttlMs) => checked([lease.name], driver.renew(lease, wholeMs(ttlMs))),
    release: (lease) => checked([lease.name], driver.release(lease)),
    close: driver.close,
  }
}
