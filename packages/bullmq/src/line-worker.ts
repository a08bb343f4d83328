import { type StoreFailure } from '@mini-domains/core/adapter'
import { type FleetVendors, reconcile } from '@mini-domains/fleet'
import { type Job } from 'bullmq'
import * as E from 'fp-ts/lib/Either.js'
import { type Blackboard } from './announcement.js'
import { type PublishedPlan } from './published-plan.js'
import { type LineJob } from './queue-place.js'
import { type WorkOptions } from './work-options.js'

const awayMs = 1_000

/**
 * Does one job of a plan. It throws where the line is not over: the job is gone then, and the feeder feeds the line again.
 */
export const lineWorker =
  (plan: string, published: PublishedPlan, vendors: FleetVendors, board: Blackboard, options: WorkOptions) =>
  async ({ data: { n, again } }: Job<LineJob>): Promise<void> => {
    const { store, clock, signal, settleMs, retries, onEvent } = options
    const fail = async (failure: StoreFailure): Promise<never> => {
      if (failure.reason !== 'unavailable') await board.fail(plan, n, failure)
      throw new Error(failure.reason)
    }
    const line = await published.changeAt(n)
    if (E.isLeft(line)) {
      onEvent?.({ event: 'store', plan, failure: line.left })
      return fail(line.left)
    }
    const work = { plan, n, line: line.right, ...(again === undefined ? {} : { again }) }
    for (;;) {
      if (signal.aborted) throw new Error('stopped')
      const end = await reconcile(work, vendors, {
        store,
        clock,
        signal,
        ...(settleMs === undefined ? {} : { settleMs }),
        ...(retries === undefined ? {} : { retries }),
      })
      if (E.isRight(end)) {
        if (end.right.stopped === true) throw new Error('stopped')
        onEvent?.({ event: 'line', plan, n, status: end.right.status })
        return
      }
      onEvent?.({ event: 'store', plan, failure: end.left })
      if (end.left.reason !== 'unavailable') await fail(end.left)
      await clock.sleep(awayMs, signal)
    }
  }
