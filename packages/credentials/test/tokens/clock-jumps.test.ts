import { appSubject } from '@mini-domains/core'
import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { underLease } from '../../src/tokens/lease.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, firstApp, startWorld, vendors } from '../vendor-under-test.js'

const day = 24 * 3_600_000

describe('a lease, once the clock of the machine was set back by a day', () => {
  const during = (work: (store: Store, set: (ms: number) => void) => Promise<void>): Promise<unknown> => {
    const clock = manualClock()
    const store = memoryStore(clock)
    const terms = { store, clock, owner: 'one', leaseMs: 30_000 }
    return underLease(terms, 'token', async ({ confirm }) => {
      await work(store, clock.set)
      return confirm()
    })
  }

  test('is not surely held while another has taken it', async () => {
    const sure = await during(async (store, set) => {
      set(-day)
      expect(right(await store.acquire('token', 'other', 30_000)())).toBeDefined()
    })
    expect(sure).toEqual(E.right(false))
  })

  test('is held on where it is asked for again in time', async () => {
    expect(await during((_, set) => Promise.resolve(set(-20)))).toEqual(E.right(true))
  })
})

describe.each(vendors)('%s', (vendor) => {
  const appId = firstApp(vendor)
  const app = appSubject(appId)
  let world: World

  beforeEach(async () => {
    world = await startWorld(vendor, manualClock({ sleepTakesTime: true }))
  })
  afterEach(() => world.end())

  const imported = async (store: Store) => {
    const credentials = world.keep(store)
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
    return credentials
  }

  test('who waits for a token that another refreshes waits no longer for a clock that is set back by a day', async () => {
    const real = memoryStore(world.clock)
    let held = 3
    const store: Store = {
      ...real,
      acquire: (name, owner, ttlMs) => {
        if (!name.includes(appId) || held === 0) return real.acquire(name, owner, ttlMs)
        held -= 1
        if (held === 1) world.clock.set(-day)
        return () => Promise.resolve(E.right(undefined))
      },
    }
    const credentials = await imported(store)
    held = 3
    const began = world.clock.now()
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(Math.abs(world.clock.now() - (began - day))).toBeLessThan(30_000)
  })

  test.each([
    ['forward', day],
    ['back', -day],
  ])('a token is still got, and at most once more, after the clock was set %s by a day', async (_, ms) => {
    const credentials = await imported(memoryStore(world.clock))
    right(await credentials.get(app)())
    world.clock.set(ms)
    // As the vendor does every ten minutes.
    await world.ticket(credentials)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
    expect(world.appCalls()).toBeLessThanOrEqual(2)
  })
})
