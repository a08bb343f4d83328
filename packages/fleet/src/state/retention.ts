import { type Clock } from '@mini-domains/core'
import { type Lease, type Store, type StoreEntry, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { monthOf } from './budget.js'
import { historyBefore, historyPrefix, planOfHistory } from './history.js'
import { RunRecord, budgetPrefix, changePrefix, decodeRecord, endPrefix, runKey } from './record.js'

/**
 * What is deleted of a store, and how much at once.
 */
export interface Retention {
  readonly store: Store
  readonly clock: Clock
  /** Runs that were started longer ago are deleted, with the journal of their plan unless it was opened since. Default 90. */
  readonly keepDays?: number
  /** How many records are deleted at most; the next call goes on. Default 5,000. */
  readonly limit?: number
}

const dayMs = 24 * 3_600_000
// A record may be a block of a thousand lines.
const pageSize = 200
const leaseMs = 10_000

type Deleted = E.Either<StoreFailure, number>

const removal = ({ key, version }: StoreEntry): StoreWrite => ({ key, value: undefined, expected: version })

/** Deletes entries as one step; none where somebody wrote one of them meanwhile, or took the lease. */
const deleteAll = async (store: Store, entries: ReadonlyArray<StoreEntry>, under?: Lease): Promise<Deleted> => {
  if (entries.length === 0) return E.right(0)
  const done = await store.transact(entries.map(removal), under)()
  if (E.isLeft(done)) return done
  return E.right(done.right._tag === 'Committed' ? entries.length : 0)
}

const deleteUnder = async (store: Store, lease: Lease, plan: string, limit: number): Promise<Deleted> => {
  let deleted = 0
  // The run's own record goes last: as long as a change is there, so is the run that it belongs to.
  const prefixes = [endPrefix(plan), changePrefix(plan)]
  while (deleted < limit) {
    const [prefix] = prefixes
    if (prefix === undefined) break
    const page = await store.entries(prefix, '', Math.min(pageSize, limit - deleted))()
    if (E.isLeft(page)) return page
    if (page.right.length === 0) {
      prefixes.shift()
      continue
    }
    const done = await deleteAll(store, page.right, lease)
    if (E.isLeft(done)) return done
    if (done.right === 0) return E.right(deleted)
    deleted += done.right
    const renewed = await store.renew(lease, leaseMs)()
    if (E.isLeft(renewed)) return renewed
    if (!renewed.right) return E.right(deleted)
  }
  if (deleted >= limit) return E.right(deleted)
  const run = await store.get(runKey(plan))()
  if (E.isLeft(run)) return run
  const last =
    run.right === undefined ? E.right(0) : await deleteAll(store, [{ key: runKey(plan), ...run.right }], lease)
  return E.map((count: number) => deleted + count)(last)
}

/** Deletes the journal of a plan, unless it was opened since, or is being carried out. */
const deleteJournal = async ({ store }: Retention, plan: string, before: number, limit: number): Promise<Deleted> => {
  const run = await store.get(runKey(plan))()
  if (E.isLeft(run)) return run
  if (run.right !== undefined) {
    const record = decodeRecord(RunRecord, runKey(plan), run.right)
    if (E.isRight(record) && record.right.openedAt >= before) return E.right(0)
  }
  const lease = await store.acquire(runKey(plan), 'retention', leaseMs)()
  if (E.isLeft(lease)) return lease
  if (lease.right === undefined) return E.right(0)
  const deleted = await deleteUnder(store, lease.right, plan, limit)
  // Where this fails the lease expires by itself.
  await store.release(lease.right)()
  return deleted
}

const deleteRuns = async (retention: Retention, before: number, limit: number): Promise<Deleted> => {
  const { store } = retention
  let deleted = 0
  for (let after = historyBefore(before); deleted < limit;) {
    const page = await store.entries(historyPrefix, after, Math.min(pageSize, limit - deleted))()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) break
    for (const entry of page.right) {
      if (deleted >= limit) break
      const journal = await deleteJournal(retention, planOfHistory(entry.key), before, limit - deleted)
      if (E.isLeft(journal)) return journal
      deleted += journal.right
      // Once its journal is gone; else the next call finds it by this entry.
      const own = deleted < limit ? await deleteAll(store, [entry]) : E.right(0)
      if (E.isLeft(own)) return own
      deleted += own.right
    }
    after = last.key
  }
  return E.right(deleted)
}

const deleteBudgets = async ({ store }: Retention, month: string, limit: number): Promise<Deleted> => {
  let deleted = 0
  while (deleted < limit) {
    const page = await store.entries(budgetPrefix, '', Math.min(pageSize, limit - deleted))()
    if (E.isLeft(page)) return page
    const old = page.right.filter(({ key }) => key < `${budgetPrefix}${month}`)
    const done = await deleteAll(store, old)
    if (E.isLeft(done)) return done
    if (done.right === 0) break
    deleted += done.right
  }
  return E.right(deleted)
}

/**
 * Deletes what is too old to be of use: runs with their journals, and what lists spent in months that are over as long. Observations and
 * known apps stay: there is one of each. Gives how many records were deleted.
 *
 * A journal is deleted only under the lock of its run. Cut off at any step, it leaves what the next call deletes. A plan that is
 * applied again after its journal was deleted is checked against the lists as a new one is: nothing is written twice.
 */
export const deleteOldRecords = async (retention: Retention): Promise<Deleted> => {
  const { clock, keepDays = 90, limit = 5_000 } = retention
  const before = clock.now() - keepDays * dayMs
  const runs = await deleteRuns(retention, before, limit)
  if (E.isLeft(runs)) return runs
  const budgets = await deleteBudgets(retention, monthOf(before), limit - runs.right)
  return E.map((count: number) => runs.right + count)(budgets)
}
