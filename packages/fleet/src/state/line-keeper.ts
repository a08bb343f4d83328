import { type Clock } from '@mini-domains/core'
import { type Modification, type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ErrorNote } from '../error/error-note.js'
import { type ListAddress } from '../lists/list-address.js'
import { type KnownSpending, type Spending, type SpendingEntry, counted, knownSpending, monthOf } from './budget.js'
import { type BegunRecord, type KnownLine, lineWrites, lookUpLine } from './known-line.js'
import { detailOf, keptAnnouncement } from './line-end.js'
import { type Observation, observationWrites } from './observation.js'
import {
  type BudgetRecord,
  type ChangeNote,
  type ChangeRecord,
  type EndDetail,
  type KeptStatus,
  budgetKey,
  recordWrite,
} from './record.js'
import { contended, lineTaken } from './record-failure.js'

/**
 * A change of a plan, as far as a run counts it: its line, from 0, whose budget it takes from, and what it costs.
 */
export interface RunChange {
  readonly n: number
  readonly address: ListAddress
  readonly cost: number
  /** The modifications made this month, where the vendor told them with the list that was just read. */
  readonly told?: number
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
  /** The modifications made this month, where the vendor told them and nothing was sent since. */
  readonly told?: number | undefined
  /** It surely did nothing and is about to be made again: what a crash before that leaves to the next run. */
  readonly repeated?: boolean
  /** The list as it is now, where that is known. */
  readonly observed?: Observation
  /** What it did to the list, where that is other than what was kept when it was begun. */
  readonly effect?: ListEffect | undefined
  /** What went wrong. */
  readonly error?: ErrorNote | undefined
  readonly rejected?: EndDetail['rejected']
  readonly deletes?: EndDetail['deletes']
}

/**
 * What lines are kept with: the store, whose clock tells when, the digest of the plan, and whether the ends are announced.
 */
export interface LineContext {
  readonly store: Store
  readonly clock: Clock
  readonly plan: string
  readonly announces: boolean
  /** Does all of several writes or none, and gives their version. */
  readonly commit: (writes: ReadonlyArray<StoreWrite>) => Promise<E.Either<StoreFailure, number | 'conflict'>>
}

type Kept = Promise<E.Either<StoreFailure, KnownLine>>

/**
 * Keeps how lines stand. Each write counts only while the line is as it is known: where another process was first nothing is written, and
 * the failure is `lineTaken`.
 */
export interface LineKeeper {
  /** Keeps that a write is about to be sent at the moment `at`, with its effect, and reserves what it may spend over what the vendor told: all or nothing. */
  readonly begin: (change: RunChange, known: KnownLine, at: number, effect?: ListEffect) => Kept
  /** Keeps how a change ended and what was observed, gives back what it reserved, and counts what it spent: all or nothing. */
  readonly end: (change: RunChange, known: KnownLine, end: RunEnd) => Kept
}

const attempts = 20

const newRecord = (end: RunEnd, at: number, begun: ChangeNote): ChangeRecord => ({
  state: 'ended',
  status: end.status,
  free: end.status === 'failed' && (end.modification === 'not-spent' || end.repeated === true),
  at,
  ...(end.repeated === true ? { repeats: true as const } : {}),
  detail: detailOf(end),
  note: { ...begun, ...end.effect, ...(end.error === undefined ? {} : { error: end.error.tag }) },
})

/** What an end counts: what was begun, and what the vendor told. */
const endBudget = (begun: BegunRecord | undefined, end: RunEnd, now: number): Along['budget'] => {
  const { told, modifications: spent, uncertain: unknown, exhausted } = end
  if (begun !== undefined) return { month: monthOf(begun.at), entry: { held: -begun.held, spent, unknown, exhausted } }
  return told === undefined ? undefined : { month: monthOf(now), entry: { told } }
}

const budgetRecord = ({ spent, unknown, held, exhausted }: Spending): BudgetRecord => ({
  spent,
  ...(unknown === 0 ? {} : { unknown }),
  ...(held === 0 ? {} : { held }),
  ...(exhausted ? { exhausted } : {}),
})

/** What is written along with a line: what its budget has spent, what was observed of its list, and its announcement. */
interface Along {
  readonly budget?: { readonly month: string; readonly entry: SpendingEntry } | undefined
  readonly observed?: Observation | undefined
  readonly announcement?: StoreWrite | undefined
}

/**
 * Keeps the lines of a plan in the store.
 */
export const lineKeeper = ({ store, clock, plan, announces, commit }: LineContext): LineKeeper => {
  /** What was last seen of a budget between the two transactions of a change, so that the second needs no look. */
  const seen = new Map<string, KnownSpending>()

  const spendingFor = async ({ address }: RunChange, { budget }: Along, mayBeSeen: boolean) => {
    if (budget === undefined) return E.right(undefined)
    const key = budgetKey(address, budget.month)
    const cached = mayBeSeen ? seen.get(key) : undefined
    const known = cached === undefined ? await knownSpending(store, address, budget.month) : E.right(cached)
    if (E.isLeft(known)) return known
    return E.right({ key, spending: counted(known.right.spending, budget.entry), version: known.right.version })
  }

  const writesFor = async (
    change: RunChange,
    known: KnownLine,
    record: ChangeRecord,
    along: Along,
    isFirst: boolean,
  ) => {
    const budget = await spendingFor(change, along, isFirst)
    if (E.isLeft(budget)) return budget
    const observed = await (along.observed === undefined
      ? E.right([])
      : observationWrites(store, change.address, along.observed, clock.now()))
    if (E.isLeft(observed)) return observed
    const writes: ReadonlyArray<StoreWrite> = [
      ...(await lineWrites(plan, change.n, known, record)),
      ...(budget.right === undefined
        ? []
        : [recordWrite(budget.right.key, budgetRecord(budget.right.spending), budget.right.version)]),
      ...observed.right,
      ...(along.announcement === undefined ? [] : [along.announcement]),
    ]
    return E.right({ writes, budget: budget.right })
  }

  const keep = async (change: RunChange, looked: KnownLine, record: ChangeRecord, along: Along): Kept => {
    let known = looked
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const made = await writesFor(change, known, record, along, attempt === 0)
      if (E.isLeft(made)) return made
      const { writes, budget } = made.right
      const kept = await commit(writes)
      if (E.isLeft(kept)) return kept
      if (budget !== undefined) seen.delete(budget.key)
      if (kept.right === 'conflict') {
        const now = await lookUpLine(store, plan, change.n)
        if (E.isLeft(now)) return now
        if (now.right.version !== known.version) return E.left(lineTaken)
        known = now.right
        continue
      }
      const version = kept.right
      if (budget !== undefined && record.state === 'begun') seen.set(budget.key, { spending: budget.spending, version })
      return E.right({ version, record })
    }
    return E.left(contended)
  }

  return {
    begin: (change, known, at, effect) =>
      keep(
        change,
        known,
        { state: 'begun', at, held: change.cost, note: { address: change.address, ...effect } },
        { budget: { month: monthOf(at), entry: { held: change.cost, told: change.told } } },
      ),
    end: (change, known, end) => {
      const begun = known.record?.state === 'begun' ? known.record : undefined
      const budget = endBudget(begun, end, clock.now())
      const note = begun?.note ?? { address: change.address }
      const isOver = end.repeated !== true
      const announcement =
        announces && isOver ? keptAnnouncement(plan, change.n, known.version, end.status, detailOf(end)) : undefined
      return keep(change, known, newRecord(end, clock.now(), note), { budget, observed: end.observed, announcement })
    },
  }
}
