import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Bilingual } from '@mini-domains/core'
import { type Redis } from 'ioredis'
import * as t from 'io-ts'
import { type Identity, type QueuePlace, decoded, feedKeys } from './queue-place.js'

const Announcement = t.readonly(
  t.type({
    format: t.literal(1),
    config: t.string,
    version: t.string,
    vendors: t.readonlyArray(t.string),
  }),
)

/**
 * That a plan is fed: by whom, and at which vendors. It stays where the feeder has died; that one feeds it now is said again and again.
 */
export type Announcement = t.TypeOf<typeof Announcement>

/**
 * Why a worker does not work on a plan.
 */
export const Refusal = t.keyof({ config: null, version: null, adapter: null, plan: null })

/**
 * Why a worker does not work on a plan.
 */
export type Refusal = t.TypeOf<typeof Refusal>

/**
 * Says why a worker does not work on a plan, and what to do.
 */
export const refusalMessage = (refusal: Refusal): Bilingual => {
  switch (refusal) {
    case 'config':
      return bilingual(
        'this worker has another config than the process that feeds the plan; give all machines the same config and files of apps, then start the worker again',
        '此 worker 的配置与下发计划的进程不同；请在所有机器上使用相同的配置与名单文件，然后重新启动 worker',
      )
    case 'version':
      return bilingual(
        'this worker is of another version than the process that feeds the plan; install the same version on all machines',
        '此 worker 的版本与下发计划的进程不同；请在所有机器上安装同一版本',
      )
    case 'adapter':
      return bilingual(
        'this worker has not the adapters, or not the versions of them, that the plan was made with; install the same on all machines',
        '此 worker 的适配器或其版本与生成计划时不同；请在所有机器上安装相同的适配器',
      )
    case 'plan':
      return bilingual(
        'the lines of the plan in Redis are not those of the plan; apply it again, and let nothing else write under the prefix of the store',
        'Redis 中的计划内容与该计划不一致；请重新执行该计划，且其他程序不得写入该存储前缀下的键',
      )
  }
}

/**
 * Says that no worker takes part, and what to do.
 */
export const noWorker = bilingual(
  'no worker takes the changes of this plan; start one on any machine with the same config and store: mini-domains worker',
  '没有 worker 领取该计划的变更；请在任意一台配置与存储相同的机器上启动：mini-domains worker',
)

/** How long a feeder may be silent before workers take nothing more of its plan. */
const fedSeconds = 30
const refusedSeconds = 15

const StoredFailure = t.readonly(
  t.intersection([
    t.type({
      _tag: t.literal('StoreFailure'),
      reason: t.keyof({ unavailable: null, full: null, corrupt: null, 'wrong-key': null }),
      message: t.string,
      hint: t.readonly(t.type({ en: t.string, zh: t.string })),
    }),
    t.partial({ messageZh: t.string }),
  ]),
)

/**
 * What feeders and workers say to each other beside the queues.
 */
export const blackboard = (redis: Redis, place: QueuePlace) => {
  const keys = feedKeys(place)
  /** Takes away all that was said of a plan. Its lines stay. */
  const silence = async (plan: string): Promise<void> => {
    await redis.hdel(keys.plans, plan)
    await redis.del(keys.fed(plan), keys.refused(plan), keys.failed(plan), keys.cancelled(plan))
  }
  return {
    announce: async (plan: string, { config, version }: Identity, vendors: ReadonlyArray<string>): Promise<void> => {
      const announcement: Announcement = { format: 1, config, version, vendors }
      await redis.hset(keys.plans, plan, JSON.stringify(announcement))
      await redis.set(keys.fed(plan), '1', 'EX', fedSeconds)
    },
    /** Whether a feeder that lives has said that it feeds a plan. */
    isFed: async (plan: string): Promise<boolean> => (await redis.exists(keys.fed(plan))) === 1,
    /** The plans that are fed, or whose feeder has died. */
    plans: async (): Promise<ReadonlyMap<string, Announcement>> =>
      new Map(
        Object.entries(await redis.hgetall(keys.plans)).flatMap(([plan, text]) => {
          const announcement = decoded(Announcement.is, text)
          return announcement === undefined ? [] : [[plan, announcement]]
        }),
      ),
    silence,
    /** Takes away all that was said of a plan, and its lines. */
    withdraw: async (plan: string): Promise<void> => {
      await silence(plan)
      await redis.del(keys.lines(plan))
    },
    refuse: async (plan: string, refusal: Refusal): Promise<void> => {
      await redis.set(keys.refused(plan), JSON.stringify(refusal), 'EX', refusedSeconds)
    },
    refusal: async (plan: string): Promise<Refusal | undefined> =>
      decoded(Refusal.is, await redis.get(keys.refused(plan))),
    /** Says that the store failed a worker at a line in a way that waiting does not help. */
    fail: async (plan: string, n: number, failure: StoreFailure): Promise<void> => {
      await redis.hset(keys.failed(plan), String(n), JSON.stringify(failure))
    },
    failures: async (plan: string): Promise<ReadonlyArray<readonly [number, StoreFailure]>> => {
      const found = Object.entries(await redis.hgetall(keys.failed(plan)))
      if (found.length > 0) await redis.del(keys.failed(plan))
      return found.flatMap(([n, text]) => {
        const failure = decoded(StoredFailure.is, text)
        return failure === undefined ? [] : [[Number(n), failure] as const]
      })
    },
    cancel: async (plan: string): Promise<void> => {
      await redis.set(keys.cancelled(plan), '1', 'EX', 2 * fedSeconds)
    },
    isCancelled: async (plan: string): Promise<boolean> => (await redis.exists(keys.cancelled(plan))) === 1,
    uncancel: async (plan: string): Promise<void> => {
      await redis.del(keys.cancelled(plan))
    },
  }
}

/**
 * What feeders and workers say to each other beside the queues.
 */
export type Blackboard = ReturnType<typeof blackboard>
