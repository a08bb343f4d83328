import { type AppRange } from '@mini-domains/fleet'
import { Queue } from 'bullmq'
import * as E from 'fp-ts/lib/Either.js'
import { Redis } from 'ioredis'

/**
 * The Redis of the queues: that of the store, and the prefix of the store.
 */
export interface QueuePlace {
  /** `redis://user:password@host:port/db`, or `rediss://` over TLS. */
  readonly url: string
  readonly prefix: string
}

/**
 * Who may work on a plan together: processes for which both texts are the same.
 */
export interface Identity {
  /** The digest of the config. */
  readonly config: string
  /** The version of the program. */
  readonly version: string
}

/**
 * What is in a job: a line of the plan by its number, from 0. `again`: the version of an end that is to be tried once more. Where apps are
 * read by ranges: a range, by its first app.
 */
export interface LineJob {
  readonly n: number
  readonly again?: number
  readonly range?: AppRange
}

/**
 * Names the queue of a vendor's changes in a plan. Neither part may hold what BullMQ keeps for itself.
 */
export const queueName = (plan: string, vendor: string): string => `${plan.slice(0, 12)}.${encodeURIComponent(vendor)}`

/**
 * What BullMQ sets before the names of its keys. The braces keep all of them on one node of a cluster.
 */
export const queuePrefix = ({ prefix }: QueuePlace): string => `{${prefix}}:queue`

/**
 * The keys beside the queues.
 */
export const feedKeys = ({ prefix }: QueuePlace) => ({
  plans: `{${prefix}}:feed:plans`,
  fed: (plan: string) => `{${prefix}}:feed:fed:${plan}`,
  lines: (plan: string) => `{${prefix}}:feed:lines:${plan}`,
  refused: (plan: string) => `{${prefix}}:feed:refused:${plan}`,
  failed: (plan: string) => `{${prefix}}:feed:failed:${plan}`,
  cancelled: (plan: string) => `{${prefix}}:feed:cancelled:${plan}`,
  detached: `{${prefix}}:feed:detached`,
  log: (plan: string) => `{${prefix}}:feed:log:${plan}`,
  readings: `{${prefix}}:feed:readings`,
  begun: (id: string) => `{${prefix}}:feed:begun:${id}`,
  results: (id: string) => `{${prefix}}:feed:results:${id}`,
})

/**
 * Reads what stands beside the queues; `undefined` where it is not there, or nothing of ours.
 */
export const decoded = <A>(is: (input: unknown) => input is A, text: string | null): A | undefined => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text ?? ''),
    () => undefined,
  )
  return E.isRight(json) && is(json.right) ? json.right : undefined
}

/**
 * Hears what goes wrong with a connection, again and again until it is well.
 */
export type HearTrouble = (error: unknown) => void

// The timer of ioredis for an end that never comes would keep a process up for two seconds whose connection is gone already.
const lasting = { maxRetriesPerRequest: null, disconnectTimeout: 0 } as const

/**
 * Connects. While Redis is away commands wait until it is back: nothing of a queue is urgent, and the store says that it is away.
 */
export const openRedis = ({ url }: QueuePlace, hear: HearTrouble): Redis => {
  const redis = new Redis(url, lasting)
  redis.on('error', hear)
  return redis
}

/**
 * The options of BullMQ for a connection of its own.
 */
export const connectionTo = ({ url }: QueuePlace) => ({ url, ...lasting })

/**
 * Opens the queue of a vendor's changes in a plan, on a connection of its own or on one that its caller ends.
 */
export const openQueue = (
  place: QueuePlace,
  plan: string,
  vendor: string,
  hear: HearTrouble,
  connection: Redis | ReturnType<typeof connectionTo> = connectionTo(place),
): Queue<LineJob> => {
  const queue = new Queue<LineJob>(queueName(plan, vendor), {
    connection,
    prefix: queuePrefix(place),
    streams: { events: { maxLen: 100 } },
  })
  queue.on('error', hear)
  return queue
}

/**
 * Resolves once a connection is lost.
 */
export const lost = (redis: Redis): Promise<void> => new Promise((resolve) => redis.once('close', resolve))
