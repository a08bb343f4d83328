import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ApplyEvent } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { type FleetVendors } from '../lists/open-list.js'
import { busyPlan, damagedPlan, planRefusal, storeRefused } from './guard.js'
import { type ChangeRunner, ownRunner } from './change-runner.js'
import { type PlanSource, type Work, changesOf } from './run-changes.js'
import { type PlanSummary } from '../plan/plan-line.js'
import { type VerifiedPlan, verifyPlan } from '../plan/verify-plan.js'
import { deleteOldRecords } from '../state/retention.js'
import { openRun } from '../state/open-run.js'
import { type Run } from '../state/run.js'
import { type RunHolder, holderName, lastHolder } from '../state/run-holder.js'

export { type PlanSource } from './run-changes.js'

const waiting = (plan: string, holder: RunHolder | undefined): ApplyEvent => {
  const { en, zh } = holderName(holder)
  return {
    event: 'waiting',
    plan,
    ...(holder === undefined ? {} : { holder }),
    message: bilingual(
      `${en} holds this plan, or was stopped while it did; waiting to see whether it still runs`,
      `${zh}正在执行该计划，或在执行中被终止；正在确认其是否仍在运行`,
    ),
  }
}

// Of a run that was broken off the store may lack more than its end.
const endUnkept = (failure: StoreFailure, isComplete: boolean): Bilingual => {
  const { en, zh } = messageOf(failure)
  const { hint } = failure
  return bilingual(
    isComplete
      ? `the store kept each change, but not that the run has ended (${en}). ${hint.en}`
      : `the store did not keep that the run has ended (${en}). ${hint.en}`,
    `${isComplete ? '各项变更均已记录，但' : ''}本次运行的结束未能写入存储（${zh}）。${hint.zh}`,
  )
}

const oldKept = (failure: StoreFailure): Bilingual => {
  const { en, zh } = messageOf(failure)
  const { hint } = failure
  return bilingual(
    `all is done and kept, but runs that are too old could not be deleted from the store (${en}). ${hint.en}`,
    `各项变更均已完成并记录，但未能从存储中删除过期的运行记录（${zh}）。${hint.zh}`,
  )
}

async function* carryOut(work: Work): AsyncGenerator<ApplyEvent> {
  const { run, plan, options } = work
  const { digest, counts } = plan.summary
  yield { event: 'started', plan: digest, changes: counts.changes, resumed: run.progress.ended }
  const changes = changesOf(work)
  yield* changes.events()
  const end = changes.finished()
  const kept = await run.finish(end)
  if (E.isLeft(kept)) yield { event: 'end-unkept', message: endUnkept(kept.left, end.complete) }
  const deleted = end.cancelled || E.isLeft(kept) ? E.right(0) : await deleteOldRecords(options)
  if (E.isLeft(deleted)) yield { event: 'old-kept', message: oldKept(deleted.left) }
  yield end
}

async function* underRun(
  { digest: plan, lines, counts }: PlanSummary,
  options: ApplyOptions,
  wait: Dispatch['wait'],
  work: (run: Run) => AsyncGenerator<ApplyEvent>,
): AsyncGenerator<ApplyEvent> {
  const { store, clock, by, leaseMs, signal } = options
  const how = {
    store,
    clock,
    plan,
    lines,
    changes: counts.changes,
    ...(by === undefined ? {} : { by }),
    ...(leaseMs === undefined ? {} : { leaseMs }),
    ...(signal === undefined ? {} : { signal }),
  }
  const first = await openRun(how)
  const isBusy = E.isRight(first) && first.right === undefined && wait !== 'no'
  if (isBusy) yield waiting(plan, await lastHolder(store, plan))
  const opened = isBusy ? await openRun({ ...how, wait: true, watch: wait === 'living' }) : first
  if (E.isLeft(opened)) {
    yield storeRefused(opened.left)
    return
  }
  const run = opened.right
  if (run === undefined) {
    yield busyPlan(await lastHolder(store, plan))
    return
  }
  try {
    yield* work(run)
  } finally {
    await run.close()
  }
}

/**
 * By whom a plan is carried out.
 */
export interface Dispatch {
  /** Makes who carries the changes out, once the run is held alone. `own` carries them out in this process. */
  readonly runner: (run: Run, own: ChangeRunner) => Promise<E.Either<StoreFailure, ChangeRunner>>
  /**
   * What to do where another process carries the plan out: wait until one that died has surely lost it (`dead`), for as long as one lives, to take
   * over where it ends (`living`), or not at all (`no`).
   */
  readonly wait: 'no' | 'dead' | 'living'
}

async function* dispatched(work: Omit<Work, 'runner'>, { runner }: Dispatch): AsyncGenerator<ApplyEvent> {
  const made = await runner(work.run, ownRunner(work.plan.summary.digest, work.run, work.vendors, work.options))
  if (E.isLeft(made)) {
    yield storeRefused(made.left)
    return
  }
  try {
    yield* carryOut({ ...work, runner: made.right })
  } finally {
    await made.right.close()
  }
}

/**
 * Carries out a saved plan as `apply` does, but by others than this process: waves, halts, events and what is kept are the same, and so are the
 * checks, but for `verifyPlan`: `plan` is what that gave of the same source.
 */
export async function* applyBy(
  dispatch: Dispatch,
  plan: VerifiedPlan,
  source: PlanSource,
  vendors: FleetVendors,
  options: ApplyOptions,
): AsyncGenerator<ApplyEvent> {
  const refusal = planRefusal(plan, vendors, options)
  if (refusal !== undefined) {
    yield refusal
    return
  }
  yield* underRun(plan.summary, options, dispatch.wait, (run) =>
    dispatched({ source, plan, vendors, options, run }, dispatch),
  )
}

const byThisProcess: Dispatch = { runner: (_run, own) => Promise.resolve(E.right(own)), wait: 'dead' }

/**
 * Carries out a saved plan exactly: each change once, on lists that are as they were when it was made. Streams what happens;
 * one that fails stops no other. Nothing is done where the plan is damaged, deletes more than it may, was made with other
 * adapters, or is carried out by another process: then the one event is `refused`.
 *
 * Run it again with the same store to go on where it was stopped, also after a crash.
 */
export async function* apply(
  source: PlanSource,
  vendors: FleetVendors,
  options: ApplyOptions,
): AsyncGenerator<ApplyEvent> {
  const verified = await verifyPlan(source())
  if (E.isRight(verified)) yield* applyBy(byThisProcess, verified.right, source, vendors, options)
  else yield damagedPlan(verified.left)
}
