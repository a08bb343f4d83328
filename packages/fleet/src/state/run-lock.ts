import { type Clock } from '@mini-domains/core'
import { type Lease, type Store, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { randomUUID } from 'node:crypto'
import { runKey } from './record.js'
import { runGone } from './record-failure.js'

/**
 * The right to carry out one plan alone: a lease that a heartbeat prolongs, whatever process, container or machine holds it.
 */
export interface RunLock {
  /** The lease as it is now; writes are done under it. */
  readonly lease: () => Lease
  /**
   * Takes the lease again after it has run out, as after a pause of the process. Says whether that worked, which it does only
   * where nobody has opened the run in between.
   */
  readonly regain: () => Promise<boolean>
  /**
   * That the data of the store is gone or damaged, where a heartbeat or a look at the run was told so: a store may tell it once only, and look
   * empty and well from then on.
   */
  readonly damage: () => StoreFailure | undefined
  /** Ends the heartbeat and gives the lease back. */
  readonly release: () => Promise<void>
}

/**
 * How the record of a run stands: as this process left it, as another process did, or not at all.
 */
export type RunStanding = 'ours' | 'others' | 'gone'

/**
 * What a lock is taken with.
 */
export interface LockOptions {
  readonly store: Store
  readonly plan: string
  readonly clock: Clock
  /** How long a lock outlives its process. */
  readonly leaseMs: number
}

/** How many times a lease is prolonged before it would run out. */
const beats = 3

/**
 * Takes the lock of a plan, or gives `undefined` where another process holds it. `standing` says whether the run is as this process
 * left it.
 */
export const takeLock = async (
  { store, plan, clock, leaseMs }: LockOptions,
  standing: () => Promise<RunStanding>,
): Promise<E.Either<StoreFailure, RunLock | undefined>> => {
  const name = runKey(plan)
  const owner = randomUUID()
  const first = await store.acquire(name, owner, leaseMs)()
  if (E.isLeft(first)) return first
  if (first.right === undefined) return E.right(undefined)
  let lease = first.right
  let regaining: Promise<boolean> | undefined
  let isReleased = false
  let damage: StoreFailure | undefined

  const takeAgain = async (): Promise<boolean> => {
    const again = await store.acquire(name, owner, leaseMs)()
    if (E.isLeft(again) || again.right === undefined) return false
    const found = await standing()
    if (found !== 'ours') {
      if (found === 'gone') damage = runGone
      await store.release(again.right)()
      return false
    }
    lease = again.right
    return true
  }
  const regain = (): Promise<boolean> => (regaining ??= takeAgain().finally(() => (regaining = undefined)))

  let stop = (): void => undefined
  const beat = async (): Promise<void> => {
    const renewed = await store.renew(lease, leaseMs)()
    if (isReleased) return
    if (E.isLeft(renewed) && renewed.left.reason === 'corrupt') damage = renewed.left
    // A store that is away for a moment is asked again at the next beat; a lease that ran out may still be free.
    if (E.isRight(renewed) && !renewed.right) await regain()
    if (!isReleased) stop = clock.timer(leaseMs / beats, () => void beat())
  }
  stop = clock.timer(leaseMs / beats, () => void beat())

  return E.right({
    lease: () => lease,
    regain,
    damage: () => damage,
    release: async () => {
      isReleased = true
      stop()
      await store.release(lease)()
    },
  })
}

/** How many times a lock is asked for again within the time that a dead process's can last. */
const asks = 10

/**
 * Waits for a lock that another process holds, as long as that one can be dead and still hold it; or, to watch a living one, for as long as
 * that takes. Gives `undefined` where it lives on, or where the signal ends the wait.
 */
export const awaitLock = async (
  options: LockOptions,
  standing: () => Promise<RunStanding>,
  { watch, signal }: { readonly watch: boolean; readonly signal: AbortSignal | undefined },
): Promise<E.Either<StoreFailure, RunLock | undefined>> => {
  const { clock, leaseMs } = options
  const pauses = watch ? Infinity : asks
  for (let pause = 0; pause <= pauses; pause += 1) {
    const taken = await takeLock(options, standing)
    const isLast = pause === pauses || signal?.aborted === true
    if (E.isLeft(taken) || taken.right !== undefined || isLast) return taken
    // One pause more than the lease lasts, so that a dead process's is surely over.
    await clock.sleep(leaseMs / (asks - 1), signal)
  }
  return E.right(undefined)
}
