import { type Bilingual, type Clock } from '@mini-domains/core'
import { type StoreFailure } from '@mini-domains/core/adapter'
import {
  type Allowance,
  type ApplyEvent,
  type ApplyOptions,
  type FleetVendors,
  type PlanSource,
  damagedPlan,
  planRefusal,
  verifyPlan,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Refusal, blackboard, refusalMessage } from './announcement.js'
import { detachedPlans } from './detached-plan.js'
import { eventLog } from './event-log.js'
import { publishPlan } from './published-plan.js'
import { tried } from './queue-failure.js'
import { type Identity, type QueuePlace, feedKeys, openRedis } from './queue-place.js'

/**
 * How a plan is left for the workers: what is judged now, and how they carry it out.
 */
export interface DetachOptions extends Pick<ApplyOptions, 'guard' | 'allow' | 'waves' | 'onlyFailed' | 'signal'> {
  readonly place: QueuePlace
  readonly identity: Identity
  readonly clock: Clock
  /** How long to wait for a worker that takes it. Default 10,000. */
  readonly noWorkerMs?: number
}

/**
 * What became of a plan that was left for the workers. `taken`: one feeds it. `left`: none has taken it yet; `refusal` says why one did not.
 * `already`: it was left before and is not over; nothing was changed.
 */
export interface Detached {
  readonly plan: string
  readonly became: 'taken' | 'left' | 'already'
  readonly refusal?: { readonly reason: Refusal; readonly message: Bilingual }
}

/**
 * Why a plan was not left for the workers.
 */
export type NotDetached = StoreFailure | Extract<ApplyEvent, { readonly event: 'refused' }>

const lookMs = 200

const textsOf = async function* (source: PlanSource): AsyncGenerator<unknown> {
  yield* source()
}

/**
 * Leaves a saved plan for the workers, one of which feeds it, and another where that one ends. The checks and the guard are those of `apply`, and
 * are made now. `feed` then watches it; `cancelPlan` ends it.
 */
export const detach = async (
  source: PlanSource,
  vendors: FleetVendors,
  options: DetachOptions,
): Promise<E.Either<NotDetached, Detached>> => {
  const verified = await verifyPlan(source())
  if (E.isLeft(verified)) return E.left(damagedPlan(verified.left))
  const refused = planRefusal(verified.right, vendors, options)
  if (refused !== undefined) return E.left(refused)
  const plan = verified.right.summary.digest
  const { place, identity, clock, signal, waves = {}, onlyFailed = false, noWorkerMs = 10_000 } = options
  const allow: ReadonlyArray<Allowance> = options.allow ?? []
  const redis = openRedis(place, () => undefined)
  const board = blackboard(redis, place)
  const left = detachedPlans(redis, place)
  const keys = feedKeys(place)
  const leave = async (): Promise<Detached> => {
    if (await left.has(plan)) return { plan, became: 'already' }
    await publishPlan(redis, keys.lines(plan), textsOf(source))
    // What came of it when it was left before, and nobody asked for.
    await eventLog(redis, keys.log(plan)).remove()
    const poolBeforeApps = allow.includes('pool-before-apps')
    if (!(await left.leave(plan, { format: 1, ...identity, waves, onlyFailed, poolBeforeApps })))
      return { plan, became: 'already' }
    const until = clock.now() + noWorkerMs
    while (clock.now() < until && signal?.aborted !== true) {
      if ((await board.isFed(plan)) || !(await left.has(plan))) return { plan, became: 'taken' }
      await clock.sleep(lookMs, signal)
    }
    const reason = await board.refusal(plan)
    const refusal = reason === undefined ? {} : { refusal: { reason, message: refusalMessage(reason) } }
    return { plan, became: 'left', ...refusal }
  }
  try {
    return await tried(leave)
  } finally {
    redis.disconnect()
  }
}
