import { type Redis } from 'ioredis'
import { blackboard } from './announcement.js'
import { detachedPlans } from './detached-plan.js'
import { type QueuePlace, openQueue, openRedis } from './queue-place.js'

/**
 * How a plan that is fed to workers stands in its queues. How far it has come says the store.
 */
export interface FedPlan {
  /** Its digest. */
  readonly plan: string
  /** Whether a process feeds it now; else that one has died, and nothing goes on until somebody feeds it again. */
  readonly isFed: boolean
  /** It was left for the workers: whichever runs feeds it. Without vendors none has taken it yet. */
  readonly isDetached: boolean
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
 * Gives the plans that are fed to workers, those whose feeder has died, and those that were left for the workers.
 */
export const fedPlans = (place: QueuePlace): Promise<ReadonlyArray<FedPlan>> =>
  overRedis(place, async (redis) => {
    const board = blackboard(redis, place)
    const plans: Array<FedPlan> = []
    const left = await detachedPlans(redis, place).all()
    const announced = new Map([...(await board.plans())].map(([plan, { vendors }]) => [plan, vendors] as const))
    for (const plan of left.keys()) if (!announced.has(plan)) announced.set(plan, [])
    for (const [plan, vendors] of announced)
      plans.push({
        plan,
        isFed: await board.isFed(plan),
        isDetached: left.has(plan),
        vendors: await Promise.all(vendors.map((vendor) => fedVendor(place, plan, vendor))),
      })
    return plans
  })

/**
 * Stops a plan, whichever process feeds it. `told`: its feeder lets the workers end what they have in hand, and stops within seconds.
 * `emptied`: its feeder had died; the queues were taken away. `withdrawn`: it was left for the workers, and none
 * had taken it. `unknown`: nobody feeds it.
 */
export const cancelPlan = (place: QueuePlace, plan: string): Promise<'told' | 'emptied' | 'withdrawn' | 'unknown'> =>
  overRedis(place, async (redis) => {
    const board = blackboard(redis, place)
    const wasLeft = await detachedPlans(redis, place).end(plan)
    const announced = (await board.plans()).get(plan)
    if (announced === undefined) {
      if (wasLeft) await board.withdraw(plan)
      return wasLeft ? 'withdrawn' : 'unknown'
    }
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
