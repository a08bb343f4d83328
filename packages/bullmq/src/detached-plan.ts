import { type WavePolicy } from '@mini-domains/fleet'
import * as t from 'io-ts'
import { type Redis } from 'ioredis'
import { type Identity, type QueuePlace, decoded, feedKeys } from './queue-place.js'

/**
 * A plan that was left for the workers to feed: who may, and how. What it may take away was judged when it was left.
 */
export interface DetachedPlan extends Identity {
  readonly format: 1
  readonly waves: WavePolicy
  readonly onlyFailed: boolean
  /** Hosts may leave a pool though changes of apps did not end well. */
  readonly poolBeforeApps: boolean
}

const Waves = t.partial({
  canary: t.union([t.type({ count: t.number }), t.type({ percent: t.number })]),
  failureRatio: t.number,
  minimum: t.number,
  errors: t.readonlyArray(t.string),
})

const Stored = t.type({
  format: t.literal(1),
  config: t.string,
  version: t.string,
  waves: Waves,
  onlyFailed: t.boolean,
  poolBeforeApps: t.boolean,
})

const isDetachedPlan = (input: unknown): input is DetachedPlan => Stored.is(input)

/**
 * The plans that were left for the workers, until they are over.
 */
export const detachedPlans = (redis: Redis, place: QueuePlace) => {
  const keys = feedKeys(place)
  return {
    /** Leaves a plan; false where it is left already. */
    leave: async (plan: string, how: DetachedPlan): Promise<boolean> =>
      (await redis.hsetnx(keys.detached, plan, JSON.stringify(how))) === 1,
    has: async (plan: string): Promise<boolean> => (await redis.hexists(keys.detached, plan)) === 1,
    all: async (): Promise<ReadonlyMap<string, DetachedPlan>> =>
      new Map(
        Object.entries(await redis.hgetall(keys.detached)).flatMap(([plan, text]) => {
          const how = decoded(isDetachedPlan, text)
          return how === undefined ? [] : [[plan, how]]
        }),
      ),
    /** Takes it away, for it is over or cancelled; false where it was not there. */
    end: async (plan: string): Promise<boolean> => (await redis.hdel(keys.detached, plan)) === 1,
  }
}

/**
 * The plans that were left for the workers, until they are over.
 */
export type DetachedPlans = ReturnType<typeof detachedPlans>
