import { type Clock, type DomainError, type Kind, type Outcome, isComplete } from '@mini-domains/core'
import {
  type Spent,
  isNotPaced,
  perhapsSpent,
  spentAfterAll,
  spentAtMost,
  spentNothing,
  spentOf,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { noteOf } from '../error/error-note.js'
import { listDigest } from '../lists/list-address.js'
import { type OpenList, plannedChange } from '../lists/open-list.js'
import { type PlanChange } from '../plan/plan-line.js'
import { countedDeletes, plannedDeletes, plannedEffect } from '../plan/plan-tally.js'
import { type Observation, observationOf } from '../state/observation.js'
import { type KeptStatus } from '../state/record.js'
import { limiterAway } from '../state/record-failure.js'
import { type ListEffect } from '../state/line-keeper.js'
import { type Run } from '../state/run.js'
import { type DeletesBeyond, type RejectedDomain } from './apply-event.js'
import { type ChangeEnd, ended, rejectedOf, writtenEffect } from './change-end.js'
import { openWindow } from './write-window.js'

/**
 * One change of a plan, and what it is carried out with.
 */
export interface ChangeRun {
  readonly n: number
  readonly line: PlanChange
  readonly list: OpenList
  readonly clock: Clock
  readonly run: Pick<Run, 'begin' | 'end'>
  readonly signal: AbortSignal | undefined
  readonly settleMs: number
}

const changeOf = ({ n, line }: ChangeRun) => ({ n, address: line.address, cost: line.cost })

/** Keeps how a change ended. `cause` is what was heard on the way, also where the end is a good one. */
const kept = async (
  change: ChangeRun,
  status: KeptStatus,
  spent: Spent,
  more: {
    readonly error?: DomainError | undefined
    readonly cause?: DomainError | undefined
    readonly observed?: Observation | undefined
    readonly repeated?: boolean
    readonly modifications?: number | undefined
    readonly effect?: ListEffect
    readonly rejected?: ReadonlyArray<RejectedDomain>
    readonly deletes?: DeletesBeyond
  } = {},
): Promise<ChangeEnd> => {
  const { error, cause = error, observed, repeated = false, modifications, effect, rejected, deletes } = more
  const told = { ...(rejected === undefined ? {} : { rejected }), ...(deletes === undefined ? {} : { deletes }) }
  const end = { ...ended(status, spent, error), ...told }
  const exhausted = cause?._tag === 'BudgetSpent'
  const done = await change.run.end(changeOf(change), {
    status,
    ...spentOf(spent),
    exhausted,
    told: modifications,
    repeated,
    ...(observed === undefined ? {} : { observed }),
    effect,
    ...told,
    error: error && noteOf(error),
  })
  return E.isLeft(done) ? { ...end, storeFailure: done.left } : end
}

const ofOutcome = async (change: ChangeRun, read: Observation, outcome: Outcome<Kind>): Promise<ChangeEnd> => {
  const { after } = outcome
  const observed = after === undefined ? read : observationOf(after, change.clock.now(), 'write')
  if (!isComplete(outcome))
    return kept(change, 'partial', outcome, {
      observed,
      effect: writtenEffect(change.list.capabilities.kinds, change.line.observed, outcome),
      rejected: rejectedOf(outcome),
    })
  return kept(change, outcome.modification === 'not-spent' ? 'already' : 'done', outcome, { observed })
}

/** Says that all was not tried, where the signal ended a wait. */
const orStopped = ({ signal }: ChangeRun, end: ChangeEnd): ChangeEnd =>
  signal?.aborted === true ? { ...end, stopped: true } : end

const waited = async ({ clock, signal }: ChangeRun, ms: number): Promise<boolean> => {
  if (ms > 0) await clock.sleep(ms, signal)
  return signal?.aborted !== true
}

/**
 * A write was begun and nobody saw its end: looks, first at once and, where the list still is as before, again when nothing
 * can be on its way any more. Only then the write is sent again.
 */
export const resolveInterrupted = async (
  change: ChangeRun,
  begunAt: number,
  retries: number,
  error?: DomainError,
): Promise<ChangeEnd> => {
  const { line, list, clock, settleMs } = change
  let observed: Observation | undefined
  const look = async (): Promise<'after' | 'before' | 'other' | 'unread' | 'unasked'> => {
    const read = await list.get()
    if (E.isLeft(read)) return isNotPaced(read.left) ? 'unasked' : 'unread'
    observed = observationOf(read.right, clock.now(), 'read')
    const digest = listDigest(list.capabilities.kinds, read.right.domains)
    if (digest === line.after) return 'after'
    return digest === line.observed ? 'before' : 'other'
  }
  // A clock that was set back since says that the write is still to come; it is as old as nothing then, and not younger.
  const age = Math.max(0, clock.now() - begunAt)
  const first = await look()
  const seen =
    first === 'before' && age < settleMs ? ((await waited(change, settleMs - age)) ? await look() : 'unread') : first
  // Of a write that a crash cut off nothing is known but what it could spend.
  const spent = error === undefined ? spentAtMost(line.cost) : spentOf(error)
  switch (seen) {
    case 'after':
      return kept(change, 'done', spentAfterAll(spent), { cause: error, observed })
    case 'other':
      return kept(change, 'stale', spent, { error, observed })
    case 'unasked':
      return { ...ended('unknown', spent, error), storeFailure: limiterAway }
    case 'unread':
      // What is reserved stays so until a later run has looked.
      return orStopped(change, ended('unknown', spent, error))
    case 'before': {
      // No call has taken effect; at most the first was refused.
      const repeated = retries > 0
      const end = await kept(change, 'failed', error === undefined ? perhapsSpent : spent, {
        error,
        observed,
        repeated,
      })
      return repeated && end.storeFailure === undefined ? runChange(change, retries - 1) : end
    }
  }
}

const mayRepeat = (error: DomainError): number | undefined =>
  error.applied === 'no' && error.modification === 'not-spent' && error.retry.when === 'later'
    ? error.retry.afterMs
    : undefined

const ofError = async (change: ChangeRun, begunAt: number, retries: number, error: DomainError): Promise<ChangeEnd> => {
  if (error.applied !== 'no') return resolveInterrupted(change, begunAt, retries, error)
  if (isNotPaced(error)) {
    const end = await kept(change, 'failed', error, { error, repeated: true })
    return { storeFailure: limiterAway, ...end }
  }
  const again = retries > 0 ? mayRepeat(error) : undefined
  const end = await kept(change, 'failed', error, { error, repeated: again !== undefined })
  if (again === undefined || end.storeFailure !== undefined) return end
  return (await waited(change, again)) ? runChange(change, retries - 1) : orStopped(change, end)
}

/** How often a write that came too late to be sent is begun anew, each time on what is read then. */
const mostRenewals = 10

/** Nothing was sent, since the intent had grown too old while its process was paused, or waited for its turn: it is taken again. */
const ofLate = async (change: ChangeRun, retries: number, renewals: number, error: DomainError): Promise<ChangeEnd> => {
  const end = await kept(change, 'failed', error, { error, repeated: renewals > 0 })
  return renewals === 0 || end.storeFailure !== undefined ? end : runChange(change, retries, renewals - 1)
}

const ofUnread = async (change: ChangeRun, retries: number, error: DomainError): Promise<ChangeEnd> => {
  // It says nothing of the change: nobody was asked.
  if (isNotPaced(error)) return { ...ended('failed', spentNothing, error), storeFailure: limiterAway }
  const again = retries > 0 ? mayRepeat(error) : undefined
  if (again === undefined) return kept(change, 'failed', spentNothing, { error })
  if (await waited(change, again)) return runChange(change, retries - 1)
  return orStopped(change, await kept(change, 'failed', spentNothing, { error, repeated: true }))
}

/**
 * Carries out one change: reads the list; where it is as planned, makes durable what is about to be sent and what it may spend,
 * writes once on what was just read, and accounts for what came of it.
 */
export const runChange = async (change: ChangeRun, retries: number, renewals = mostRenewals): Promise<ChangeEnd> => {
  const { line, list, clock, run, settleMs } = change
  const read = await list.get()
  if (E.isLeft(read)) return ofUnread(change, retries, read.left)
  const digest = listDigest(list.capabilities.kinds, read.right.domains)
  const observed = observationOf(read.right, clock.now(), 'read')
  const { modifications } = read.right
  if (digest === line.after) return kept(change, 'already', spentNothing, { observed, modifications })
  if (digest !== line.observed) return kept(change, 'stale', spentNothing, { observed, modifications })
  // The guard and whoever said yes saw what the plan says; a plan that was edited may say less than it does.
  const counted = countedDeletes(list.capabilities.kinds, read.right.domains, line)
  const planned = plannedDeletes(line)
  if (counted > planned) {
    const deletes = { planned, counted }
    return kept(change, 'stale', spentNothing, { observed, modifications, deletes })
  }
  const at = clock.now()
  const window = openWindow(clock, settleMs)
  const effect = { before: digest, ...plannedEffect(list.capabilities.kinds, read.right.domains, line) }
  const told = modifications === undefined ? {} : { told: modifications }
  const begun = await run.begin({ ...changeOf(change), ...told }, at, effect)
  if (E.isLeft(begun)) return { ...ended('failed', spentNothing), storeFailure: begun.left }
  const outcome = await list.modify(plannedChange(line), read.right, window.options)()
  if (E.isRight(outcome)) return ofOutcome(change, observed, outcome.right)
  return window.isOver() && outcome.left.applied === 'no'
    ? ofLate(change, retries, renewals, outcome.left)
    : ofError(change, at, retries, outcome.left)
}
