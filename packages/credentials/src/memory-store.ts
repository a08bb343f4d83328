import { type Clock, systemClock } from '@mini-domains/core'
import {
  type Lease,
  type Store,
  type StoreEntry,
  type StoreFailure,
  type StoreWrite,
  type StoredRecord,
  type Transaction,
  bilingual,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

interface Standing {
  readonly owner: string
  readonly fence: number
  readonly ttlMs: number
  readonly until: number
}

/**
 * What stores in memory keep: several of them may stand on the same data.
 */
export interface MemoryData {
  readonly records: Map<string, StoredRecord>
  readonly leases: Map<string, Standing>
  /** The greatest version of each name: none is given twice, also when the record was removed in between. */
  readonly versions: Map<string, number>
}

/**
 * Makes data that is empty.
 */
export const memoryData = (): MemoryData => ({ records: new Map(), leases: new Map(), versions: new Map() })

const failure = (reason: StoreFailure['reason'], message: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason,
  message,
  hint: bilingual(
    'Open the store again, and give it well-formed text only.',
    '请重新打开存储，且只传入合法的 Unicode 文本。',
  ),
})

const closed = failure('unavailable', 'the store was closed')
const illFormed = failure('corrupt', 'a text is not well-formed Unicode')

const twice: StoreFailure = {
  ...failure('corrupt', 'a transaction names a key twice'),
  hint: bilingual('Name each key of a transaction once.', '同一事务中每个键只能出现一次。'),
}

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

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

// A lease that has more time left than it ever asked for was taken before the clock was set back: it has run out.
const clockSlackMs = 1000

const runs = ({ ttlMs, until }: Standing, now: number): boolean => now < until && until - now <= ttlMs + clockSlackMs

const leasesOf = ({ leases }: MemoryData, clock: Clock) => {
  const holds = ({ name, owner, fence }: Lease): boolean => {
    const standing = leases.get(name)
    return standing?.owner === owner && standing.fence === fence && runs(standing, clock.now())
  }
  const hold = ({ name, owner, fence }: Lease, ttlMs: number): Lease => {
    leases.set(name, { owner, fence, ttlMs, until: clock.now() + ttlMs })
    return { name, owner, fence }
  }
  return {
    holds,
    acquire: (name: string, owner: string, ttlMs: number): Lease | undefined => {
      const standing = leases.get(name)
      if (standing !== undefined && standing.owner !== owner && runs(standing, clock.now())) return undefined
      return hold({ name, owner, fence: (standing?.fence ?? 0) + 1 }, ttlMs)
    },
    renew: (lease: Lease, ttlMs: number): boolean => holds(lease) && hold(lease, ttlMs).fence === lease.fence,
    release: (lease: Lease): void => {
      if (holds(lease)) hold(lease, 0)
    },
  }
}

/**
 * Keeps records and leases in this process's memory: for tests, and for state that may be lost with the process.
 */
export const memoryStore = (clock: Clock = systemClock, data: MemoryData = memoryData()): Store => {
  const records = recordsOf(data)
  const leases = leasesOf(data, clock)
  let isOpen = true

  const run =
    <A>(texts: ReadonlyArray<string>, action: () => A): TE.TaskEither<StoreFailure, A> =>
    () => {
      if (!isOpen) return Promise.resolve(E.left(closed))
      return Promise.resolve(texts.some((text) => /\p{Surrogate}/u.test(text)) ? E.left(illFormed) : E.right(action()))
    }

  const transact: Store['transact'] = (writes, under) => {
    const keys = writes.map(({ key }) => key)
    const texts = [...keys, ...writes.map(({ value = '' }) => value), under?.name ?? '']
    return new Set(keys).size < keys.length
      ? TE.left(twice)
      : run(texts, () =>
          under === undefined || leases.holds(under) ? records.transact(writes) : { _tag: 'LeaseLost' },
        )
  }

  return {
    get: (key) => run([key], () => data.records.get(key)),
    put: (key, value, expected) =>
      TE.map((done: Transaction) => (done._tag === 'Committed' ? { value, version: done.version } : undefined))(
        transact([{ key, value, expected }]),
      ),
    remove: (key, expected) =>
      run([key], () => data.records.get(key)?.version === expected && data.records.delete(key)),
    transact,
    keys: (prefix, after, limit) =>
      run([prefix, after], () => records.entries(prefix, after, limit).map(({ key }) => key)),
    entries: (prefix, after, limit) => run([prefix, after], () => records.entries(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => run([name, owner], () => leases.acquire(name, owner, ttlMs)),
    renew: (lease, ttlMs) => run([lease.name], () => leases.renew(lease, ttlMs)),
    release: (lease) => run([lease.name], () => leases.release(lease)),
    close: () => {
      isOpen = false
      return Promise.resolve()
    },
  }
}
