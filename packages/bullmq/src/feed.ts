import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageOf } from '@mini-domains/core/adapter'
import {
  type ApplyEvent,
  type ApplyOptions,
  type FleetVendors,
  type PlanSource,
  type VerifiedPlan,
  applyBy,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { blackboard } from './announcement.js'
import { lineFeeder } from './line-feeder.js'
import { openLineQueue } from './line-queue.js'
import { tried, troubleTeller } from './queue-failure.js'
import { publishPlan } from './published-plan.js'
import { type Identity, type QueuePlace, feedKeys, openRedis } from './queue-place.js'

/**
 * How a plan is fed to workers.
 */
export interface FeedOptions extends Omit<ApplyOptions, 'concurrency'> {
  /** The Redis and the prefix of the store. */
  readonly place: QueuePlace
  /** Only workers that are the same in both take part. */
  readonly identity: Identity
  /** How many jobs wait at most, over all vendors. Default 10,000. */
  readonly waiting?: number
  /** How long there may be no worker before that is told. Default 10,000. */
  readonly noWorkerMs?: number
}

const linesOf = async function* (source: PlanSource): AsyncGenerator<unknown> {
  yield* source()
}

const vendorsOf = ({ summary }: VerifiedPlan): ReadonlyArray<string> =>
  Object.entries(summary.impact.apps).flatMap(([vendor, changes]) => (changes > 0 ? [vendor] : []))

/** Events of the plan, and between them what is told while nothing happens. */
async function* withNotices(
  events: AsyncGenerator<ApplyEvent>,
  notices: { readonly take: () => ApplyEvent | undefined; readonly arrived: () => Promise<void> },
): AsyncGenerator<ApplyEvent> {
  try {
    let next = events.next()
    for (;;) {
      const first = await Promise.race([next, notices.arrived()])
      for (let notice = notices.take(); notice !== undefined; notice = notices.take()) yield notice
      if (first === undefined) continue
      if (first.done === true) return
      yield first.value
      next = events.next()
    }
  } finally {
    await events.return(undefined)
  }
}

const noticesOf = (plan: () => string) => {
  const waiting: Array<ApplyEvent> = []
  let wake = (): void => undefined
  return {
    tell: (message: Bilingual): void => {
      waiting.push({ event: 'waiting', plan: plan(), message })
      wake()
    },
    take: () => waiting.shift(),
    // Anew each time, so that none of a million races stays behind.
    arrived: () =>
      new Promise<void>((resolve) => {
        wake = resolve
        if (waiting.length > 0) resolve()
      }),
  }
}

const troubleMessage = (failure: StoreFailure): Bilingual => {
  const { en, zh } = messageOf(failure)
  return bilingual(`${en}. ${failure.hint.en}`, `${zh}。${failure.hint.zh}`)
}

/**
 * Feeds a saved plan to workers and gives the events that `apply` would give: same checks, waves, halts, counts. Changes of pools are made by
 * this process itself. One process feeds a plan at a time; another one waits, and takes over where the first dies.
 *
 * Where no worker takes part for `noWorkerMs`, an event `waiting` says so, and one says why the queues cannot be used. Aborting the signal lets
 * the workers end what they have in hand and takes the rest out of the queues; run it again to go on. While Redis is away it waits.
 */
export async function* feed(
  source: PlanSource,
  vendors: FleetVendors,
  options: FeedOptions,
): AsyncGenerator<ApplyEvent> {
  const { place, identity, waiting = 10_000, noWorkerMs = 10_000, ...apply } = options
  const { clock } = options
  let plan = ''
  const notices = noticesOf(() => plan)
  const { tell } = notices
  const hearTrouble = troubleTeller(clock, (failure) => tell(troubleMessage(failure)))
  const redis = openRedis(place, hearTrouble)
  const board = blackboard(redis, place)
  const stop = new AbortController()
  const cancel = (): void => stop.abort()
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted === true) cancel()
  const events = applyBy(
    {
      watch: true,
      runner: async (verified, run, own) => {
        plan = verified.summary.digest
        const names = vendorsOf(verified)
        const queues = new Map(names.map((name) => [name, openLineQueue(place, plan, name, hearTrouble)] as const))
        const lines = feedKeys(place).lines(plan)
        const publish = (): Promise<void> => publishPlan(redis, lines, linesOf(source))
        const announce = async (): Promise<void> => {
          if ((await redis.exists(lines)) === 0) await publish()
          await board.announce(plan, identity, names)
        }
        const begun = await tried(async () => {
          await board.uncancel(plan)
          await publish()
          for (const queue of queues.values()) await queue.begin()
          await announce()
        })
        if (E.isLeft(begun)) {
          for (const queue of queues.values()) await queue.close()
          return begun
        }
        const { signal } = stop
        const also = { clock, signal, waiting, noWorkerMs, tell, hearTrouble, cancel }
        return E.right(lineFeeder({ plan, run, own, queues, board, announce, ...also }))
      },
    },
    source,
    vendors,
    { ...apply, signal: stop.signal },
  )
  try {
    yield* withNotices(events, notices)
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    redis.disconnect()
  }
}
