import { type Bilingual } from '@mini-domains/core'
import {
  type ApplyEvent,
  type FleetVendors,
  type PlanSource,
  type VerifiedPlan,
  applyBy,
  takenOver,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Redis } from 'ioredis'
import { type Blackboard } from './announcement.js'
import { detachedPlans } from './detached-plan.js'
import { type FeedOptions } from './feed-options.js'
import { lineFeeder } from './line-feeder.js'
import { openLineQueue } from './line-queue.js'
import { keptSeconds, publishPlan } from './published-plan.js'
import { tried } from './queue-failure.js'
import { type HearTrouble, feedKeys } from './queue-place.js'

/**
 * What a plan is fed with. `detached`: by a worker, from the lines that are in Redis; else from its source, which is put there.
 */
export interface PlanDispatch {
  readonly redis: Redis
  readonly board: Blackboard
  readonly detached: boolean
  readonly tell: (message: Bilingual) => void
  readonly hearTrouble: HearTrouble
}

const linesOf = async function* (source: PlanSource): AsyncGenerator<unknown> {
  yield* source()
}

const vendorsOf = ({ summary }: VerifiedPlan): ReadonlyArray<string> =>
  Object.entries(summary.impact.apps).flatMap(([vendor, changes]) => (changes > 0 ? [vendor] : []))

/**
 * Feeds a verified plan to workers until it is over, or the signal or a cancel ends it, and gives the events of an apply.
 */
export async function* dispatchedPlan(
  { redis, board, detached, tell, hearTrouble }: PlanDispatch,
  verified: VerifiedPlan,
  source: PlanSource,
  vendors: FleetVendors,
  { place, identity, waiting = 10_000, noWorkerMs = 10_000, ...options }: FeedOptions,
): AsyncGenerator<ApplyEvent> {
  const { clock } = options
  const plan = verified.summary.digest
  const stop = new AbortController()
  const cancel = (): void => stop.abort()
  const left = detachedPlans(redis, place)
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted === true) cancel()
  const events = applyBy(
    {
      wait: detached ? 'no' : 'living',
      runner: async (run, own) => {
        // Another worker may have ended it just before this one held it.
        if (detached && !(await left.has(plan))) return E.left(takenOver)
        const names = vendorsOf(verified)
        const queues = new Map(names.map((name) => [name, openLineQueue(place, plan, name, hearTrouble)] as const))
        const lines = feedKeys(place).lines(plan)
        const publish = (): Promise<void> => publishPlan(redis, lines, linesOf(source))
        const announce = async (): Promise<void> => {
          const isThere = (await redis.expire(lines, keptSeconds)) === 1
          if (!detached && !isThere) await publish()
          await board.announce(plan, identity, names)
        }
        const isCancelled = async (): Promise<boolean> =>
          (await board.isCancelled(plan)) || (detached && !(await left.has(plan)))
        const begun = await tried(async () => {
          await board.uncancel(plan)
          if (!detached) await publish()
          for (const queue of queues.values()) await queue.begin()
          await announce()
        })
        if (E.isLeft(begun)) {
          for (const queue of queues.values()) await queue.close()
          return begun
        }
        // The lines of a plan that was left for the workers stay for whichever feeds it next.
        const withdraw = (): Promise<void> => (detached ? board.silence(plan) : board.withdraw(plan))
        const { signal } = stop
        const said = { announce, isCancelled, withdraw, tell, hearTrouble, cancel }
        return E.right(lineFeeder({ plan, run, own, queues, board, clock, signal, waiting, noWorkerMs, ...said }))
      },
    },
    verified,
    source,
    vendors,
    { ...options, signal: stop.signal },
  )
  try {
    yield* events
  } finally {
    options.signal?.removeEventListener('abort', cancel)
  }
}
