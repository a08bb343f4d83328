import { type Clock } from '@mini-domains/core'
import { type Modification, type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from '../lists/list-address.js'
import { type KnownSpending, type SpendingEntry, counted, knownSpending, monthOf } from './budget.js'
import { type NewHistory, type RunExit } from './history.js'
import { type Observation, observationWrites } from './observation.js'
import { type Progress, type RunBook } from './progress.js'
import {
  type ChangeNote,
  type ChangeRecord,
  type KeptStatus,
  type RunRecord,
  budgetKey,
  changeKey,
  contended,
  recordWrite,
  runKey,
  takenOver,
} from './record.js'
import { type RunLock } from './run-lock.js'

/**
 * A change of a plan, as far as a run counts it: its line, from 0, whose budget it takes from, and what it costs.
 */
export interface RunChange {
  readonly n: number
  readonly address: ListAddress
  readonly cost: number
}

/**
 * What a change does to its list, see `ChangeNote`.
 */
export type ListEffect = Omit<ChangeNote, 'address' | 'error'>

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
  /** It surely did nothing and is about to be made again: what a crash before that leaves to the next run. */
  readonly repeated?: boolean
  /** The list as it is now, where that is known. */
  readonly observed?: Observation
  /** What it did to the list, where that is other than what was kept when it was begun. */
  readonly effect?: ListEffect | undefined
  /** Names what went wrong. */
  readonly error?: string | undefined
}

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

const attempts = 20

const exitOf = ({ complete, cancelled, halted }: RunResult): RunExit => {
  if (cancelled) return 'cancelled'
  if (halted.length > 0) return 'halted'
  return complete ? 'complete' : 'incomplete'
}

const newRecord = (end: RunEnd, at: number, begun: ChangeNote): ChangeRecord => ({
  state: 'ended',
  status: end.status,
  free: end.status === 'failed' && (end.modification === 'not-spent' || end.repeated === true),
  at,
  note: { ...begun, ...end.effect, ...(end.error === undefined ? {} : { error: end.error }) },
})

/** Where a run is kept: the store, whose clock tells when, and the digest of its plan. */
interface RunContext {
  readonly store: Store
  readonly clock: Clock
  readonly plan: string
}

/**
 * Counts the changes of a run that was opened.
 */
export const runOn = ({ store, clock, plan }: RunContext, lock: RunLock, opening: Opening, book: RunBook): Run => {
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

  /** What is written along with a change: what its budget has spent, and what was observed of its list. */
  interface Along {
    readonly budget?: { readonly month: string; readonly entry: SpendingEntry } | undefined
    readonly observed?: Observation | undefined
  }

  const spendingFor = async ({ address }: RunChange, { budget }: Along, mayBeSeen: boolean) => {
    if (budget === undefined) return E.right(undefined)
    const key = budgetKey(address, budget.month)
    const cached = mayBeSeen ? seen.get(key) : undefined
    const known = cached === undefined ? await knownSpending(store, address, budget.month) : E.right(cached)
    if (E.isLeft(known)) return known
    return E.right({ key, spending: counted(known.right.spending, budget.entry), version: known.right.version })
  }

  const keep = async (change: RunChange, record: ChangeRecord, along: Along): Done => {
    const { n, address } = change
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const budget = await spendingFor(change, along, attempt === 0)
      if (E.isLeft(budget)) return budget
      const observed = await (along.observed === undefined
        ? E.right([])
        : observationWrites(store, address, along.observed, clock.now()))
      if (E.isLeft(observed)) return observed
      const kept = await commit([
        recordWrite(changeKey(plan, n), record, book.versionOf(n)),
        ...(budget.right === undefined
          ? []
          : [recordWrite(budget.right.key, budget.right.spending, budget.right.version)]),
        ...observed.right,
      ])
      if (E.isLeft(kept)) return kept
      if (kept.right === 'conflict') continue
      book.note(n, record, kept.right)
      if (budget.right !== undefined && record.state === 'begun')
        seen.set(budget.right.key, { spending: budget.right.spending, version: kept.right })
      else if (budget.right !== undefined) seen.delete(budget.right.key)
      return E.right(undefined)
    }
    return E.left(contended)
  }

  return {
    progress: book.progress,
    begin: (change, at, effect) =>
      keep(
        change,
        { state: 'begun', at, held: change.cost, note: { address: change.address, ...effect } },
        { budget: { month: monthOf(at), entry: { held: change.cost } } },
      ),
    end: (change, end) => {
      const begun = book.begunOf(change.n)
      const budget = begun && {
        month: monthOf(begun.at),
        entry: {
          held: -begun.held,
          spent: end.modifications,
          unknown: end.uncertain,
          exhausted: end.exhausted,
        },
      }
      const note = begun?.note ?? { address: change.address }
      return keep(change, newRecord(end, clock.now(), note), { budget, observed: end.observed })
    },
    finish: async (result) => {
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
