import {
  type Clock,
  type DomainError,
  type Kind,
  type Outcome,
  type Spent,
  isComplete,
  perhapsSpent,
  spentAfterAll,
  spentAtMost,
  spentNothing,
  spentOf,
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type DeletesBeyond, type ItemStatus, type RejectedDomain } from './apply-event.js'
import { type Payer, exhaustBudget, holdBudget, settleBudget } from './budget-hold.js'
import { listDigest } from './digest.js'
import { type Journal } from './journal.js'
import { type OpenList } from './open-list.js'
import { countedDeletes, saidDeletes } from './plan-deletes.js'

/**
 * How one change ended, and what it spent.
 */
export interface ChangeEnd extends Spent {
  readonly status: ItemStatus
  readonly error?: DomainError
  readonly rejected?: ReadonlyArray<RejectedDomain & { readonly actor: string }>
  /** It would delete more than the plan says, so nothing was sent. */
  readonly deletes?: DeletesBeyond
  /** The journal cannot be written: nothing more may be sent. */
  readonly journalLost?: true
}

/**
 * One change of a plan, and what it is carried out with.
 */
export interface ChangeRun extends Payer {
  readonly n: number
  readonly list: OpenList
  readonly clock: Clock
  readonly journal: Journal
  readonly signal: AbortSignal | undefined
  readonly settleMs: number
}

const ended = (status: ItemStatus, spent: Spent, error?: DomainError): ChangeEnd => ({
  status,
  ...spentOf(spent),
  ...(error === undefined ? {} : { error }),
})

const settled = async (
  run: ChangeRun,
  begunAt: number,
  status: ItemStatus,
  spent: Spent,
  error?: DomainError,
): Promise<ChangeEnd> => {
  await settleBudget(run, begunAt, spent)
  return ended(status, spent, error)
}

const rejectedOf = (outcome: Outcome<Kind>): NonNullable<ChangeEnd['rejected']> =>
  outcome.items.flatMap((item) =>
    item.verdict === 'rejected'
      ? [
          {
            kind: item.kind,
            domain: item.domain,
            reason: item.rejection.reason,
            mend: item.rejection.mend,
            actor: item.rejection.actor,
          },
        ]
      : [],
  )

const ofOutcome = async (run: ChangeRun, begunAt: number, outcome: Outcome<Kind>): Promise<ChangeEnd> => {
  if (!isComplete(outcome))
    return { ...(await settled(run, begunAt, 'partial', outcome)), rejected: rejectedOf(outcome) }
  return settled(run, begunAt, outcome.modification === 'not-spent' ? 'already' : 'done', outcome)
}

const waited = async ({ clock, signal }: ChangeRun, ms: number): Promise<boolean> => {
  if (ms > 0) await clock.sleep(ms, signal)
  return signal?.aborted !== true
}

/**
 * A write was begun and nobody saw its end: looks, first at once and, where the list still is as before, again when nothing
 * can be on its way any more. Only then the write is sent again.
 */
export const settleBegun = async (
  run: ChangeRun,
  begunAt: number,
  retries: number,
  error?: DomainError,
): Promise<ChangeEnd> => {
  const { line, list, clock, settleMs } = run
  const look = async (): Promise<'after' | 'before' | 'other' | 'unread'> => {
    const read = await list.get()
    if (E.isLeft(read)) return 'unread'
    const digest = listDigest(list.capabilities.kinds, read.right)
    if (digest === line.after) return 'after'
    return digest === line.observed ? 'before' : 'other'
  }
  const age = clock.now() - begunAt
  const first = await look()
  const seen =
    first === 'before' && age < settleMs ? ((await waited(run, settleMs - age)) ? await look() : 'unread') : first
  // Of a write that a crash cut off nothing is known but what it could spend.
  const spent = error === undefined ? spentAtMost(line.cost) : spentOf(error)
  switch (seen) {
    case 'after':
      return settled(run, begunAt, 'done', spentAfterAll(spent))
    case 'other':
      return settled(run, begunAt, 'stale', spent, error)
    case 'unread':
      // What is held stays held until a later run has looked.
      return ended('unknown', spent, error)
    case 'before': {
      // No call has taken effect; at most the first was refused.
      const end = await settled(run, begunAt, 'failed', error === undefined ? perhapsSpent : spent, error)
      return retries > 0 ? runChange(run, retries - 1) : end
    }
  }
}

const mayRepeat = (error: DomainError): number | undefined =>
  error.fate === 'not-done' && error.modification === 'not-spent' && error.retry.when === 'later'
    ? error.retry.afterMs
    : undefined

const ofError = async (run: ChangeRun, begunAt: number, retries: number, error: DomainError): Promise<ChangeEnd> => {
  if (error._tag === 'BudgetSpent') await exhaustBudget(run, begunAt)
  if (error.fate !== 'not-done') return settleBegun(run, begunAt, retries, error)
  const end = await settled(run, begunAt, 'failed', error, error)
  const again = mayRepeat(error)
  return again !== undefined && retries > 0 && (await waited(run, again)) ? runChange(run, retries - 1) : end
}

/**
 * Carries out one change: reads the list; where it is as planned, holds what it may spend, makes the intent durable, writes once
 * on what was just read, and accounts for what came of it.
 */
export const runChange = async (run: ChangeRun, retries: number): Promise<ChangeEnd> => {
  const { n, line, list, clock, journal } = run
  const read = await list.get()
  if (E.isLeft(read)) {
    const again = mayRepeat(read.left)
    return again !== undefined && retries > 0 && (await waited(run, again))
      ? runChange(run, retries - 1)
      : ended('failed', spentNothing, read.left)
  }
  const digest = listDigest(list.capabilities.kinds, read.right)
  if (digest === line.after) return ended('already', spentNothing)
  if (digest !== line.observed) return ended('stale', spentNothing)
  // The guard and whoever said yes saw what the plan says; a plan that was edited may say less than it does.
  const counted = countedDeletes(list.capabilities.kinds, read.right, line)
  const said = saidDeletes(line)
  if (counted > said) return { ...ended('stale', spentNothing), deletes: { said, counted } }
  const at = clock.now()
  await holdBudget(run, at)
  const intent = await journal.append({ entry: 'intent', n, at })()
  if (E.isLeft(intent)) return { ...(await settled(run, at, 'failed', spentNothing)), journalLost: true }
  const outcome = await list.modify(line.action, line.domains, read.right)()
  return E.isLeft(outcome) ? ofError(run, at, retries, outcome.left) : ofOutcome(run, at, outcome.right)
}
