import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Lease, type Store, type StoreEntry, type StoreWrite, type Transaction } from '@mini-domains/core/adapter'
import { type Breaking, type Memory, apply, areAsExpected, isHeld } from './broken-store.js'

type Transact = (
  memory: Memory,
  writes: ReadonlyArray<StoreWrite>,
  under: Lease | undefined,
  store: Store,
) => Transaction | Promise<Transaction>

const later = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

const isTwice = (writes: ReadonlyArray<StoreWrite>): boolean =>
  new Set(writes.map(({ key }) => key)).size < writes.length

const isIllFormed = (writes: ReadonlyArray<StoreWrite>, under: Lease | undefined): boolean =>
  /\p{Surrogate}/u.test([...writes.flatMap(({ key, value = '' }) => [key, value]), under?.name ?? ''].join(' '))

/** Does a transaction otherwise, where its text is right and the handle is open. */
const onTransact =
  (transact: Transact): Breaking =>
  (store, memory) => ({
    ...store,
    transact: (writes, under) => async () => {
      if (isTwice(writes) || isIllFormed(writes, under)) return store.transact(writes, under)()
      const open = await store.get('')()
      return E.isLeft(open) ? open : E.right(await transact(memory, writes, under, store))
    },
  })

const commit = (memory: Memory, writes: ReadonlyArray<StoreWrite>): Transaction => {
  const version = ++memory.last
  writes.forEach((write) => apply(memory, version, write))
  return { _tag: 'Committed', version }
}

const judge = (memory: Memory, writes: ReadonlyArray<StoreWrite>, under: Lease | undefined): Transaction['_tag'] => {
  if (under !== undefined && !isHeld(memory, under)) return 'LeaseLost'
  return areAsExpected(memory, writes) ? 'Committed' : 'Conflict'
}

const refused = (tag: 'Conflict' | 'LeaseLost'): Transaction => ({ _tag: tag })

/** Judges by other rules, and then does all or nothing. */
const judging = (verdict: typeof judge): Breaking =>
  onTransact((memory, writes, under) => {
    const tag = verdict(memory, writes, under)
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  })

/** Judges rightly, and then writes otherwise. */
const writingOtherwise = (
  write: (memory: Memory, writes: ReadonlyArray<StoreWrite>) => Transaction | Promise<Transaction>,
): Breaking =>
  onTransact((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    return tag === 'Committed' ? write(memory, writes) : refused(tag)
  })

const onEntries =
  (change: (entries: ReadonlyArray<StoreEntry>, store: Store) => ReadonlyArray<StoreEntry>): Breaking =>
  (store) => ({
    ...store,
    entries: (prefix, after, limit) =>
      TE.map((entries: ReadonlyArray<StoreEntry>) => change(entries, store))(store.entries(prefix, after, limit)),
  })

/** How transactions and pages of records can be broken. The suite must fail each. */
export const transactionBreakings: Readonly<Record<string, Breaking>> = {
  'half a transaction is written on a conflict': onTransact((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    const until = writes.findIndex((write) => !areAsExpected(memory, [write]))
    if (tag === 'Conflict') commit(memory, writes.slice(0, until))
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'a transaction that lost its lease is written nevertheless': onTransact((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    if (tag === 'LeaseLost' && areAsExpected(memory, writes)) commit(memory, writes)
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'only the first record of a transaction is looked at': judging((memory, writes, under) =>
    judge(memory, writes.slice(0, 1), under),
  ),
  'only the last record of a transaction is looked at': judging((memory, writes, under) =>
    judge(memory, writes.slice(-1), under),
  ),
  'the last write of a transaction wins': judging((memory, _writes, under) => judge(memory, [], under)),
  'removals of a transaction are not looked at': judging((memory, writes, under) =>
    judge(
      memory,
      writes.filter(({ value }) => value !== undefined),
      under,
    ),
  ),
  'a transaction at 0 overwrites': judging((memory, writes, under) =>
    judge(
      memory,
      writes.filter(({ expected }) => expected !== 0),
      under,
    ),
  ),
  'a removal at 0 is always a conflict': judging((memory, writes, under) =>
    writes.some(({ value, expected }) => value === undefined && expected === 0)
      ? 'Conflict'
      : judge(memory, writes, under),
  ),
  'the lease is not looked at': judging((memory, writes) => judge(memory, writes, undefined)),
  'the fence of the lease is not looked at': judging((memory, writes, under) =>
    judge(memory, writes, under === undefined ? under : (memory.leases.get(under.name)?.lease ?? under)),
  ),
  'a lease that has run out is enough': judging((memory, writes, under) =>
    judge(
      memory,
      writes,
      under !== undefined && memory.leases.get(under.name)?.lease.fence === under.fence ? undefined : under,
    ),
  ),
  'a lost lease is told as a conflict': judging((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    return tag === 'LeaseLost' ? 'Conflict' : tag
  }),
  'a transaction without writes does not ask for the lease': judging((memory, writes, under) =>
    writes.length === 0 ? 'Committed' : judge(memory, writes, under),
  ),
  'a transaction without writes is a conflict': judging((memory, writes, under) =>
    writes.length === 0 && under === undefined ? 'Conflict' : judge(memory, writes, under),
  ),
  'the lease is looked at before the transaction, not in it': onTransact(async (memory, writes, under) => {
    const before = judge(memory, [], under)
    await later()
    const tag = before === 'Committed' ? judge(memory, writes, undefined) : before
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'the records are looked at before the transaction, not in it': onTransact(async (memory, writes, under) => {
    const tag = judge(memory, writes, under)
    await later()
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'a transaction prolongs its lease': onTransact((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    const held = under === undefined ? undefined : memory.leases.get(under.name)
    if (under !== undefined && held !== undefined && tag !== 'LeaseLost')
      memory.leases.set(under.name, { ...held, until: memory.now + held.ttlMs + 60_000, ttlMs: held.ttlMs + 60_000 })
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'a transaction gives its lease back': onTransact((memory, writes, under) => {
    const tag = judge(memory, writes, under)
    if (under !== undefined && tag === 'Committed') memory.leases.delete(under.name)
    return tag === 'Committed' ? commit(memory, writes) : refused(tag)
  }),
  'each write of a transaction has a version of its own': writingOtherwise((memory, writes) => {
    writes.forEach((write) => apply(memory, ++memory.last, write))
    return { _tag: 'Committed', version: memory.last }
  }),
  'a transaction tells another version than it wrote': writingOtherwise((memory, writes) => {
    const done = commit(memory, writes)
    return done._tag === 'Committed' ? { ...done, version: done.version + 1 } : done
  }),
  'the version of a transaction is one more than was expected': writingOtherwise((memory, writes) => {
    const version = Math.max(0, ...writes.map(({ expected }) => expected)) + 1
    writes.forEach((write) => apply(memory, version, write))
    return { _tag: 'Committed', version }
  }),
  'removals of a transaction are not done': writingOtherwise((memory, writes) =>
    commit(
      memory,
      writes.filter(({ value }) => value !== undefined),
    ),
  ),
  'a removal of a transaction leaves an empty record': writingOtherwise((memory, writes) =>
    commit(
      memory,
      writes.map((write) => ({ ...write, value: write.value ?? '' })),
    ),
  ),
  'only five hundred writes of a transaction are done': writingOtherwise((memory, writes) =>
    commit(memory, writes.slice(0, 500)),
  ),
  'a transaction is written one record after the other': writingOtherwise(async (memory, writes) => {
    const version = ++memory.last
    for (const write of writes) {
      apply(memory, version, write)
      await later()
    }
    return { _tag: 'Committed', version }
  }),
  'a transaction that names a key twice is done': (store, memory) => ({
    ...store,
    transact: (writes, under) =>
      isTwice(writes) ? () => Promise.resolve(E.right(commit(memory, writes))) : store.transact(writes, under),
  }),
  'a transaction keeps half of a character': (store, memory) => ({
    ...store,
    transact: (writes, under) =>
      isIllFormed(writes, under)
        ? () => Promise.resolve(E.right(commit(memory, writes)))
        : store.transact(writes, under),
  }),
  'a transaction runs before it is asked to': (store) => ({
    ...store,
    transact: (writes, under) => {
      const running = store.transact(writes, under)()
      return () => running
    },
  }),
  'a closed store does transactions': (store, memory) => ({
    ...store,
    transact: (writes, under) =>
      isTwice(writes) || isIllFormed(writes, under)
        ? store.transact(writes, under)
        : () => {
            const tag = judge(memory, writes, under)
            return Promise.resolve(E.right(tag === 'Committed' ? commit(memory, writes) : refused(tag)))
          },
  }),
  'entries gives stale values': (store) => {
    const seen = new Map<string, StoreEntry>()
    return {
      ...store,
      entries: (prefix, after, limit) =>
        TE.map((entries: ReadonlyArray<StoreEntry>) =>
          entries.map((entry) => {
            const known = seen.get(entry.key) ?? entry
            seen.set(entry.key, known)
            return known
          }),
        )(store.entries(prefix, after, limit)),
    }
  },
  'entries gives keys without their values': onEntries((entries) => entries.map((entry) => ({ ...entry, value: '' }))),
  'entries gives versions of another moment': onEntries((entries) =>
    entries.map((entry) => ({ ...entry, version: entry.version + 1 })),
  ),
  'entries leaves out the last of a page': onEntries((entries) => entries.slice(0, Math.max(1, entries.length - 1))),
  'entries gives at most a hundred': onEntries((entries) => entries.slice(0, 100)),
  'entries knows no limit': (store) => ({ ...store, entries: (prefix, after) => store.entries(prefix, after, 1e9) }),
  'entries begins anew with each page': (store) => ({
    ...store,
    entries: (prefix, after, limit) => store.entries(prefix, after === '' ? after : after.slice(0, -1), limit),
  }),
  'entries does not know the prefix': (store) => ({
    ...store,
    entries: (_prefix, after, limit) => store.entries('', after, limit),
  }),
  'a page of entries is read record by record': (store) => ({
    ...store,
    entries: (prefix, after, limit) => async () => {
      const keys = await store.keys(prefix, after, limit)()
      if (E.isLeft(keys)) return keys
      const found: Array<StoreEntry> = []
      for (const key of keys.right) {
        const record = await store.get(key)()
        if (E.isLeft(record)) return record
        if (record.right !== undefined) found.push({ key, ...record.right })
        await later()
      }
      return E.right(found)
    },
  }),
  'a clock that is set back holds a lease for a day': (store, memory) => ({
    ...store,
    acquire: (name, owner, ttlMs) => () => {
      const held = memory.leases.get(name)
      const isFree = held === undefined || held.until <= memory.now || held.lease.owner === owner
      return isFree ? store.acquire(name, owner, ttlMs)() : Promise.resolve(E.right(undefined))
    },
  }),
}
