import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import {
  type Lease,
  type Store,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

const shown = (value: unknown): string => inspect(value, { depth: 5, breakLength: 120 }).slice(0, 500)

/**
 * Runs a task of a store. It must give an `Either` and must neither throw nor reject.
 */
export const settled = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<E.Either<StoreFailure, A>> => {
  try {
    return await task()
  } catch (error) {
    return assert.fail(`a store threw instead of giving a left: ${shown(error)}`)
  }
}

/**
 * The right of a task; a left fails the test.
 */
export const right = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<A> => {
  const result = await settled(task)
  return E.isRight(result) ? result.right : assert.fail(`expected success, got ${shown(result.left)}`)
}

/**
 * The failure of a task, whose parts are looked at; a right fails the test.
 */
export const left = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<StoreFailure> => {
  const result = await settled(task)
  if (E.isRight(result)) return assert.fail(`expected a failure, got ${shown(result.right)}`)
  const { _tag, message, hint } = result.left
  assert.equal(_tag, 'StoreFailure')
  assert.match(message, /^[^\n]+$/, 'a message is one line')
  assert.ok(hint.en !== '' && /\p{Script=Han}/u.test(hint.zh), 'a hint is in English and in Chinese')
  return result.left
}

/**
 * Writes a record that must be written.
 */
export const written = async (store: Store, key: string, value: string, expected = 0): Promise<StoredRecord> => {
  const record = await right(store.put(key, value, expected))
  if (record === undefined) return assert.fail(`put gave nothing for ${shown(key)} expected at ${expected}`)
  assert.equal(record.value, value, 'put gives the value as written')
  assertCount(record.version)
  return record
}

/**
 * Takes a lease that must be free.
 */
export const taken = async (store: Store, name: string, owner: string, ttlMs = 60_000): Promise<Lease> => {
  const lease = await right(store.acquire(name, owner, ttlMs))
  if (lease === undefined) return assert.fail(`acquire gave nothing for ${shown(name)}, which is free`)
  assert.deepEqual({ name: lease.name, owner: lease.owner }, { name, owner })
  assertCount(lease.fence)
  return lease
}

/**
 * Says that a number can be a version or a fence.
 */
const assertCount = (count: number): void =>
  assert.ok(Number.isSafeInteger(count) && count >= 1, `${count} is a whole number from 1`)

/**
 * Does a transaction that must be committed. Gives its version.
 */
export const committed = async (store: Store, writes: ReadonlyArray<StoreWrite>, under?: Lease): Promise<number> => {
  const done = await right(store.transact(writes, under))
  if (done._tag !== 'Committed') return assert.fail(`a transaction gave ${done._tag}, and nothing stood against it`)
  if (writes.length > 0) assertCount(done.version)
  return done.version
}

/**
 * Reads a page of keys, and the same page of records: both must name the same.
 */
export const pageOf = async (
  store: Store,
  prefix: string,
  after: string,
  limit: number,
): Promise<ReadonlyArray<string>> => {
  const keys = await right(store.keys(prefix, after, limit))
  const entries = await right(store.entries(prefix, after, limit))
  assert.deepEqual(
    entries.map(({ key }) => key),
    keys,
    'entries names what keys names',
  )
  assert.ok(keys.length <= limit, 'a page holds no more than its limit')
  return keys
}

const pagewise = async <A>(next: (last: A | undefined) => Promise<ReadonlyArray<A>>): Promise<ReadonlyArray<A>> => {
  const found: Array<A> = []
  for (;;) {
    const page = await next(found.at(-1))
    if (page.length === 0) return found
    found.push(...page)
    assert.ok(found.length < 10_000, 'paging ends')
  }
}

/**
 * Reads all keys page by page.
 */
export const allKeys = (store: Store, prefix: string, limit: number): Promise<ReadonlyArray<string>> =>
  pagewise((last) => pageOf(store, prefix, last ?? '', limit))

/**
 * Reads all records page by page.
 */
export const allEntries = (store: Store, prefix: string, limit: number): Promise<ReadonlyArray<StoreEntry>> =>
  pagewise((last) => right(store.entries(prefix, last?.key ?? '', limit)))

/**
 * Orders keys as stores do: by code point, which is by the bytes of UTF-8.
 */
export const inOrder = (keys: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

/**
 * Writes a record in a transaction.
 */
export const put = (key: string, value: string, expected = 0): StoreWrite => ({ key, value, expected })

/**
 * Takes a record away in a transaction.
 */
export const removal = (key: string, expected: number): StoreWrite => ({ key, value: undefined, expected })

/**
 * Does a transaction, and gives what became of it.
 */
export const tagOf = async (store: Store, writes: ReadonlyArray<StoreWrite>, under?: Lease): Promise<string> =>
  (await right(store.transact(writes, under)))._tag

/**
 * Checks that a store holds what it held.
 */
export const unchanged = async (store: Store, before: ReadonlyArray<StoreEntry>, what: string): Promise<void> =>
  assert.deepEqual(await allEntries(store, '', 1000), before, `${what} wrote nothing`)
