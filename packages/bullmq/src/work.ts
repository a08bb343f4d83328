import { type StoreFailure } from '@mini-domains/core/adapter'
import { type FleetVendors, checkVendors, vendorOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Announcement, type Refusal, blackboard, refusalMessage } from './announcement.js'
import { type DetachedPlan, detachedPlans } from './detached-plan.js'
import { feedDetached } from './feed-detached.js'
import { lineWorker } from './line-worker.js'
import { type PublishedPlan, openPublished } from './published-plan.js'
import { troubleTeller } from './queue-failure.js'
import { feedKeys, lost, openRedis } from './queue-place.js'
import { type QueueWorker, openQueueWorker } from './queue-worker.js'
import { rangeWorker } from './range-worker.js'
import { type AnnouncedReading, appsQueue, readings } from './reading-board.js'
import { type WorkOptions } from './work-options.js'

const lookMs = 1_000
const refuseAgainMs = 5_000
const rangesAtOnce = 2

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
  const {
    place,
    signal,
    clock,
    concurrency = 10,
    lockMs = 60_000,
    stalledMs = 30_000,
    graceMs = 30_000,
    onEvent,
  } = options
  const hearTrouble = troubleTeller(clock, (failure) => {
    if (!signal.aborted) onEvent?.({ event: 'queue', failure })
  })
  const redis = openRedis(place, hearTrouble)
  const board = blackboard(redis, place)
  const left = detachedPlans(redis, place)
  const said = readings(redis, place)
  const open = new Map<string, QueueWorker>()
  const leaving = new Map<string, Promise<void>>()
  const fed = new Map<string, Promise<void>>()
  const readingOn = new Set<string>()
  const queueing = { redis, place, concurrency, lockMs, stalledMs, hearTrouble }
  const refused = new Map<string, { readonly refusal: Refusal; readonly at: number }>()

  let stopGrace = (): void => undefined
  const graceOver = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => (stopGrace = clock.timer(graceMs, resolve)), { once: true })
  })

  /** A plan that is slow to end keeps no other one waiting. */
  const leave = (plan: string, one: QueueWorker): void => {
    open.delete(plan)
    const left = async (): Promise<void> => {
      const lines = await one.close(graceOver)
      // What was read of apps is read again by others; nothing has been changed.
      if (readingOn.delete(plan)) return
      if (lines.length > 0) onEvent?.({ event: 'unfinished', plan, lines })
      onEvent?.({ event: 'left', plan })
    }
    leaving.set(
      plan,
      left()
        .catch(hearTrouble)
        .finally(() => leaving.delete(plan)),
    )
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
    const carryOut = lineWorker(plan, published, vendors, board, options)
    open.set(plan, openQueueWorker(plan, names, carryOut, queueing))
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

  const read = async (id: string, announced: AnnouncedReading): Promise<void> => {
    const isSame = announced.config === options.identity.config && announced.version === options.identity.version
    if (!isSame || options.desired === undefined) {
      await refuse(id, announced.version === options.identity.version ? 'config' : 'version')
      return
    }
    const carryOut = rangeWorker(redis, id, announced.reading, vendors, { ...options, desired: options.desired })
    open.set(id, openQueueWorker(id, [appsQueue], carryOut, { ...queueing, concurrency: rangesAtOnce }))
    readingOn.add(id)
    onEvent?.({ event: 'reading', of: announced.reading.of })
  }

  const lookForReadings = async (): Promise<void> => {
    for (const [id, announced] of await said.all())
      if (!(await board.isFed(id))) await said.sweep(id)
      else if (!open.has(id) && !leaving.has(id) && !isRefusedNow(id) && !signal.aborted) await read(id, announced)
  }

  const look = async (): Promise<void> => {
    const plans = await board.plans()
    for (const [plan, one] of [...open]) if (!(await board.isFed(plan))) leave(plan, one)
    for (const [plan, announced] of plans)
      if (!open.has(plan) && !leaving.has(plan) && !isRefusedNow(plan) && !signal.aborted && (await board.isFed(plan)))
        await enter(plan, announced)
    await lookForReadings()
    for (const [plan, how] of await left.all())
      if (!fed.has(plan) && !isRefusedNow(plan) && !signal.aborted && !(await board.isFed(plan)))
        await takeUp(plan, how)
  }

  const stoppedAway = new Promise<void>((resolve) => {
    // Redis may be on its way out just now, and not be known to be away.
    const whenAway = (): void => (redis.status === 'ready' ? void lost(redis).then(resolve) : resolve())
    signal.addEventListener('abort', whenAway, { once: true })
  })
  const looking = async (): Promise<void> => {
    while (!signal.aborted) {
      await look().catch(hearTrouble)
      await clock.sleep(lookMs, signal)
    }
  }
  // A look that waits for Redis does not keep the worker from ending. One race for all looks: each leaves something behind at what outlives it.
  await Promise.race([looking(), stoppedAway, graceOver])
  for (const [plan, one] of [...open]) leave(plan, one)
  await Promise.all(leaving.values())
  if (redis.status === 'ready') await Promise.race([Promise.all(fed.values()), lost(redis), graceOver])
  stopGrace()
  redis.disconnect()
}
