import { type Queue } from 'bullmq'
import { type HearTrouble, type LineJob, type QueuePlace, openQueue, openRedis } from './queue-place.js'

/**
 * The queue of one vendor's changes, as its feeder uses it.
 */
export interface LineQueue {
  /** Takes away what an earlier feeder left in it, which may have had other waves, and lets workers take again. */
  readonly begin: () => Promise<void>
  /** Puts jobs in; a line that is there already is left as it is. */
  readonly add: (jobs: ReadonlyArray<LineJob>) => Promise<void>
  /** The lines that it holds, those that workers have in hand included. */
  readonly lines: () => Promise<ReadonlySet<number>>
  /**
   * Lets workers take nothing more and takes away what none has; gives the lines that workers have in hand. A worker that died has its line no
   * more once the lock of its job is over.
   */
  readonly empty: () => Promise<ReadonlySet<number>>
  readonly workers: () => Promise<number>
  readonly close: () => Promise<void>
  /** Takes the queue away with all that is in it. */
  readonly remove: () => Promise<void>
}

const atOnce = 1_000
const idPrefix = 'line-'

const linesOf = (ids: ReadonlyArray<string>): ReadonlySet<number> =>
  new Set(ids.map((id) => Number(id.slice(idPrefix.length))))

const addAll = async (queue: Queue<LineJob>, jobs: ReadonlyArray<LineJob>): Promise<void> => {
  for (let from = 0; from < jobs.length; from += atOnce)
    await queue.addBulk(
      jobs.slice(from, from + atOnce).map((data) => ({
        name: 'line',
        data,
        opts: { jobId: `${idPrefix}${data.n}` },
      })),
    )
}

/**
 * Opens the queue of a vendor's changes to feed it.
 */
export const openLineQueue = (place: QueuePlace, plan: string, vendor: string, hear: HearTrouble): LineQueue => {
  // One of its own, that can be ended while Redis is away: BullMQ would wait for it.
  const connection = openRedis(place, hear)
  const queue = openQueue(place, plan, vendor, hear, connection)
  const close = async (): Promise<void> => {
    await queue.close()
    connection.disconnect()
  }
  /** A worker that ends is told of no more as one of the queue, but holds the locks of its jobs until each has ended. */
  const inHand = async (): Promise<ReadonlyArray<string>> => {
    const ids = await queue.getRanges(['active'])
    if (ids.length === 0) return ids
    const locks = await connection.mget(ids.map((id) => queue.toKey(`${id}:lock`)))
    return ids.filter((_, index) => locks[index] !== null)
  }
  return {
    begin: async () => {
      await queue.drain()
      await queue.resume()
    },
    add: (jobs) => addAll(queue, jobs),
    lines: async () => linesOf(await queue.getRanges(['wait', 'active'])),
    empty: async () => {
      await queue.pause()
      await queue.drain()
      return linesOf(await inHand())
    },
    workers: () => queue.getWorkersCount(),
    close,
    remove: async () => {
      await queue.obliterate({ force: true })
      await close()
    },
  }
}
