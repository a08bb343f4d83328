import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ApplyEvent } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { type PlanSource, type Work, finished, healthOf, noneYet, waves } from './apply-work.js'
import { type FleetVendors } from '../lists/open-list.js'
import {
  type PlanReview,
  busyPlan,
  checkVendors,
  damagedPlan,
  guardPlan,
  reviewPlan,
  storeRefused,
} from './plan-review.js'
import { type Run, openRun } from '../state/run.js'
import { runWave } from './wave-run.js'

export { type PlanSource } from './apply-work.js'

const waiting = (plan: string): ApplyEvent => ({
  event: 'waiting',
  plan,
  message: bilingual(
    'another process holds this plan, or was stopped while it did; waiting to see whether it still runs',
    '另一进程正在执行该计划，或在执行中被终止；正在确认其是否仍在运行',
  ),
})

const endUnkept = ({ message, hint }: StoreFailure): Bilingual =>
  bilingual(
    `the store kept each change, but not that the run has ended (${message}). ${hint.en}`,
    `各项变更均已记录，但本次运行的结束未能写入存储（${message}）。${hint.zh}`,
  )

async function* carryOut(work: Work): AsyncGenerator<ApplyEvent> {
  const { run, review, options } = work
  const { ended, well } = run.progress
  yield {
    event: 'started',
    plan: review.summary.digest,
    changes: review.summary.counts.changes,
    resumed: ended,
  }
  for (const wave of waves) if (options.signal?.aborted !== true) yield* runWave(work, wave)
  const end = finished(work, well)
  const kept = await run.finish(end)
  if (E.isLeft(kept)) yield { event: 'end-unkept', message: endUnkept(kept.left) }
  yield end
}

async function* underRun(
  review: PlanReview,
  options: ApplyOptions,
  work: (run: Run) => AsyncGenerator<ApplyEvent>,
): AsyncGenerator<ApplyEvent> {
  const { store, clock, leaseMs, signal } = options
  const { digest: plan, lines, counts } = review.summary
  const how = {
    store,
    clock,
    plan,
    lines,
    changes: counts.changes,
    ...(leaseMs === undefined ? {} : { leaseMs }),
    ...(signal === undefined ? {} : { signal }),
  }
  const first = await openRun(how)
  const isBusy = E.isRight(first) && first.right === undefined
  if (isBusy) yield waiting(plan)
  const opened = isBusy ? await openRun({ ...how, wait: true }) : first
  if (E.isLeft(opened)) {
    yield storeRefused(opened.left)
    return
  }
  const run = opened.right
  if (run === undefined) {
    yield busyPlan
    return
  }
  try {
    yield* work(run)
  } finally {
    await run.close()
  }
}

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
  const reviewed = await reviewPlan(source())
  if (E.isLeft(reviewed)) {
    yield damagedPlan(reviewed.left)
    return
  }
  const review = reviewed.right
  const refusal = checkVendors(review, vendors) ?? guardPlan(review, options.guard ?? {}, options.allow ?? [])
  if (refusal !== undefined) {
    yield refusal
    return
  }
  yield* underRun(review, options, (run) =>
    carryOut({
      source,
      vendors,
      options,
      review,
      run,
      health: healthOf(vendors, options),
      counts: noneYet(run.progress.ended),
    }),
  )
}
