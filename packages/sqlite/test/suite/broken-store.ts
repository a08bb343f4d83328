import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
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
import { type StoreWorld } from '@mini-domains/conformance'

interface Held {
  readonly lease: Lease
  readonly ttlMs: number
  readonly until: number
}

/** The data of a store in memory, and its time. */
export interface Memory {
  readonly records: Map<string, StoredRecord>
  readonly leases: Map<string, Held>
  last: number
  now: number
}

/** Makes a store worse. */
export type Breaking = (store: Store, memory: Memory) => Store

const emptyMemory = (): Memory => ({ records: new Map(), leases: new Map(), last: 0, now: 1 })

const failure = (reason: StoreFailure['reason']): StoreFailure => ({
  _tag: 'StoreFailure',
  reason,
  message: reason,
  hint: bilingual('Fix it.', '请修复。'),
})

const bytes = (text: string): Buffer => Buffer.from(text)

// What has more time left than it asked for was taken before the clock was set back.
const runs = ({ now }: Memory, { ttlMs, until }: Held): boolean => until > now && until - now <= ttlMs

/** Tells whether a lease is held. */
export const isHeld = (memory: Memory, { name, fence }: Lease): boolean => {
  const held = memory.leases.get(name)
  return held?.lease.fence === fence && runs(memory, held)
}

const hold = (memory: Memory, lease: Lease, ttlMs: number): void =>
  void memory.leases.set(lease.name, { lease, ttlMs, until: memory.now + ttlMs })

/** Tells whether every record is at the expected version. */
export const areAsExpected = (memory: Memory, writes: ReadonlyArray<StoreWrite>): boolean =>
  writes.every(({ key, expected }) => (memory.records.get(key)?.version ?? 0) === expected)

/** Does one write. */
export const apply = (memory: Memory, version: number, { key, value }: StoreWrite): void => {
  if (value === undefined) memory.records.delete(key)
  else memory.records.set(key, { value, version })
}

const transacted = (memory: Memory, writes: ReadonlyArray<StoreWrite>, under: Lease | undefined): Transaction => {
  if (under !== undefined && !isHeld(memory, under)) return { _tag: 'LeaseLost' }
  if (!areAsExpected(memory, writes)) return { _tag: 'Conflict' }
  const version = ++memory.last
  writes.forEach((write) => apply(memory, version, write))
  return { _tag: 'Committed', version }
}

/** A store in memory that keeps the laws, on which the broken ones stand. */
const honest = (memory: Memory): Store => {
  let isOpen = true
  const run =
    <A>(texts: ReadonlyArray<string>, act: () => A): TE.TaskEither<StoreFailure, A> =>
    () => {
      if (!isOpen) return Promise.resolve(E.left(failure('unavailable')))
      if (texts.some((text) => /\p{Surrogate}/u.test(text))) return Promise.resolve(E.left(failure('corrupt')))
      return Promise.resolve(E.right(act()))
    }
  const page = (prefix: string, start: string, limit: number): ReadonlyArray<StoreEntry> =>
    [...memory.records]
      .filter(([key]) => key.startsWith(prefix) && Buffer.compare(bytes(key), bytes(start)) > 0)
      .sort(([a], [b]) => Buffer.compare(bytes(a), bytes(b)))
      .slice(0, limit)
      .map(([key, record]) => ({ key, ...record }))
  return {
    get: (key) => run([key], () => memory.records.get(key)),
    put: (key, value, expected) =>
      run([key, value], () => {
        if ((memory.records.get(key)?.version ?? 0) !== expected) return undefined
        const record = { value, version: ++memory.last }
        memory.records.set(key, record)
        return record
      }),
    transact: (writes, under) =>
      new Set(writes.map(({ key }) => key)).size < writes.length
        ? TE.left(failure('corrupt'))
        : run([...writes.flatMap(({ key, value = '' }) => [key, value]), under?.name ?? ''], () =>
            transacted(memory, writes, under),
          ),
    remove: (key, expected) =>
      run([key], () => memory.records.get(key)?.version === expected && memory.records.delete(key)),
    keys: (prefix, start, limit) => run([prefix, start], () => page(prefix, start, limit).map(({ key }) => key)),
    entries: (prefix, start, limit) => run([prefix, start], () => page(prefix, start, limit)),
    acquire: (name, owner, ttlMs) =>
      run([name, owner], () => {
        const held = memory.leases.get(name)
        if (held !== undefined && runs(memory, held) && held.lease.owner !== owner) return undefined
        const lease = { name, owner, fence: ++memory.last }
        hold(memory, lease, ttlMs)
        return lease
      }),
    renew: (lease, ttlMs) =>
      run([], () => {
        if (!isHeld(memory, lease)) return false
        hold(memory, lease, ttlMs)
        return true
      }),
    release: (lease) => run([], () => void (isHeld(memory, lease) && memory.leases.delete(lease.name))),
    close: () => {
      isOpen = false
      return Promise.resolve()
    },
  }
}

const cut = (text: string, end: number): string => text.slice(0, end < 0 ? text.length : end)

const force =
  (memory: Memory, key: string, value: string): TE.TaskEither<StoreFailure, StoredRecord> =>
  () => {
    const record = { value, version: ++memory.last }
    memory.records.set(key, record)
    return Promise.resolve(E.right(record))
  }

const onKeys =
  (
    change: (
      keys: ReadonlyArray<string>,
      memory: Memory,
      prefix: string,
      after: string,
      limit: number,
    ) => ReadonlyArray<string>,
  ): Breaking =>
  (store, memory) => ({
    ...store,
    keys: (prefix, after, limit) =>
      TE.map((keys: ReadonlyArray<string>) => change(keys, memory, prefix, after, limit))(
        store.keys(prefix, after, limit),
      ),
  })

const onText =
  (change: (text: string) => string): Breaking =>
  (store) => ({ ...store, put: (key, value, expected) => store.put(key, change(value), expected) })

const onKeyText =
  (change: (text: string) => string): Breaking =>
  (store) => ({
    ...store,
    get: (key) => store.get(change(key)),
    put: (key, value, expected) => store.put(change(key), value, expected),
    remove: (key, expected) => store.remove(change(key), expected),
  })

const cached: Breaking = (store) => {
  const seen = new Map<string, StoredRecord | undefined>()
  return {
    ...store,
    get: (key) =>
      seen.has(key)
        ? TE.right(seen.get(key))
        : TE.map((record: StoredRecord | undefined) => {
            seen.set(key, record)
            return record
          })(store.get(key)),
  }
}

const after =
  <A>(then: () => void) =>
  (task: TE.TaskEither<StoreFailure, A>): TE.TaskEither<StoreFailure, A> =>
    TE.map((value: A) => {
      then()
      return value
    })(task)

/** How a store can be broken. The suite must fail each. */
export const breakings: Readonly<Record<string, Breaking>> = {
  'an update is lost between look and write': (store, memory) => ({
    ...store,
    put: (key, value, expected) => async () => {
      if ((memory.records.get(key)?.version ?? 0) !== expected) return E.right(undefined)
      await Promise.resolve()
      return force(memory, key, value)()
    },
  }),
  'put ignores the expected version': (store, memory) => ({
    ...store,
    put: (key, value) => force(memory, key, value),
  }),
  'put at 0 overwrites': (store, memory) => ({
    ...store,
    put: (key, value, expected) => (expected === 0 ? force(memory, key, value) : store.put(key, value, expected)),
  }),
  'what put refuses is written nevertheless': (store, memory) => ({
    ...store,
    put: (key, value, expected) => async () => {
      const done = await store.put(key, value, expected)()
      if (E.isRight(done) && done.right === undefined) memory.records.set(key, { value, version: memory.last })
      return done
    },
  }),
  'versions begin again after a removal': (store, memory) => ({
    ...store,
    put: (key, value, expected) => () => {
      const version = memory.records.get(key)?.version ?? 0
      if (version !== expected) return Promise.resolve(E.right(undefined))
      memory.records.set(key, { value, version: version + 1 })
      return Promise.resolve(E.right({ value, version: version + 1 }))
    },
  }),
  'a write of the same value keeps its version': (store, memory) => ({
    ...store,
    put: (key, value, expected) => {
      const found = memory.records.get(key)
      return found?.value === value && found.version === expected ? TE.right(found) : store.put(key, value, expected)
    },
  }),
  'remove ignores the expected version': (store, memory) => ({
    ...store,
    remove: (key) => () => Promise.resolve(E.right(memory.records.delete(key))),
  }),
  'remove always says yes': (store) => ({ ...store, remove: (key, at) => TE.map(() => true)(store.remove(key, at)) }),
  'remove removes nothing': (store, memory) => ({
    ...store,
    remove: (key, at) => () => Promise.resolve(E.right(memory.records.get(key)?.version === at)),
  }),
  'a handle reads from its own cache': cached,
  'keys come in the order of writing': onKeys((_keys, { records }, prefix, after, limit) => {
    const all = [...records.keys()].filter((key) => key.startsWith(prefix))
    return all.slice(all.indexOf(after) + 1).slice(0, limit)
  }),
  'keys come in the order of UTF-16': onKeys((_keys, { records }, prefix, after, limit) =>
    [...records.keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort()
      .slice(0, limit),
  ),
  'keys gives the start once more': onKeys((keys, { records }, _prefix, after) =>
    records.has(after) ? [after, ...keys] : keys,
  ),
  'keys knows no limit': (store) => ({ ...store, keys: (prefix, start) => store.keys(prefix, start, 1e9) }),
  'a prefix is a pattern': onKeys((_keys, { records }, prefix, after, limit) => {
    const pattern = new RegExp(
      `^${prefix
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/_/g, '.')
        .replace(/%/g, '.*')}`,
      's',
    )
    return [...records.keys()]
      .filter((key) => pattern.test(key) && Buffer.compare(bytes(key), bytes(after)) > 0)
      .sort((a, b) => Buffer.compare(bytes(a), bytes(b)))
      .slice(0, limit)
  }),
  'leases are listed as keys': onKeys((keys, { leases }) => [...keys, ...leases.keys()]),
  'text ends at a NUL': onText((text) => cut(text, text.indexOf('\u0000'))),
  'text is trimmed': onText((text) => text.trim()),
  'text is cut at 64 kB': onText((text) => cut(text, 65_536)),
  'text is normalised': onKeyText((key) => key.normalize('NFC')),
  'keys are case-blind': onKeyText((key) => key.toLowerCase()),
  'half of a character is kept as another': (store) => ({
    ...store,
    put: (key, value, expected) => store.put(bytes(key).toString(), bytes(value).toString(), expected),
  }),
  'a lease has many holders': (store, memory) => ({
    ...store,
    acquire: (name, owner, ttlMs) => () => {
      memory.leases.delete(name)
      return store.acquire(name, owner, ttlMs)()
    },
  }),
  'two owners look before either takes a lease': (store, memory) => ({
    ...store,
    acquire: (name, owner, ttlMs) => async () => {
      const held = memory.leases.get(name)
      if (held !== undefined && runs(memory, held) && held.lease.owner !== owner) return E.right(undefined)
      await Promise.resolve()
      memory.leases.delete(name)
      return store.acquire(name, owner, ttlMs)()
    },
  }),
  'a lease never runs out': (store) => ({
    ...store,
    acquire: (name, owner) => store.acquire(name, owner, 1e12),
  }),
  'a fence is given again': (store, memory) => ({
    ...store,
    release: (lease) => after<void>(() => (memory.last = lease.fence - 1))(store.release(lease)),
  }),
  'renew ignores the fence': (store, memory) => ({
    ...store,
    renew: (lease, ttlMs) => store.renew(memory.leases.get(lease.name)?.lease ?? lease, ttlMs),
  }),
  'renew brings back what has run out': (store, memory) => ({
    ...store,
    renew: (lease, ttlMs) => () => {
      const held = memory.leases.get(lease.name)
      if (held?.lease.fence !== lease.fence) return Promise.resolve(E.right(false))
      hold(memory, lease, ttlMs)
      return Promise.resolve(E.right(true))
    },
  }),
  'renew only says that it did': (store, memory) => ({
    ...store,
    renew: (lease) => () => Promise.resolve(E.right(isHeld(memory, lease))),
  }),
  'release ignores the fence': (store, memory) => ({
    ...store,
    release: (lease) => () => Promise.resolve(E.right(void memory.leases.delete(lease.name))),
  }),
  'a task runs before it is asked to': (store) => ({
    ...store,
    put: (key, value, expected) => {
      const running = store.put(key, value, expected)()
      return () => running
    },
  }),
  'a closed store throws': (store) => {
    let isOpen = true
    return {
      ...store,
      get: (key) => (isOpen ? store.get(key) : () => Promise.reject(new Error('closed'))),
      close: () => {
        isOpen = false
        return store.close()
      },
    }
  },
  'a closed store goes on': (store) => ({ ...store, close: () => Promise.resolve() }),
  'a store throws where it has nothing': (store) => ({
    ...store,
    get: (key) => async () => {
      const found = await store.get(key)()
      if (E.isRight(found) && found.right === undefined) throw new Error('not found')
      return found
    },
  }),
}

/** A world on memory. Its store may be broken, and so may the world: nothing durable, or one place for all. */
export const memoryWorld =
  (breaking: Breaking = (store) => store, flaw: 'none' | 'not durable' | 'shared' | 'fences restart' = 'none') =>
  (): Promise<StoreWorld> => {
    let memory = emptyMemory()
    const neighbour = flaw === 'shared' ? memory : emptyMemory()
    return Promise.resolve({
      open: () => Promise.resolve(breaking(honest(memory), memory)),
      openNeighbour: () => Promise.resolve(breaking(honest(neighbour), neighbour)),
      pass: (ms) => Promise.resolve(void (memory.now += ms)),
      setBack: (ms) => Promise.resolve(void (memory.now -= ms)),
      restart: () => {
        if (flaw === 'not durable') memory = emptyMemory()
        if (flaw === 'fences restart') memory.last = 0
        return Promise.resolve()
      },
      end: () => Promise.resolve(),
    })
  }
