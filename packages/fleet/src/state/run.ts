import { type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type NewHistory, type RunExit } from './history.js'
import { type AnnouncedEnd, announcedEnds } from './line-end.js'
import { type KnownLine } from './known-line.js'
import { type ListEffect, type RunChange, type RunEnd, lineKeeper } from './line-keeper.js'
import { packBlock } from './pack-lines.js'
import { type Progress, type RunBook } from './progress.js'
import { type RunRecord, recordWrite, runKey } from './record.js'
import { takenOver } from './record-failure.js'
import { type RunLock } from './run-lock.js'

/**
 * What a run came to.
 */
export interface RunResult {
  readonly complete: boolean
  readonly cancelled: boolean
  /** The vendors of which the rest was left out. */
  readonly halted: ReadonlyArray<string>
  readonly counts: Readonly<Record<string, number>>
}

type Done = Promise<E.Either<StoreFailure, void>>

/**
 * One run of a plan, alone under its lock. Whatever it resolves to Right is durable.
 */
export interface Run {
  readonly progress: Progress
  /** Keeps that a write is about to be sent at the moment `at`, with its effect, and reserves what it may spend: both or neither. */
  readonly begin: (change: RunChange, at: number, effect?: ListEffect) => Done
  /** Keeps how a change ended and what was observed, gives back what it reserved, and counts what it spent: all or nothing. */
  readonly end: (change: RunChange, end: RunEnd) => Done
  /**
   * Gives the ends that other processes announced (see `reconcile`) and that were not given yet, up to `limit` (default 1,000) of them, and
   * counts them in `progress`. Costs a read, and a write where there are any, however long the plan is. None: nobody has announced one since.
   */
  readonly ends: (limit?: number) => Promise<E.Either<StoreFailure, ReadonlyArray<AnnouncedEnd>>>
  /**
   * Hears that a line is a change, one after the other in the order of the plan. Where whole blocks of a thousand lines are behind it that have
   * ended, those that ended as desired are packed together: the store then keeps some 20 bytes for each.
   */
  readonly reach: (n: number) => Promise<void>
  /** Keeps what the run came to, with its end in the history. */
  readonly finish: (result: RunResult) => Done
  /** Gives the lock back. What was kept stays. */
  readonly close: () => Promise<void>
}

/**
 * What this process has written of the run and of its place in the history, both at one version; every opening writes them anew.
 */
export interface Opening {
  readonly record: RunRecord
  readonly history: NewHistory
  readonly version: number
}

const exitOf = ({ complete, cancelled, halted }: RunResult): RunExit => {
  if (cancelled) return 'cancelled'
  if (halted.length > 0) return 'halted'
  return complete ? 'complete' : 'incomplete'
}

/** Where a run is kept: the store, whose clock tells when, the digest of its plan, and how many changes that has. */
interface RunContext {
  readonly store: Store
  readonly clock: Clock
  readonly plan: string
  readonly changes: number
}

/**
 * Counts the changes of a run that was opened.
 */
export const runOn = (
  { store, clock, plan, changes }: RunContext,
  lock: RunLock,
  opening: Opening,
  book: RunBook,
): Run => {
  const commit = async (writes: ReadonlyArray<StoreWrite>): Promise<E.Either<StoreFailure, number | 'conflict'>> => {
    const damage = lock.damage()
    if (damage !== undefined) return E.left(damage)
    const done = await store.transact(writes, lock.lease())()
    if (E.isLeft(done)) return done
    switch (done.right._tag) {
      case 'Committed':
        return E.right(done.right.version)
      case 'Conflict':
        return E.right('conflict')
      case 'LeaseLost':
        return (await lock.regain()) ? commit(writes) : E.left(lock.damage() ?? takenOver)
    }
  }

  const keeper = lineKeeper({ store, clock, plan, announces: false, commit })

  const noted = (n: number, kept: E.Either<StoreFailure, KnownLine>): E.Either<StoreFailure, void> => {
    if (E.isLeft(kept)) return kept
    const { record, version } = kept.right
    if (record !== undefined) book.note(n, record, version)
    return E.right(undefined)
  }

  /** Ends that were read and are not told yet: a store may lose its word that they are taken away. */
  const untold = new Map<string, AnnouncedEnd>()

  const ends = async (limit = 1_000): Promise<E.Either<StoreFailure, ReadonlyArray<AnnouncedEnd>>> => {
    const damage = lock.damage()
    if (damage !== undefined) return E.left(damage)
    const page = await announcedEnds(store, plan, limit)
    if (E.isLeft(page)) return page
    for (const [key, end] of page.right.ends) untold.set(key, end)
    if (page.right.removal.length > 0) {
      const removed = await commit(page.right.removal)
      if (E.isLeft(removed)) return removed
      // Nobody else takes them away under this lock, but the lock may have been another's for a while.
      if (removed.right === 'conflict') return ends(limit)
    }
    const told = [...untold.values()]
    untold.clear()
    for (const { n, end } of told) book.hear(n, end)
    return E.right(told)
  }

  /** What cannot be packed now stays as it is until another time. */
  const pack = async (): Promise<void> => {
    for (const block of book.packable(changes)) {
      const packed = await packBlock(store, plan, block, lock.lease())
      if (packed === undefined) return
      for (const { n, record } of packed.lines) book.notePacked(n, record, packed.version)
    }
  }

  return {
    progress: book.progress,
    begin: async (change, at, effect) =>
      noted(change.n, await keeper.begin(change, book.knownOf(change.n), at, effect)),
    end: async (change, end) => noted(change.n, await keeper.end(change, book.knownOf(change.n), end)),
    ends,
    reach: async (n) => {
      if (book.reach(n)) await pack()
    },
    finish: async (result) => {
      await pack()
      const { complete, counts } = result
      const endedAt = clock.now()
      const { history, version } = opening
      const kept = await commit([
        recordWrite(runKey(plan), { ...opening.record, endedAt, complete, counts }, version),
        recordWrite(history.key, { ...history.record, endedAt, exit: exitOf(result), counts }, version),
      ])
      if (E.isLeft(kept)) return kept
      return kept.right === 'conflict' ? E.left(takenOver) : E.right(undefined)
    },
    close: lock.release,
  }
}
