import * as E from 'fp-ts/lib/Either.js'
import { type ApplyEvent } from './apply-event.js'
import { type ApplyOptions } from './apply-options.js'
import { resume } from './apply-progress.js'
import { waves } from './apply-wave.js'
import { type PlanSource, type Work, finished, healthOf, noneYet } from './apply-work.js'
import { type FleetVendors } from './fleet-vendor.js'
import { checkVendors, damagedPlan, guardPlan, journalRefused, reviewPlan } from './plan-review.js'
import { runWave } from './wave-run.js'

export { type PlanSource } from './apply-work.js'

/**
 * Carries out a saved plan exactly: each change once, on lists that are as they were when it was made. Streams what happens;
 * one that fails stops no other. Nothing is done where the plan is damaged, deletes more than it may, or was made with other
 * adapters: then the one event is `refused`.
 *
 * Run it again with the same journal to go on where it was stopped, also after a crash.
 */
export async function* apply(
  source: PlanSource,
  vendors: FleetVendors,
  options: ApplyOptions,
): AsyncGenerator<ApplyEvent> {
  const review = await reviewPlan(source())
  if (E.isLeft(review)) {
    yield damagedPlan(review.left)
    return
  }
  const refusal =
    checkVendors(review.right, vendors) ?? guardPlan(review.right, options.guard ?? {}, options.allow ?? [])
  if (refusal !== undefined) {
    yield refusal
    return
  }
  const { summary } = review.right
  const progress = await resume(options.journal, summary.digest, summary.lines)
  if (E.isLeft(progress)) {
    yield journalRefused(progress.left.message)
    return
  }
  const { ended, well } = progress.right
  yield { event: 'started', plan: summary.digest, changes: summary.counts.changes, resumed: ended }
  const work: Work = {
    source,
    vendors,
    options,
    review: review.right,
    progress: progress.right,
    health: healthOf(vendors, options),
    counts: noneYet(ended),
  }
  for (const wave of waves) if (options.signal?.aborted !== true) yield* runWave(work, wave)
  yield finished(work, well)
}
