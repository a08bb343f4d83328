import { type Clock } from '@mini-domains/core'
import { type Lease, type StoreFailure, type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'

/**
 * A lease while it is held. It renews itself.
 */
export interface HeldLease {
  readonly fence: number
  /** Whether the lease is surely still held, for at least half its time. Asked before anything that cannot be undone. */
  readonly confirm: () => Promise<boolean>
}

/**
 * Who takes leases, where, and for how long.
 */
export interface LeaseTerms {
  readonly store: Store
  readonly clock: Clock
  readonly owner: string
  readonly leaseMs: number
}

const held = ({ store, clock, leaseMs }: LeaseTerms, lease: Lease): HeldLease & { readonly end: () => void } => {
  let until = clock.now() + leaseMs
  let lost = false

  const renew = async (): Promise<void> => {
    const asked = clock.now()
    const renewed = await store.renew(lease, leaseMs)()
    if (E.isRight(renewed) && renewed.right) until = asked + leaseMs
    // A store that is away may come back before the lease has run out; one that says no has given it to another.
    if (E.isRight(renewed) && !renewed.right) lost = true
  }
  let cancel = (): void => undefined
  const schedule = (): void => {
    cancel = clock.timer(Math.ceil(leaseMs / 3), () => {
      if (lost) return
      schedule()
      void renew()
    })
  }
  schedule()

  return {
    fence: lease.fence,
    confirm: async () => {
      const isSure = (): boolean => {
        const left = until - clock.now()
        // More than a lease has: the clock was set back, by which a store may take this one for run out.
        return left >= leaseMs / 2 && left <= leaseMs
      }
      if (!lost && !isSure()) await renew()
      return !lost && isSure()
    },
    end: () => {
      lost = true
      cancel()
    },
  }
}

/**
 * Works under a lease and gives it back. `undefined` where another holds it.
 */
export const underLease = async <A>(
  terms: LeaseTerms,
  name: string,
  work: (held: HeldLease) => Promise<A>,
): Promise<E.Either<StoreFailure, A> | undefined> => {
  const lease = await terms.store.acquire(name, terms.owner, terms.leaseMs)()
  if (E.isLeft(lease)) return lease
  if (lease.right === undefined) return undefined
  const mine = held(terms, lease.right)
  try {
    return E.right(await work(mine))
  } finally {
    mine.end()
    // Where this fails the lease runs out by itself.
    await terms.store.release(lease.right)()
  }
}
