import { type Clock } from '@mini-domains/core'
import { type Modification, type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from '../lists/list-address.js'
import { type KnownSpending, type SpendingEntry, counted, knownSpending, monthOf } from './budget.js'
import { type Progress, type RunBook, readBook } from './progress.js'
import { type LockOptions, type RunLock, awaitLock, takeLock } from './run-lock.js'
import {
  type ChangeRecord,
  type KeptStatus,
  RunRecord,
  budgetKey,
  changeKey,
  contended,
  decodeRecord,
  runKey,
  takenOver,
} from './record.js'

/**
 * A change of a plan, as far as a run counts it: its line, from 0, whose budget it takes from, and what it costs.
 */
export interface RunChange {
  readonly n: number
  readonly address: ListAddress
  readonly cost: number
}

/**
 * How a change ended: what is kept of it, and what it spent.
 */
export interface RunEnd {
  readonly status: KeptStatus
  readonly modification: Modification
  readonly modifications: number
  readonly uncertain: number
  /** The vendor said that nothing is left of the month. */
  readonly exhausted: boolean
}

type Done = Promise<E.Either<StoreFailure, void>>

/**
 * One run of a plan, alone under its lock. Whatever it resolves to Right is durable.
 */
export interface Run {
  readonly progress: Progress
  /** Keeps that a write is about to be sent at the moment `at`, and reserves what it may spend: both or neither. */
  readonly begin: (change: RunChange, at: number) => Done
  /** Keeps how a change ended, gives back what it reserved, and counts what it spent: all or nothing. */
  readonly end: (change: RunChange, end: RunEnd) => Done
  /** Keeps what the run came to. */
  readonly finish: (result: { readonly complete: boolean; readonly counts: Readonly<Record<string, number>> }) => Done
  /** Gives the lock back. What was kept stays. */
  readonly close: () => Promise<void>
}

/**
 * What a run is opened with.
 */
export interface RunOptions {
  readonly store: Store
  readonly clock: Clock
  /** The digest of the plan, how many lines it has, and how many of them are changes. */
  readonly plan: string
  readonly lines: number
  readonly changes: number
  /** How long the lock of a process that died keeps others out. Default 4,000. */
  readonly leaseMs?: number
  /** Whether to wait, where another process holds the lock, until one that died has surely lost it. Default false. */
  readonly wait?: boolean
  readonly signal?: AbortSignal
}

/** What this process knows of the run's own record, which every opening writes anew. */
interface Opening {
  record: RunRecord
  version: number
}

const attempts = 20

const readOpening = async ({ store, clock, plan, changes }: RunOptions): Promise<E.Either<StoreFailure, Opening>> => {
  const key = runKey(plan)
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  const now = clock.now()
  const begun: RunRecord = { format: 1, plan, changes, begunAt: now, openedAt: now }
  if (found.right === undefined) return E.right({ record: begun, version: 0 })
  const { version } = found.right
  const record = decodeRecord(RunRecord, key, found.right)
  return E.isLeft(record) ? record : E.right({ record: { ...record.right, openedAt: now }, version })
}

const newRecord = (end: RunEnd, at: number): ChangeRecord => ({
  state: 'ended',
  status: end.status,
  free: end.status === 'failed' && end.modification === 'not-spent',
  at,
})

const write = (key: string, value: unknown, expected: number): StoreWrite => ({
  key,
  value: JSON.stringify(value),
  expected,
})

const runOn = (options: RunOptions, lock: RunLock, opening: Opening, book: RunBook): Run => {
  const { store, clock, plan } = options
  /** What was last seen of a budget between the two transactions of a change, so that the second needs no look. */
  const seen = new Map<string, KnownSpending>()

  const commit = async (writes: ReadonlyArray<StoreWrite>): Promise<E.Either<StoreFailure, number | 'conflict'>> => {
    const done = await store.transact(writes, lock.lease())()
    if (E.isLeft(done)) return done
    switch (done.right._tag) {
      case 'Committed':
        return E.right(done.right.version)
      case 'Conflict':
        return E.right('conflict')
      case 'LeaseLost':
        return (await lock.regain()) ? commit(writes) : E.left(takenOver)
    }
  }

  const keep = async ({ n }: RunChange, record: ChangeRecord): Done => {
    const kept = await commit([write(changeKey(plan, n), record, book.versionOf(n))])
    if (E.isLeft(kept)) return kept
    if (kept.right === 'conflict') return E.left(takenOver)
    book.note(n, record, kept.right)
    return E.right(undefined)
  }

  const keepAndCount = async (change: RunChange, record: ChangeRecord, month: string, entry: SpendingEntry): Done => {
    const { n, address } = change
    const budget = budgetKey(address, month)
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const cached = attempt === 0 ? seen.get(budget) : undefined
      const known = cached === undefined ? await knownSpending(store, address, month) : E.right(cached)
      if (E.isLeft(known)) return known
      const spending = counted(known.right.spending, entry)
      const kept = await commit([
        write(changeKey(plan, n), record, book.versionOf(n)),
        write(budget, spending, known.right.version),
      ])
      if (E.isLeft(kept)) return kept
      if (kept.right === 'conflict') continue
      book.note(n, record, kept.right)
      if (record.state === 'begun') seen.set(budget, { spending, version: kept.right })
      else seen.delete(budget)
      return E.right(undefined)
    }
    return E.left(contended)
  }

  return {
    progress: book.progress,
    begin: (change, at) =>
      keepAndCount(change, { state: 'begun', at, held: change.cost }, monthOf(at), { held: change.cost }),
    end: (change, end) => {
      const begun = book.begunOf(change.n)
      const record = newRecord(end, clock.now())
      if (begun === undefined) return keep(change, record)
      return keepAndCount(change, record, monthOf(begun.at), {
        held: -begun.held,
        spent: end.modifications,
        unknown: end.uncertain,
        exhausted: end.exhausted,
      })
    },
    finish: async ({ complete, counts }) => {
      const record: RunRecord = { ...opening.record, endedAt: clock.now(), complete, counts }
      const kept = await commit([write(runKey(plan), record, opening.version)])
      if (E.isLeft(kept)) return kept
      return kept.right === 'conflict' ? E.left(takenOver) : E.right(undefined)
    },
    close: lock.release,
  }
}

const openUnder = async (
  options: RunOptions,
  lock: RunLock,
  opening: Opening,
): Promise<E.Either<StoreFailure, Run>> => {
  const { store, plan, lines } = options
  const now = await readOpening(options)
  if (E.isLeft(now)) return now
  const { record, version } = now.right
  const opened = await store.transact([write(runKey(plan), record, version)], lock.lease())()
  if (E.isLeft(opened)) return opened
  if (opened.right._tag !== 'Committed') return E.left(takenOver)
  opening.record = record
  opening.version = opened.right.version
  const book = await readBook(store, plan, lines)
  return E.isLeft(book) ? book : E.right(runOn(options, lock, opening, book.right))
}

/**
 * Opens the run of a plan: takes its lock, and reads how far it has come. The right is `undefined` where another process holds the lock;
 * one that a dead process left is over after `leaseMs`.
 */
export const openRun = async (options: RunOptions): Promise<E.Either<StoreFailure, Run | undefined>> => {
  const { store, plan, clock, leaseMs = 4_000, wait = false, signal } = options
  const opening: Opening = { record: { format: 1, plan, changes: 0, begunAt: 0, openedAt: 0 }, version: 0 }
  const isOurs = async (): Promise<boolean> => {
    const found = await store.get(runKey(plan))()
    return E.isRight(found) && (found.right?.version ?? 0) === opening.version
  }
  const how: LockOptions = { store, plan, clock, leaseMs }
  const lock = wait ? await awaitLock(how, isOurs, signal) : await takeLock(how, isOurs)
  if (E.isLeft(lock)) return lock
  if (lock.right === undefined) return E.right(undefined)
  const run = await openUnder(options, lock.right, opening)
  if (E.isLeft(run)) await lock.right.release()
  return run
}
