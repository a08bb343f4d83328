import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type ApplyEvent, type PlanSource } from '@mini-domains/fleet'
import { type Redis } from 'ioredis'
import { blackboard, noWorker, refusalMessage } from './announcement.js'
import { detachedPlans } from './detached-plan.js'
import { eventLog } from './event-log.js'
import { type FeedOptions } from './feed-options.js'
import { publishPlan } from './published-plan.js'
import { feedKeys } from './queue-place.js'

/** A plan that was left for the workers, and who watches it. */
interface Watch {
  readonly redis: Redis
  readonly plan: string
  readonly source: PlanSource
  readonly tell: (message: Bilingual) => void
}

const lookMs = 500

const watching = bilingual(
  'this plan was left for the workers; this is what they do, from its start',
  '该计划已交给 worker 执行；以下为其执行过程（自开始起）',
)

const goesOn = bilingual(
  'the workers go on with the plan; run the same command again to watch, or stop it: mini-domains cancel PLAN',
  'worker 会继续执行该计划；再次运行同一命令可继续查看，停止请运行：mini-domains cancel PLAN',
)

const takenAway = bilingual('the plan was cancelled before a worker took it', '该计划在 worker 领取之前已被取消')

/** Tells anew each time when the signal comes, so that none of many races stays behind. */
const stopTeller = (signal: AbortSignal | undefined): (() => Promise<'stopped'>) => {
  let tell = (): void => undefined
  signal?.addEventListener('abort', () => tell(), { once: true })
  return () =>
    new Promise((resolve) => {
      tell = () => resolve('stopped')
      if (signal?.aborted === true) tell()
    })
}

/**
 * Whether a plan was left for the workers, and is not over, or nobody has seen what came of it. Where Redis is away it waits for it; a signal
 * ends the wait.
 */
export const isDetached = async (redis: Redis, { place, signal }: FeedOptions, plan: string): Promise<boolean> => {
  const asked = eventLog(redis, feedKeys(place).log(plan))
    .exists()
    .then((isThere) => isThere || detachedPlans(redis, place).has(plan))
  return Promise.race([asked.catch(() => false), stopTeller(signal)().then(() => false)])
}

const textsOf = async function* (source: PlanSource): AsyncGenerator<unknown> {
  yield* source()
}

/** Tells, once for each time, that no worker has taken the plan for so long. */
const workerTeller = (
  { redis, plan, tell }: Watch,
  { place, clock, noWorkerMs = 10_000 }: FeedOptions,
): (() => Promise<void>) => {
  const board = blackboard(redis, place)
  let takenAt = clock.now()
  let isTold = false
  return async () => {
    if (await board.isFed(plan)) {
      takenAt = clock.now()
      isTold = false
    }
    if (isTold || clock.now() - takenAt < noWorkerMs) return
    isTold = true
    const refusal = await board.refusal(plan)
    tell(refusal === undefined ? noWorker : refusalMessage(refusal))
  }
}

/**
 * Gives what happens to a plan that was left for the workers, from its start to its end, whichever worker feeds it. A signal ends the watch and
 * not the plan, also while Redis is away. What is over is given once: then it is forgotten.
 */
export async function* watchedPlan(watch: Watch, options: FeedOptions): AsyncGenerator<ApplyEvent> {
  const { redis, plan, source } = watch
  const { place, clock, signal } = options
  const log = eventLog(redis, feedKeys(place).log(plan))
  const left = detachedPlans(redis, place)
  const board = blackboard(redis, place)
  const tellOfWorkers = workerTeller(watch, options)
  const whenStopped = stopTeller(signal)
  const look = async (from: number) => {
    // Asked before the log: what is over was written there first.
    const isOver = !(await left.has(plan)) && !(await board.isFed(plan))
    return { isOver, ...(await log.read(from)) }
  }
  const keepUp = async (): Promise<void> => {
    const lines = feedKeys(place).lines(plan)
    if ((await redis.exists(lines)) === 0) await publishPlan(redis, lines, textsOf(source))
    await tellOfWorkers()
    await clock.sleep(lookMs, signal)
  }
  yield { event: 'waiting', plan, message: watching, watched: true }
  for (let from = 0; ;) {
    const seen = await Promise.race([look(from), whenStopped()])
    if (seen === 'stopped') break
    const { events, next, isOver } = seen
    from = next
    yield* events
    if (events.some(({ event }) => event === 'finished' || event === 'refused')) return log.remove()
    if (events.length > 0) continue
    if (isOver) {
      yield { event: 'waiting', plan, message: takenAway }
      return log.remove()
    }
    if ((await Promise.race([keepUp(), whenStopped()])) === 'stopped') break
  }
  yield { event: 'waiting', plan, message: goesOn }
}
