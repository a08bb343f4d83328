import { type Redis } from 'ioredis'
import { blackboard } from './announcement.js'
import { type QueuePlace, openQueue, openRedis } from './queue-place.js'

/**
 * How a plan that is fed to workers stands in its queues. How far it has come says the store.
 */
export interface FedPlan {
  /** Its digest. */
  readonly plan: string
  /** Whether a process feeds it now; else that one has died, and nothing goes on until somebody feeds it again. */
  readonly isFed: boolean
  readonly vendors: ReadonlyArray<FedVendor>
}

/**
 * The queue of one vendor's changes: jobs that wait, jobs that workers have in hand, and how many workers there are.
 */
export interface FedVendor {
  readonly vendor: string
  readonly waiting: number
  readonly inHand: number
  readonly workers: number
}

/** Who only asks waits until Redis is back. */
const hear = (): void => undefined

const overRedis = async <A>(place: QueuePlace, work: (redis: Redis) => Promise<A>): Promise<A> => {
  const redis = openRedis(place, hear)
  try {
    return await work(redis)
  } finally {
    redis.disconnect()
  }
}

const fedVendor = async (place: QueuePlace, plan: string, vendor: string): Promise<FedVendor> => {
  const queue = openQueue(place, plan, vendor, hear)
  try {
    const [waiting, inHand, workers] = await Promise.all([
      queue.getJobCountByTypes('wait'),
      queue.getActiveCount(),
      queue.getWorkersCount(),
    ])
    return { vendor, waiting, inHand, workers }
  } finally {
    await queue.close()
  }
}

/**
 * Gives the plans that are fed to workers, and those whose feeder has died.
 */
export const fedPlans = (place: QueuePlace): Promise<ReadonlyArray<FedPlan>> =>
  overRedis(place, async (redis) => {
    const board = blackboard(redis, place)
    const plans: Array<FedPlan> = []
    for (const [plan, { vendors }] of await board.plans())
      plans.push({
        plan,
        isFed: await board.isFed(plan),
        vendors: await Promise.all(vendors.map((vendor) => fedVendor(place, plan, vendor))),
      })
    return plans
  })

/**
 * Stops a plan, whichever process feeds it. `told`: its feeder lets the workers end what they have in hand, and stops within seconds.
 * `emptied`: its feeder had died; the queues were taken away. `unknown`: nobody feeds it.
 */
export const cancelPlan = (place: QueuePlace, plan: string): Promise<'told' | 'emptied' | 'unknown'> =>
  overRedis(place, async (redis) => {
    const board = blackboard(redis, place)
    const announced = (await board.plans()).get(plan)
    if (announced === undefined) return 'unknown'
    if (await board.isFed(plan)) {
      await board.cancel(plan)
      return 'told'
    }
    for (const vendor of announced.vendors) {
      const queue = openQueue(place, plan, vendor, hear)
      await queue.obliterate({ force: true })
      await queue.close()
    }
    await board.withdraw(plan)
    return 'emptied'
  })
