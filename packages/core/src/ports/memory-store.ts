import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Clock, systemClock } from './clock.js'
import { bilingual } from '../error/language.js'
import { messageFields } from '../error/message.js'
import {
  type Lease,
  type Store,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
  type Transaction,
  checkedStore,
} from './store.js'

interface HeldLease {
  readonly owner: string
  readonly fence: number
  readonly ttlMs: number
  readonly until: number
}

/**
 * The data of a memory store. Several stores may share one, as several processes share a file.
 */
export interface MemoryData {
  readonly records: Map<string, StoredRecord>
  readonly leases: Map<string, HeldLease>
  /** The greatest version each key ever had: none is given twice, even if the record was removed in between. */
  readonly versions: Map<string, number>
}

/**
 * Makes empty data for `memoryStore`.
 */
export const memoryData = (): MemoryData => ({ records: new Map(), leases: new Map(), versions: new Map() })

const closed: StoreFailure = {
  _tag: 'StoreFailure',
  reason: 'unavailable',
  ...messageFields('the store was closed', '存储已关闭'),
  hint: bilingual('Open the store again.', '请重新打开存储。'),
}

const byCodePoint = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]]
  const at = left.findIndex((character, index) => character !== right[index])
  if (at === -1) return left.length - right.length
  return (left[at]?.codePointAt(0) ?? -1) - (right[at]?.codePointAt(0) ?? -1)
}

const recordsOf = ({ records, versions }: MemoryData) => {
  const versionOf = (key: string): number => records.get(key)?.version ?? 0
  const lastOf = (key: string): number => Math.max(versions.get(key) ?? 0, versionOf(key))
  const write = (version: number, { key, value }: StoreWrite): void => {
    versions.set(key, version)
    if (value === undefined) records.delete(key)
    else records.set(key, { value, version })
  }
  return {
    transact: (writes: ReadonlyArray<StoreWrite>): Transaction => {
      if (writes.some(({ key, expected }) => versionOf(key) !== expected)) return { _tag: 'Conflict' }
      const version = writes.reduce((last, { key }) => Math.max(last, lastOf(key)), 0) + 1
      writes.forEach((each) => write(version, each))
      return { _tag: 'Committed', version }
    },
    entries: (prefix: string, after: string, limit: number): ReadonlyArray<StoreEntry> =>
      [...records]
        .filter(([key]) => key.startsWith(prefix) && byCodePoint(key, after) > 0)
        .sort(([a], [b]) => byCodePoint(a, b))
        .slice(0, limit)
        .map(([key, record]) => ({ key, ...record })),
  }
}

// A lease that has more time left than it ever asked for was taken before the clock was set back: it has expired.
const clockSlackMs = 1000

const isLive = ({ ttlMs, until }: HeldLease, now: number): boolean => now < until && until - now <= ttlMs + clockSlackMs

const leasesOf = ({ leases }: MemoryData, clock: Clock) => {
  const holds = ({ name, owner, fence }: Lease): boolean => {
    const held = leases.get(name)
    return held?.owner === owner && held.fence === fence && isLive(held, clock.now())
  }
  const hold = ({ name, owner, fence }: Lease, ttlMs: number): Lease => {
    leases.set(name, { owner, fence, ttlMs, until: clock.now() + ttlMs })
    return { name, owner, fence }
  }
  return {
    holds,
    acquire: (name: string, owner: string, ttlMs: number): Lease | undefined => {
      const held = leases.get(name)
      if (held !== undefined && held.owner !== owner && isLive(held, clock.now())) return undefined
      return hold({ name, owner, fence: (held?.fence ?? 0) + 1 }, ttlMs)
    },
    renew: (lease: Lease, ttlMs: number): boolean => holds(lease) && hold(lease, ttlMs).fence === lease.fence,
    release: (lease: Lease): void => {
      if (holds(lease)) hold(lease, 0)
    },
  }
}

/**
 * Keeps records and leases in this process's memory: for tests, and for state that may be lost with the process (`memory:`).
 */
export const memoryStore = (clock: Clock = systemClock, data: MemoryData = memoryData()): Store => {
  const records = recordsOf(data)
  const leases = leasesOf(data, clock)
  let isOpen = true
  const run =
    <A>(action: () => A): TE.TaskEither<StoreFailure, A> =>
    () =>
      Promise.resolve(isOpen ? E.right(action()) : E.left(closed))

  return checkedStore({
    get: (key) => run(() => data.records.get(key)),
    transact: (writes, under) =>
      run(() => (under === undefined || leases.holds(under) ? records.transact(writes) : { _tag: 'LeaseLost' })),
    keys: (prefix, after, limit) => run(() => records.entries(prefix, after, limit).map(({ key }) => key)),
    entries: (prefix, after, limit) => run(() => records.entries(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => run(() => leases.acquire(name, owner, ttlMs)),
    renew: (lease, ttlMs) => run(() => leases.renew(lease, ttlMs)),
    release: (lease) => run(() => leases.release(lease)),
    close: () => {
      isOpen = false
      return Promise.resolve()
    },
  })
}
