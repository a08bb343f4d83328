import { type Reading, isReading } from '@mini-domains/fleet'
import * as t from 'io-ts'
import { type Redis } from 'ioredis'
import { blackboard, fedSeconds } from './announcement.js'
import { type Identity, type QueuePlace, decoded, feedKeys, openQueue } from './queue-place.js'
import { packed } from './published-plan.js'

/**
 * The name of the one queue of a reading, where a plan has one for each vendor.
 */
export const appsQueue = 'apps'

/**
 * That apps are read by ranges: for whom, and what of them.
 */
export interface AnnouncedReading extends Identity {
  readonly format: 1
  readonly reading: Reading
}

const Head = t.type({ format: t.literal(1), config: t.string, version: t.string, reading: t.unknown })

const isAnnounced = (input: unknown): input is AnnouncedReading => Head.is(input) && isReading(input.reading)

const keptSeconds = 3_600

/**
 * How often workers may begin a range, and fail at it or die of it, before nobody finishes it.
 */
export const rangeTries = 3

/**
 * What a process that has apps read and the workers say to each other.
 */
export const readings = (redis: Redis, place: QueuePlace) => {
  const keys = feedKeys(place)
  const withdraw = async (id: string): Promise<void> => {
    await redis.hdel(keys.readings, id)
    await redis.del(keys.fed(id), keys.refused(id), keys.begun(id), keys.results(id))
  }
  return {
    announce: async (id: string, { config, version }: Identity, reading: Reading): Promise<void> => {
      await redis.set(keys.fed(id), '1', 'EX', fedSeconds)
      await redis.hset(keys.readings, id, JSON.stringify({ format: 1, config, version, reading }))
    },
    all: async (): Promise<ReadonlyMap<string, AnnouncedReading>> =>
      new Map(
        Object.entries(await redis.hgetall(keys.readings)).flatMap(([id, text]) => {
          const announced = decoded(isAnnounced, text)
          return announced === undefined ? [] : [[id, announced]]
        }),
      ),
    withdraw,
    /** Takes away what a process that died has left. */
    sweep: async (id: string): Promise<void> => {
      if (await blackboard(redis, place).isFed(id)) return
      await withdraw(id)
      const queue = openQueue(place, id, appsQueue, () => undefined)
      await queue.obliterate({ force: true })
      await queue.close()
    },
    /** Keeps what was read of a range. */
    keep: async (id: string, n: number, text: string): Promise<void> => {
      await redis.hset(keys.results(id), String(n), await packed(text))
      await redis.expire(keys.results(id), keptSeconds)
    },
    /** Counts that a worker begins a range, before it does: one that dies of it cannot count. Gives how often it was begun. */
    begin: async (id: string, n: number): Promise<number> => {
      const times = await redis.hincrby(keys.begun(id), String(n), 1)
      await redis.expire(keys.begun(id), keptSeconds)
      return times
    },
    /** Takes back that a range was begun, where its worker was told to end. */
    giveBack: async (id: string, n: number): Promise<void> => {
      await redis.hincrby(keys.begun(id), String(n), -1)
    },
    /** How often each range was begun. */
    begun: async (id: string): Promise<ReadonlyMap<number, number>> =>
      new Map(Object.entries(await redis.hgetall(keys.begun(id))).map(([n, times]) => [Number(n), Number(times)])),
    /** Takes what was read of ranges, as far as it is there. */
    results: async (id: string, from: ReadonlyArray<number>): Promise<ReadonlyArray<readonly [number, Buffer]>> => {
      if (from.length === 0) return []
      const found = await redis.hmgetBuffer(keys.results(id), ...from.map(String))
      const read = from.flatMap((n, index) => {
        const bytes = found[index]
        return bytes === undefined || bytes === null ? [] : [[n, bytes] as const]
      })
      if (read.length > 0) await redis.hdel(keys.results(id), ...read.map(([n]) => String(n)))
      return read
    },
  }
}
