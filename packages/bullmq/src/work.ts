import { type Bilingual, type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import {
  type ApplyEvent,
  type FleetVendors,
  type LineEnd,
  checkVendors,
  reconcile,
  vendorOf,
} from '@mini-domains/fleet'
import { type Job, Worker } from 'bullmq'
import * as E from 'fp-ts/lib/Either.js'
import { type Redis } from 'ioredis'
import { type Announcement, type Blackboard, type Refusal, blackboard, refusalMessage } from './announcement.js'
import { type DetachedPlan, detachedPlans } from './detached-plan.js'
import { feedDetached } from './feed-detached.js'
import { type PublishedPlan, openPublished } from './published-plan.js'
import { troubleTeller } from './queue-failure.js'
import {
  type Identity,
  type LineJob,
  type QueuePlace,
  connectionTo,
  feedKeys,
  openRedis,
  queueName,
  queuePrefix,
} from './queue-place.js'

/**
 * What a worker tells of.
 */
export type WorkEvent =
  | { readonly event: 'working'; readonly plan: string; readonly vendors: ReadonlyArray<string> }
  | { readonly event: 'refused'; readonly plan: string; readonly reason: Refusal; readonly message: Bilingual }
  | { readonly event: 'line'; readonly plan: string; readonly n: number; readonly status: LineEnd['status'] }
  /** The feeder is done, or has died: nothing more is taken of its plan until somebody feeds it again. */
  | { readonly event: 'left'; readonly plan: string }
  /** This worker feeds a plan that was left for the workers, and this happens to it. */
  | { readonly event: 'fed'; readonly plan: string; readonly value: ApplyEvent }
  /** The store cannot be used: the line waits for it, or is given back. */
  | { readonly event: 'store'; readonly plan: string; readonly failure: StoreFailure }
  /** The queues cannot be used: nothing more is taken until they can. Each cause is told once a minute at most. */
  | { readonly event: 'queue'; readonly failure: StoreFailure }

/**
 * How a worker works.
 */
export interface WorkOptions {
  /** The Redis and the prefix of the store. */
  readonly place: QueuePlace
  /** Only plans that are fed by a process which is the same in both are worked on. */
  readonly identity: Identity
  readonly store: Store
  readonly clock: Clock
  /** Ends it: what it has in hand is finished first. */
  readonly signal: AbortSignal
  /** Changes of each vendor at the same time. About twice the rate × latency / workers is enough. Default 10. */
  readonly concurrency?: number
  /** See `ReconcileOptions`; the same for all workers. */
  readonly settleMs?: number
  readonly retries?: number
  /** How long the lock of a worker that died while it fed keeps others out. Default 4,000. */
  readonly leaseMs?: number
  /** How long a worker that died holds its jobs. Default 60,000. */
  readonly lockMs?: number
  /** How often jobs of workers that died are looked for. Default 30,000. */
  readonly stalledMs?: number
  readonly onEvent?: (event: WorkEvent) => void
}

const lookMs = 1_000
const awayMs = 1_000
const refuseAgainMs = 5_000

interface OpenPlan {
  readonly close: () => Promise<void>
}

/** Resolves once a connection is lost. */
const lost = (redis: Redis): Promise<void> => new Promise((resolve) => redis.once('close', resolve))

/** Does one job. It throws where the line is not over: the job is gone then, and the feeder feeds the line again. */
const lineWorker =
  (plan: string, published: PublishedPlan, vendors: FleetVendors, board: Blackboard, options: WorkOptions) =>
  async ({ data: { n, again } }: Job<LineJob>): Promise<void> => {
    const { store, clock, signal, settleMs, retries, onEvent } = options
    const fail = async (failure: StoreFailure): Promise<never> => {
      if (failure.reason !== 'unavailable') await board.fail(plan, n, failure)
      throw new Error(failure.reason)
    }
    const line = await published.changeAt(n)
    if (E.isLeft(line)) {
      onEvent?.({ event: 'store', plan, failure: line.left })
      return fail(line.left)
    }
    const work = { plan, n, line: line.right, ...(again === undefined ? {} : { again }) }
    for (;;) {
      if (signal.aborted) throw new Error('stopped')
      const end = await reconcile(work, vendors, {
        store,
        clock,
        signal,
        ...(settleMs === undefined ? {} : { settleMs }),
        ...(retries === undefined ? {} : { retries }),
      })
      if (E.isRight(end)) {
        if (end.right.stopped === true) throw new Error('stopped')
        onEvent?.({ event: 'line', plan, n, status: end.right.status })
        return
      }
      onEvent?.({ event: 'store', plan, failure: end.left })
      if (end.left.reason !== 'unavailable') await fail(end.left)
      await clock.sleep(awayMs, signal)
    }
  }

const refusalOf = (
  announced: Pick<Announcement, 'config' | 'version'>,
  { identity }: WorkOptions,
  published: E.Either<StoreFailure, PublishedPlan> | undefined,
  vendors: FleetVendors,
): Refusal | undefined => {
  if (announced.version !== identity.version) return 'version'
  if (announced.config !== identity.config) return 'config'
  if (published === undefined || E.isLeft(published)) return 'plan'
  return checkVendors(published.right.header, vendors) === undefined ? undefined : 'adapter'
}

/**
 * Works on plans that other processes feed, until the signal ends it: then it finishes what it has in hand. A plan that is fed by a process of
 * another config or version is refused, and so is one that was made with other adapters. A line is carried out by `reconcile`: at least once,
 * whichever worker dies. A plan that was left for the workers is fed by one of them.
 */
export const work = async (vendors: FleetVendors, options: WorkOptions): Promise<void> => {
  const { place, signal, clock, concurrency = 10, lockMs = 60_000, stalledMs = 30_000, onEvent } = options
  const hearTrouble = troubleTeller(clock, (failure) => {
    if (!signal.aborted) onEvent?.({ event: 'queue', failure })
  })
  const redis = openRedis(place, hearTrouble)
  const board = blackboard(redis, place)
  const left = detachedPlans(redis, place)
  const open = new Map<string, OpenPlan>()
  const fed = new Map<string, Promise<void>>()
  const refused = new Map<string, { readonly refusal: Refusal; readonly at: number }>()

  const openWorkers = (plan: string, published: PublishedPlan, names: ReadonlyArray<string>): OpenPlan => {
    const carryOut = lineWorker(plan, published, vendors, board, options)
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

  const leave = async (plan: string, one: OpenPlan): Promise<void> => {
    open.delete(plan)
    await one.close()
    onEvent?.({ event: 'left', plan })
  }

  /** A refusal is said again before it is forgotten, but not at each look: it may mean to read the whole plan. */
  const isRefusedNow = (plan: string): boolean => {
    const before = refused.get(plan)
    return before !== undefined && clock.now() - before.at < refuseAgainMs
  }

  const refuse = async (plan: string, refusal: Refusal): Promise<void> => {
    await board.refuse(plan, refusal)
    if (refused.get(plan)?.refusal !== refusal)
      onEvent?.({ event: 'refused', plan, reason: refusal, message: refusalMessage(refusal) })
    refused.set(plan, { refusal, at: clock.now() })
  }

  /** Opens the lines of a plan where this worker may take part and it is still to be done, and refuses it where it may not. */
  const opened = async (
    plan: string,
    announced: Pick<Announcement, 'config' | 'version'>,
    isStill: () => Promise<boolean>,
  ): Promise<PublishedPlan | undefined> => {
    const isSame = announced.config === options.identity.config && announced.version === options.identity.version
    const published = isSame ? await openPublished(redis, feedKeys(place).lines(plan), plan) : undefined
    const refusal = refusalOf(announced, options, published, vendors)
    // It may have ended while its lines were read, or this worker.
    if (!(await isStill()) || signal.aborted) return undefined
    if (refusal !== undefined) await refuse(plan, refusal)
    else refused.delete(plan)
    return refusal === undefined && published !== undefined && E.isRight(published) ? published.right : undefined
  }

  const enter = async (plan: string, announced: Announcement): Promise<void> => {
    const published = await opened(plan, announced, () => board.isFed(plan))
    if (published === undefined) return
    const names = announced.vendors.filter((name) => vendorOf(vendors, name) !== undefined)
    open.set(plan, openWorkers(plan, published, names))
    onEvent?.({ event: 'working', plan, vendors: names })
  }

  /** Feeds a plan that was left for the workers, where no other one does. */
  const takeUp = async (plan: string, how: DetachedPlan): Promise<void> => {
    const published = await opened(plan, how, () => left.has(plan))
    if (published === undefined) return
    const done = feedDetached({ redis, board, how, published, hearTrouble }, vendors, options)
      .catch(hearTrouble)
      .finally(() => fed.delete(plan))
    fed.set(plan, done)
  }

  const look = async (): Promise<void> => {
    const plans = await board.plans()
    for (const [plan, one] of [...open]) if (!(await board.isFed(plan))) await leave(plan, one)
    for (const [plan, announced] of plans)
      if (!open.has(plan) && !isRefusedNow(plan) && !signal.aborted && (await board.isFed(plan)))
        await enter(plan, announced)
    for (const [plan, how] of await left.all())
      if (!fed.has(plan) && !isRefusedNow(plan) && !signal.aborted && !(await board.isFed(plan)))
        await takeUp(plan, how)
  }

  const stoppedAway = new Promise<void>((resolve) => {
    // Redis may be on its way out just now, and not be known to be away.
    const whenAway = (): void => (redis.status === 'ready' ? void lost(redis).then(resolve) : resolve())
    signal.addEventListener('abort', whenAway, { once: true })
  })
  while (!signal.aborted) {
    // A look that waits for Redis does not keep the worker from ending.
    await Promise.race([look().catch(hearTrouble), stoppedAway])
    await clock.sleep(lookMs, signal)
  }
  await Promise.all([...open].map(([plan, one]) => leave(plan, one)))
  if (redis.status === 'ready') await Promise.race([Promise.all(fed.values()), lost(redis)])
  redis.disconnect()
}
