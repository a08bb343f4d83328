import { type Job, Worker } from 'bullmq'
import { type Redis } from 'ioredis'
import { type HearTrouble, type LineJob, type QueuePlace, connectionTo, queueName, queuePrefix } from './queue-place.js'

/**
 * Works on queues until it is closed: then what it has in hand is finished.
 */
export interface QueueWorker {
  readonly close: () => Promise<void>
}

/**
 * How jobs are taken.
 */
export interface QueueWorkerOptions {
  readonly redis: Redis
  readonly place: QueuePlace
  /** Jobs of each queue at the same time. */
  readonly concurrency: number
  readonly lockMs: number
  readonly stalledMs: number
  readonly hearTrouble: HearTrouble
}

/**
 * Takes the jobs of queues: of the vendors of a plan, or the one of a reading. What throws is gone from its queue.
 */
export const openQueueWorker = (
  plan: string,
  names: ReadonlyArray<string>,
  carryOut: (job: Job<LineJob>) => Promise<void>,
  { redis, place, concurrency, lockMs, stalledMs, hearTrouble }: QueueWorkerOptions,
): QueueWorker => {
  const inHand = new Set<Promise<void>>()
  const work = async (job: Job<LineJob>): Promise<void> => {
    const done = carryOut(job)
    inHand.add(done)
    await done.finally(() => inHand.delete(done))
  }
  const workers = names.map((name) => {
    const worker = new Worker<LineJob>(queueName(plan, name), work, {
      connection: connectionTo(place),
      prefix: queuePrefix(place),
      autorun: false,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledMs,
      // The store says what is over, not how often somebody died.
      maxStalledCount: 1_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    })
    worker.on('error', hearTrouble)
    void worker.run().catch(hearTrouble)
    return worker
  })
  return {
    close: async () => {
      // While Redis is away no queue hears that a job is over, and none is waited for.
      const isAway = redis.status !== 'ready'
      await Promise.all(workers.map((worker) => worker.close(isAway)))
      await Promise.allSettled(inHand)
    },
  }
}
