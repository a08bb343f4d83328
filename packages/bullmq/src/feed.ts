import { type Bilingual } from '@mini-domains/core'
import { type ApplyEvent, type FleetVendors, type PlanSource, damagedPlan, verifyPlan } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Redis } from 'ioredis'
import { blackboard } from './announcement.js'
import { type FeedOptions } from './feed-options.js'
import { isDetached, watchedPlan } from './watched-plan.js'
import { dispatchedPlan } from './plan-dispatch.js'
import { troubleMessage, troubleTeller } from './queue-failure.js'
import { type HearTrouble, openRedis } from './queue-place.js'

/** Events of the plan, and between them what is told while nothing happens. */
async function* withNotices(
  events: AsyncGenerator<ApplyEvent>,
  notices: { readonly take: () => ApplyEvent | undefined; readonly arrived: () => Promise<void> },
): AsyncGenerator<ApplyEvent> {
  try {
    let next = events.next()
    for (;;) {
      const first = await Promise.race([next, notices.arrived()])
      for (let notice = notices.take(); notice !== undefined; notice = notices.take()) yield notice
      if (first === undefined) continue
      if (first.done === true) return
      yield first.value
      next = events.next()
    }
  } finally {
    await events.return(undefined)
  }
}

const noticesOf = (plan: () => string) => {
  const waiting: Array<ApplyEvent> = []
  let wake = (): void => undefined
  return {
    tell: (message: Bilingual): void => {
      waiting.push({ event: 'waiting', plan: plan(), message })
      wake()
    },
    take: () => waiting.shift(),
    // Anew each time, so that none of a million races stays behind.
    arrived: () =>
      new Promise<void>((resolve) => {
        wake = resolve
        if (waiting.length > 0) resolve()
      }),
  }
}

interface Feed {
  readonly redis: Redis
  readonly tell: (message: Bilingual) => void
  readonly hearTrouble: HearTrouble
  readonly onPlan: (plan: string) => void
}

/** Watches a plan that was left for the workers; feeds any other. */
async function* fed(
  { redis, tell, hearTrouble, onPlan }: Feed,
  source: PlanSource,
  vendors: FleetVendors,
  options: FeedOptions,
): AsyncGenerator<ApplyEvent> {
  const verified = await verifyPlan(source())
  if (E.isLeft(verified)) {
    yield damagedPlan(verified.left)
    return
  }
  const plan = verified.right.summary.digest
  onPlan(plan)
  if (await isDetached(redis, options, plan)) {
    yield* watchedPlan({ redis, plan, source, tell }, options)
    return
  }
  const board = blackboard(redis, options.place)
  yield* dispatchedPlan({ redis, board, detached: false, tell, hearTrouble }, verified.right, source, vendors, options)
}

/**
 * Feeds a saved plan to workers and gives the events that `apply` would give: same checks, waves, halts, counts. Changes of pools are made by
 * this process itself. One process feeds a plan at a time; another one waits, and takes over where the first dies.
 *
 * Where no worker takes part for `noWorkerMs`, an event `waiting` says so, and one says why the queues cannot be used. Aborting the signal lets
 * the workers end what they have in hand and takes the rest out of the queues; run it again to go on. While Redis is away it waits.
 *
 * A plan that was left for the workers (`detach`) is watched instead, from its start: aborting the signal ends the watch alone, without an event
 * `finished`. Once it is over its events are given once; then it is fed like any other.
 */
export async function* feed(
  source: PlanSource,
  vendors: FleetVendors,
  options: FeedOptions,
): AsyncGenerator<ApplyEvent> {
  let plan = ''
  const notices = noticesOf(() => plan)
  const { tell } = notices
  const hearTrouble = troubleTeller(options.clock, (failure) => tell(troubleMessage(failure)))
  const redis = openRedis(options.place, hearTrouble)
  const onPlan = (named: string): void => void (plan = named)
  try {
    yield* withNotices(fed({ redis, tell, hearTrouble, onPlan }, source, vendors, options), notices)
  } finally {
    redis.disconnect()
  }
}
