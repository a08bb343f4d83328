import { appSubject, systemClock } from '@mini-domains/core'
import { type Credentials } from '../../src/index.js'
import { type Depot } from './depot.js'
import { right } from '../either.js'
import { everStale } from './ever-stale.js'
import { type Order } from './order.js'
import { openPlace } from './place.js'
import { type World, key } from '../vendor-under-test.js'

/**
 * What is done before processes are let loose on a store, and what is judged after it.
 */
export interface Proof {
  /** Makes a store that knows the apps' refresh tokens and a ticket, and the order for who is to use it. */
  readonly prepared: (name: string, appIds: ReadonlyArray<string>) => Promise<Order>
  /** What a process that comes after all others finds: every app can be refreshed, twice, and holds what the vendor holds. */
  readonly survive: (order: Order) => Promise<void>
  /**
   * What was sent with a refresh token that had been sent before, and what the vendor said: at a single-use vendor, nothing,
   * but after an answer that left the refresh token as it was (to a platform token that another process had replaced).
   */
  readonly sentTwice: () => ReadonlyArray<ReadonlyArray<string>>
}

// Where an old token still lives, a lease that a dead process holds is not waited for: then the app is refreshed once it
// has run out.
const refreshed = async (credentials: Credentials, appId: string, leaseMs: number): Promise<string> => {
  const deadline = systemClock.now() + leaseMs + 10_000
  for (;;) {
    const token = right(await credentials.get(appSubject(appId))())
    const { state, hasRefreshToken } = right(await credentials.status(appId)())
    expect(hasRefreshToken).toBe(true)
    if (state === 'ready') return token
    expect(systemClock.now()).toBeLessThan(deadline)
    await systemClock.sleep(leaseMs / 4)
  }
}

const preparing =
  (world: World, depot: Depot): Proof['prepared'] =>
  async (name, appIds) => {
    const place = depot.placeOf(name)
    world.side.seed({ lifetimes: { appToken: 3600 }, apps: Object.fromEntries(appIds.map((appId) => [appId, {}])) })
    const store = right(await openPlace(place)())
    const credentials = world.keep(store)
    await world.ticket(credentials)
    const rows = appIds.map((appId) => ({ appId, refreshToken: world.refreshTokenOf(appId) }))
    expect(right(await credentials.importRefreshTokens(rows)())).toMatchObject({ stored: appIds.length, bad: 0 })
    await store.close()
    const { baseUrl } = world.side
    return {
      vendor: world.vendor,
      baseUrl,
      place,
      key: key.current,
      appIds: [...appIds],
      callers: 1,
      leaseMs: 200,
      waitMs: 30_000,
    }
  }

const surviving =
  (world: World): Proof['survive'] =>
  async (order) => {
    const store = right(await openPlace(order.place)())
    try {
      for (const round of [1, 2]) {
        const credentials = world.keep(store, { leaseMs: order.leaseMs, refreshAhead: everStale })
        for (const appId of order.appIds) {
          const token = await refreshed(credentials, appId, order.leaseMs)
          expect([round, token]).toEqual([round, world.tokenOf(appId)])
        }
      }
    } finally {
      await store.close()
    }
  }

const repeats = (world: World): ReadonlyArray<ReadonlyArray<string>> => {
  const sent = new Map<string, ReadonlyArray<{ readonly isHarmless: boolean; readonly said: string }>>()
  for (const { rawQuery, tookEffect, answer, fault } of world.side.requests()) {
    const query = new URLSearchParams(rawQuery)
    const token = query.get('refresh_token') ?? query.get('authorizer_refresh_token')
    if (token === null) continue
    const isHarmless = !tookEffect && answer !== undefined && fault === undefined
    const said = `${tookEffect ? 'took effect' : 'no effect'}: ${answer?.body ?? fault ?? 'no answer'}`
    sent.set(token, [...(sent.get(token) ?? []), { isHarmless, said }])
  }
  return [...sent.values()]
    .filter((tries) => tries.slice(0, -1).some(({ isHarmless }) => !isHarmless))
    .map((tries) => tries.map(({ said }) => said))
}

/**
 * Makes the proof for a vendor and a place of stores.
 */
export const proofOf = (world: World, depot: Depot): Proof => ({
  prepared: preparing(world, depot),
  survive: surviving(world),
  sentTwice: () => repeats(world),
})
