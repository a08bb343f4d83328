import { systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { type ApplyEvent, type FleetVendors, type PlanLine } from '@mini-domains/fleet'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { type SavedPlan, savedPlan } from '../../fleet/test/saved-plan.js'
import { shopFleet } from '../../fleet/test/shared-state.js'
import { type RedisServer, startRedis } from '../../redis/test/redis-server.js'
import { type FeedOptions, type WorkEvent, type WorkOptions, feed, work } from '../src/index.js'

/** The identity of workers and feeders that belong together. */
export const identity = { config: 'the config', version: '1' }

const openStore = async (url: string, prefix: string): Promise<Store> => {
  const store = await redisStore({ url, prefix })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

/** A worker in this process, and what it has told. */
export interface TestWorker {
  readonly events: ReadonlyArray<WorkEvent>
  /** Ends it as SIGTERM does. */
  readonly stop: () => Promise<void>
}

/** A fleet of so many apps at each vendor with a plan for it, on a Redis of its own. */
export const workedFleet = async (count: number) => {
  const fleet = await emulatedFleet(count)
  const redis: RedisServer = await startRedis()
  const place = { url: `${redis.url}/0`, prefix: 'test' }
  const store = await openStore(place.url, place.prefix)
  const workers: Array<TestWorker> = []
  const planned: SavedPlan = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
  const startWorker = (more: Partial<WorkOptions> = {}, vendors: FleetVendors = fleet.vendors): TestWorker => {
    const stop = new AbortController()
    const events: Array<WorkEvent> = []
    const ended = work(vendors, {
      place,
      identity,
      store,
      clock: systemClock,
      signal: stop.signal,
      settleMs: 8_000,
      onEvent: (event) => events.push(event),
      ...more,
    })
    const worker = {
      events,
      stop: async () => {
        stop.abort()
        await ended
      },
    }
    workers.push(worker)
    return worker
  }
  return {
    fleet,
    redis,
    place,
    store,
    planned,
    startWorker,
    feed: (more: Partial<FeedOptions> = {}): AsyncGenerator<ApplyEvent> =>
      feed(planned.source, fleet.vendors, {
        place,
        identity,
        store,
        clock: systemClock,
        settleMs: 8_000,
        leaseMs: 1_000,
        ...more,
      }),
    end: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
      await store.close()
      await redis.end()
      await fleet.close()
    },
  }
}

/** The changes of a plan. */
export const changesIn = (lines: ReadonlyArray<PlanLine>) => lines.filter((line) => line.line === 'change')

/** The items of a report, in the order of their addresses. */
export const itemsOf = (events: ReadonlyArray<ApplyEvent>): ReadonlyArray<unknown> =>
  events
    .filter((event) => event.event === 'item')
    .map((event) => JSON.stringify(event))
    .sort()
