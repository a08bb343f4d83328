import {
  type Clock,
  type DomainError,
  type Kind,
  type Modification,
  type Outcome,
  isComplete,
} from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type ItemStatus, type RejectedDomain } from './apply-event.js'
import { type BudgetLedger, type LedgerEntry, monthOf } from './budget-ledger.js'
import { listDigest } from './digest.js'
import { type Journal } from './journal.js'
import { type OpenList } from './open-list.js'
import { type PlanChange } from './plan-line.js'

/**
 * How one change ended.
 */
export interface ChangeEnd {
  readonly status: ItemStatus
  readonly modification: Modification
  readonly error?: DomainError
  readonly rejected?: ReadonlyArray<RejectedDomain & { readonly actor: string }>
  /** The journal cannot be written: nothing more may be sent. */
  readonly journalLost?: true
}

/**
 * One change of a plan, and what it is carried out with.
 */
export interface ChangeRun {
  readonly n: number
  readonly line: PlanChange
  readonly list: OpenList
  readonly clock: Clock
  readonly journal: Journal
  readonly ledger: BudgetLedger | undefined
  readonly signal: AbortSignal | undefined
  readonly settleMs: number
}

const ended = (status: ItemStatus, modification: Modification, error?: DomainError): ChangeEnd => ({
  status,
  modification,
  ...(error === undefined ? {} : { error }),
})

const record = async ({ ledger, line, clock }: ChangeRun, entry: LedgerEntry): Promise<void> => {
  await ledger?.record(line.address, monthOf(clock.now()), entry)()
}

const recordSpent = async (run: ChangeRun, modification: Modification): Promise<void> => {
  if (modification !== 'not-spent') await record(run, modification)
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

const ofOutcome = async (run: ChangeRun, outcome: Outcome<Kind>): Promise<ChangeEnd> => {
  await recordSpent(run, outcome.modification)
  if (!isComplete(outcome)) return { ...ended('partial', outcome.modification), rejected: rejectedOf(outcome) }
  return ended(outcome.modification === 'not-spent' ? 'already' : 'done', outcome.modification)
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
  switch (seen) {
    case 'after':
      await record(run, 'spent')
      return ended('done', 'spent')
    case 'other':
      await record(run, 'unknown')
      return ended('stale', 'unknown', error)
    case 'unread':
      return ended('unknown', 'unknown', error)
    case 'before':
      if (error !== undefined) await record(run, 'unknown')
      return retries > 0 ? runChange(run, retries - 1) : ended('failed', 'unknown', error)
  }
}

const mayRepeat = (error: DomainError): number | undefined =>
  error.fate === 'not-done' && error.modification === 'not-spent' && error.retry.when === 'later'
    ? error.retry.afterMs
    : undefined

const ofError = async (run: ChangeRun, begunAt: number, retries: number, error: DomainError): Promise<ChangeEnd> => {
  if (error.fate !== 'not-done') return settleBegun(run, begunAt, retries, error)
  const again = mayRepeat(error)
  if (again !== undefined && retries > 0 && (await waited(run, again))) return runChange(run, retries - 1)
  if (error._tag === 'BudgetSpent') await record(run, 'exhausted')
  else await recordSpent(run, error.modification)
  return ended('failed', error.modification, error)
}

/**
 * Carries out one change: reads the list; where it is as planned, makes the intent durable, writes once on what was just read,
 * and accounts for what came of it.
 */
export const runChange = async (run: ChangeRun, retries: number): Promise<ChangeEnd> => {
  const { n, line, list, clock, journal } = run
  const read = await list.get()
  if (E.isLeft(read)) {
    const again = mayRepeat(read.left)
    return again !== undefined && retries > 0 && (await waited(run, again))
      ? runChange(run, retries - 1)
      : ended('failed', 'not-spent', read.left)
  }
  const digest = listDigest(list.capabilities.kinds, read.right)
  if (digest === line.after) return ended('already', 'not-spent')
  if (digest !== line.observed) return ended('stale', 'not-spent')
  const at = clock.now()
  const intent = await journal.append({ entry: 'intent', n, at })()
  if (E.isLeft(intent)) return { ...ended('failed', 'not-spent'), journalLost: true }
  const outcome = await list.modify(line.action, line.domains, read.right)()
  return E.isLeft(outcome) ? ofError(run, at, retries, outcome.left) : ofOutcome(run, outcome.right)
}
