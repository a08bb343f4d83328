import { appSubject } from '@mini-domains/core'
import { type StoreFailure, type Store, memoryData, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import { type StepName } from '../../src/index.js'
import { left, right } from '../either.js'
import { everStale } from '../processes/ever-stale.js'
import { manualClock } from '../manual-clock.js'
import { type World, firstApp, startWorld, vendors } from '../vendor-under-test.js'

const away: StoreFailure = { _tag: 'StoreFailure', reason: 'unavailable', message: 'away', hint: { en: 'w', zh: 'd' } }

type Verb = 'get' | 'put' | 'acquire' | 'renew' | 'release'

/** A store that fails from a call on, as often as it is told, before or after the call took effect. */
const faulty = (store: Store) => {
  let fails: (verb: Verb) => 'before' | 'after' | undefined = () => undefined
  const wrapped =
    <P extends ReadonlyArray<unknown>, A>(
      verb: Verb,
      call: (...given: P) => () => Promise<E.Either<StoreFailure, A>>,
    ) =>
    (...given: P) =>
    async (): Promise<E.Either<StoreFailure, A>> => {
      const fault = fails(verb)
      if (fault === 'before') return E.left(away)
      const result = await call(...given)()
      return fault === 'after' ? E.left(away) : result
    }
  return {
    set: (next: typeof fails) => {
      fails = next
    },
    store: {
      ...store,
      get: wrapped('get', store.get),
      put: wrapped('put', store.put),
      acquire: wrapped('acquire', store.acquire),
      renew: wrapped('renew', store.renew),
      release: wrapped('release', store.release),
    },
  }
}

describe.each(vendors)('%s', (vendor) => {
  const appId = firstApp(vendor)
  const app = appSubject(appId)
  let world: World

  beforeEach(async () => {
    world = await startWorld(vendor, manualClock({ sleepTakesTime: true }))
    world.side.seed({ lifetimes: { appToken: 3600 } })
  })
  afterEach(() => world.end())

  const prepared = async () => {
    const data = memoryData()
    const open = () => memoryStore(world.clock, data)
    const credentials = world.keep(open())
    await world.ticket(credentials)
    right(await credentials.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
    right(await credentials.get(app)())
    return { open }
  }

  const survives = async (store: Store): Promise<void> => {
    world.clock.advance(60_000)
    for (let round = 0; round < 2; round += 1) {
      const token = right(await world.keep(store, { refreshAhead: everStale }).get(app)())
      expect(token).toBe(world.tokenOf(appId))
    }
  }

  test('whichever calls of the store fail, before or after they took effect, no authorisation is lost', async () => {
    const { open } = await prepared()
    const outcome = fc.constantFrom('before', 'after', undefined, undefined, undefined)
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 25 }), async (script) => {
        const { store, set } = faulty(open())
        const credentials = world.keep(store, { refreshAhead: everStale, saveMs: 500 })
        const rest = [...script]
        set(() => rest.shift())
        // A left is typed, and a right is the vendor's own token.
        const got = await credentials.get(app)()
        if (E.isRight(got)) expect(got.right).toBe(world.tokenOf(appId))
        else expect(got.left._tag).toBe('TokenUnavailable')
        set(() => undefined)
        await survives(open())
      }),
      { numRuns: 60 },
    )
  })

  test('a store that is away when the new pair comes is waited for, and the pair is kept before it is used', async () => {
    const { open } = await prepared()
    const { store, set } = faulty(open())
    let puts = 0
    set((verb) => {
      if (verb !== 'put') return undefined
      puts += 1
      return puts > 1 && puts < 6 ? 'before' : undefined
    })
    const token = right(await world.keep(store, { refreshAhead: everStale }).get(app)())
    expect(puts).toBe(6)
    expect(token).toBe(world.tokenOf(appId))
    expect(right(await world.keep(open()).get(app)())).toBe(token)
  })

  test('a pair that could not be kept is told, not used, and the next one recovers', async () => {
    const { open } = await prepared()
    const { store, set } = faulty(open())
    let puts = 0
    set((verb) => (verb === 'put' && (puts += 1) > 1 ? 'before' : undefined))
    const error = left(await world.keep(store, { refreshAhead: everStale, saveMs: 2_000 }).get(app)())
    expect(error).toMatchObject({ _tag: 'TokenUnavailable', retry: { when: 'later' } })
    await survives(open())
  })

  test('a store that was emptied is filled again from the vendor, once there is a ticket', async () => {
    await prepared()
    const credentials = world.keep(memoryStore(world.clock))
    expect(left(await credentials.get(app)()).message).toContain('no ticket')
    await world.ticket(credentials)
    expect(right(await credentials.get(app)())).toBe(world.tokenOf(appId))
  })

  test('a holder that sleeps over its lease neither calls the vendor nor overwrites its successor', async () => {
    const { open } = await prepared()
    let asleep = false
    const second = world.keep(open(), { refreshAhead: everStale })
    let taken: string | undefined
    const { store } = faulty(open())
    const first = world.keep(
      {
        ...store,
        put: (key, value, expected) => async () => {
          const written = await store.put(key, value, expected)()
          if (!asleep && key.endsWith(appId)) {
            asleep = true
            // It stands still for longer than its lease, and its timers with it.
            world.clock.advance(60_000)
            taken = right(await second.get(app)())
          }
          return written
        },
      },
      { refreshAhead: everStale, waitMs: 600_000 },
    )
    const token = right(await first.get(app)())
    expect(taken).toBeDefined()
    expect(token).toBe(world.tokenOf(appId))
    await survives(open())
  })

  test('a late pair does not overwrite a newer one', async () => {
    const { open } = await prepared()
    const second = world.keep(open(), { refreshAhead: everStale })
    const slow: typeof world.exchange.refresh = (platformToken, id, refreshToken) => async () => {
      const grant = await world.exchange.refresh(platformToken, id, refreshToken)()
      world.clock.advance(60_000)
      right(await second.get(app)())
      return grant
    }
    const first = world.keep(open(), { exchange: { ...world.exchange, refresh: slow } })
    const token = right(await first.get(app)())
    world.clock.advance(3_000_000)
    right(await first.get(app)())
    expect(token).toBeDefined()
    await survives(open())
  })

  test('an answer that is lost at any step of a refresh loses no authorisation', async () => {
    const { open } = await prepared()
    const kinds = ['reset-after', 'cut-body', 'html', 'reset-before', 'refuse', 'empty-body', 'duplicate-keys'] as const
    for (const kind of kinds) {
      world.side.faults.add({ kind })
      const got = await world.keep(open(), { refreshAhead: everStale }).get(app)()
      if (E.isRight(got)) expect(got.right).toBe(world.tokenOf(appId))
      else expect(got.left._tag).not.toBe('AuthorizationLost')
      world.side.faults.clear()
      await survives(open())
    }
  })

  test('steps are told in their order', async () => {
    const { open } = await prepared()
    const steps: Array<StepName> = []
    const hooks = { onStep: ({ step }: { readonly step: StepName }) => steps.push(step) }
    right(await world.keep(open(), { refreshAhead: everStale, hooks }).get(app)())
    expect(steps).toEqual(['leased', 'intended', 'called', 'saved'])
  })

  test('who waits for another gives up in time, with a type', async () => {
    const { open } = await prepared()
    const store = open()
    right(await store.acquire(`${vendor}/${world.exchange.platformId}/app/${appId}`, 'somebody', 86_400_000)())
    const start = world.clock.now()
    world.clock.advance(3_600_000)
    const error = left(await world.keep(open(), { waitMs: 5_000, leaseMs: 1_000 }).get(app)())
    expect(error.message).toContain('did not finish within 5000 ms')
    expect(world.clock.now() - start - 3_600_000).toBeLessThan(6_000)
  })
})
