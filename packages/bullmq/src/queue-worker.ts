import { type Job, Worker } from 'bullmq'
import { type Redis } from 'ioredis'
import {
  type HearTrouble,
  type LineJob,
  type QueuePlace,
  connectionTo,
  lost,
  queueName,
  queuePrefix,
} from './queue-place.js'

/**
 * Works on queues until it is closed.
 */
export interface QueueWorker {
  /** Takes nothing more and lets what is in hand end, until `graceOver`; gives the numbers of the jobs that are in hand even then. */
  readonly close: (graceOver: Promise<void>) => Promise<ReadonlyArray<number>>
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
  const inHand = new Map<number, Promise<void>>()
  const work = async (job: Job<LineJob>): Promise<void> => {
    const { n } = job.data
    const done = carryOut(job).finally(() => inHand.delete(n))
    inHand.set(n, done)
    await done
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
    close: async (graceOver) => {
      // While Redis is away no queue hears that a job is over, and none is waited for. Such a job is given to somebody once more, who finds
      // that its line has ended.
      const idle = Promise.all(workers.map((worker) => worker.pause())).catch(hearTrouble)
      const away = redis.status === 'ready' ? lost(redis) : Promise.resolve()
      await Promise.race([idle, away, graceOver])
      await Promise.race([Promise.allSettled(inHand.values()), graceOver])
      await Promise.all(workers.map((worker) => worker.close(true)))
      return [...inHand.keys()]
    },
  }
}
