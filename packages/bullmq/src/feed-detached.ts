import { type FleetVendors } from '@mini-domains/fleet'
import { type Redis } from 'ioredis'
import { type Blackboard } from './announcement.js'
import { type DetachedPlan, detachedPlans } from './detached-plan.js'
import { eventLog } from './event-log.js'
import { dispatchedPlan } from './plan-dispatch.js'
import { type PublishedPlan } from './published-plan.js'
import { type HearTrouble, feedKeys } from './queue-place.js'
import { type WorkOptions } from './work-options.js'

/** A plan that was left for the workers, as one of them feeds it. */
interface Feeding {
  readonly redis: Redis
  readonly board: Blackboard
  readonly how: DetachedPlan
  readonly published: PublishedPlan
  readonly hearTrouble: HearTrouble
}

const none = (): void => undefined

/** What a plan takes away was judged when it was left. */
const judged = { app: Infinity, fleet: Infinity, pool: Infinity }

/**
 * Feeds a plan that was left for the workers, until it is over or this worker ends: then another one feeds it. What happens is written down for
 * who watches.
 */
export const feedDetached = async (
  { redis, board, how, published, hearTrouble }: Feeding,
  vendors: FleetVendors,
  { place, identity, store, clock, signal, settleMs, retries, leaseMs, onEvent }: WorkOptions,
): Promise<void> => {
  const plan = published.summary.digest
  const keys = feedKeys(place)
  const left = detachedPlans(redis, place)
  const log = eventLog(redis, keys.log(plan)).open(clock)
  const { waves, onlyFailed, poolBeforeApps } = how
  const events = dispatchedPlan(
    { redis, board, detached: true, tell: none, hearTrouble },
    published,
    published.lines,
    vendors,
    {
      place,
      identity,
      store,
      clock,
      signal,
      waves,
      onlyFailed,
      guard: judged,
      allow: poolBeforeApps ? ['pool-in-use', 'pool-before-apps'] : ['pool-in-use'],
      ...(settleMs === undefined ? {} : { settleMs }),
      ...(retries === undefined ? {} : { retries }),
      ...(leaseMs === undefined ? {} : { leaseMs }),
    },
  )
  try {
    for await (const event of events) {
      // That another one feeds it, or that the store is away, is nothing that happens to the plan.
      if (event.event === 'waiting' || event.event === 'refused') continue
      const isOver = event.event === 'finished'
      if (isOver && event.cancelled && signal.aborted && (await left.has(plan))) continue
      log.add(event)
      onEvent?.({ event: 'fed', plan, value: event })
      if (!isOver) continue
      // Before the run is given back, so that no other worker takes it up.
      await log.close()
      await left.end(plan)
      await board.withdraw(plan)
    }
  } finally {
    await log.close()
  }
}
