import {
  type Clock,
  type Lease,
  type StoreFailure,
  type StoredRecord,
  type Store,
  bilingual,
  systemClock,
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

interface Standing {
  readonly owner: string
  readonly fence: number
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

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const recordsOf = ({ records, versions }: MemoryData) => ({
  put: (key: string, value: string, expected: number): StoredRecord | undefined => {
    if ((records.get(key)?.version ?? 0) !== expected) return undefined
    const written = { value, version: (versions.get(key) ?? 0) + 1 }
    records.set(key, written)
    versions.set(key, written.version)
    return written
  },
  remove: (key: string, expected: number): boolean => records.get(key)?.version === expected && records.delete(key),
  keys: (prefix: string, after: string, limit: number): ReadonlyArray<string> =>
    [...records.keys()]
      .filter((key) => key.startsWith(prefix) && byCodePoint(key, after) > 0)
      .sort(byCodePoint)
      .slice(0, limit),
})

const leasesOf = ({ leases }: MemoryData, clock: Clock) => {
  const holds = ({ name, owner, fence }: Lease): boolean => {
    const standing = leases.get(name)
    return standing?.owner === owner && standing.fence === fence && clock.now() < standing.until
  }
  return {
    acquire: (name: string, owner: string, ttlMs: number): Lease | undefined => {
      const standing = leases.get(name)
      const now = clock.now()
      if (standing !== undefined && standing.owner !== owner && now < standing.until) return undefined
      const fence = (standing?.fence ?? 0) + 1
      leases.set(name, { owner, fence, until: now + ttlMs })
      return { name, owner, fence }
    },
    renew: (lease: Lease, ttlMs: number): boolean => {
      if (!holds(lease)) return false
      leases.set(lease.name, { owner: lease.owner, fence: lease.fence, until: clock.now() + ttlMs })
      return true
    },
    release: (lease: Lease): void => {
      if (holds(lease)) leases.set(lease.name, { owner: lease.owner, fence: lease.fence, until: 0 })
    },
  }
}

/**
 * Keeps records and leases in this process's memory: for tests, and for tokens that may be lost with the process.
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

  return {
    get: (key) => run([key], () => data.records.get(key)),
    put: (key, value, expected) => run([key, value], () => records.put(key, value, expected)),
    remove: (key, expected) => run([key], () => records.remove(key, expected)),
    keys: (prefix, after, limit) => run([prefix, after], () => records.keys(prefix, after, limit)),
    acquire: (name, owner, ttlMs) => run([name, owner], () => leases.acquire(name, owner, ttlMs)),
    renew: (lease, ttlMs) => run([lease.name], () => leases.renew(lease, ttlMs)),
    release: (lease) => run([lease.name], () => leases.release(lease)),
    close: () => {
      isOpen = false
      return Promise.resolve()
    },
  }
}
