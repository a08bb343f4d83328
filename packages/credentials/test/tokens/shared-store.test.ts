import {
  type AccessTokens,
  type DomainError,
  appSubject,
  type DomainAdapter,
  createDomainProvider,
} from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { baidu } from '@mini-domains/baidu'
import { sqliteStore } from '@mini-domains/sqlite'
import { douyin } from '@mini-domains/douyin'
import { wechat } from '@mini-domains/wechat'
import fc from 'fast-check'
import type * as E from 'fp-ts/lib/Either.js'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Credentials } from '../../src/index.js'
import { left, right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type World, startWorld, vendorFacts, vendors } from '../vendor-under-test.js'

const minute = 60_000

// What two processes share is the file: each has a connection, a memory and leases of its own.
describe.each(vendors)('%s, two token managers on one SQLite file', (vendor) => {
  const { firstApp: appId, denial, serverPath } = vendorFacts[vendor]
  const app = appSubject(appId)
  let folder: string
  let files = 0

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  interface Pair {
    readonly world: World
    readonly one: Credentials
    readonly other: Credentials
    /** Makes a token manager that has nothing in its memory. */
    readonly newcomer: () => Credentials
  }

  const withPair = async (run: (pair: Pair) => Promise<void>): Promise<void> => {
    const world = await startWorld(vendor, manualClock({ sleepTakesTime: true }))
    files += 1
    const file = join(folder, `${files}.db`)
    const first: Store = right(await sqliteStore({ file })())
    const second: Store = right(await sqliteStore({ file })())
    const one = world.keep(first)
    try {
      await world.ticket(one)
      right(await one.importRefreshTokens([{ appId, refreshToken: world.refreshTokenOf(appId) }])())
      await run({ world, one, other: world.keep(second), newcomer: () => world.keep(second) })
    } finally {
      await first.close()
      await second.close()
      await world.end()
    }
  }

  type List = () => Promise<E.Either<DomainError, unknown>>

  interface Lists {
    readonly mine: List
    readonly theirs: List
  }

  const withLists = (run: (pair: Pair & { readonly lists: Lists }) => Promise<void>): Promise<void> =>
    withPair(async (pair) => {
      const { baseUrl } = pair.world.side
      const providerOn = (tokens: AccessTokens) =>
        right(createDomainProvider<DomainAdapter>([wechat, baidu, douyin], { vendor, baseUrl, tokens }))
      const [mine, theirs] = [providerOn(pair.one), providerOn(pair.other)]
      try {
        const lists = { mine: mine.app(appId).server.get(), theirs: theirs.app(appId).server.get() }
        right(await lists.mine())
        right(await lists.theirs())
        await run({ ...pair, lists })
      } finally {
        await mine.close()
        await theirs.close()
      }
    })

  test('that both hear a slip of the vendor ask once more between them, and lose nothing', () =>
    withLists(async ({ world, lists, one, other }) => {
      const before = world.appCalls()
      world.side.faults.add({ kind: 'reply', body: denial, times: 2, match: { path: serverPath } })
      const heard = await Promise.all([lists.mine(), lists.theirs()])
      expect(heard.map((each) => left(each)._tag)).toEqual(['AuthorizationLost', 'AuthorizationLost'])
      right(await lists.mine())
      right(await lists.theirs())
      expect(world.appCalls()).toBe(before + 1)
      for (const manager of [one, other])
        expect(right(await manager.status(appId)())).toMatchObject({ state: 'ready', lostAt: undefined })
    }))

  test('of which one has heard that the authorisation is gone: the other calls once, and then no more', () =>
    withLists(async ({ world, lists }) => {
      world.side.authorisation.deauthorise(appId)
      left(await lists.mine())
      const before = world.side.requests().length
      for (let call = 0; call < 3; call += 1) expect(left(await lists.theirs())._tag).toBe('AuthorizationLost')
      expect(world.side.requests()).toHaveLength(before + 1)
    }))

  test('of which one was given a new authorisation: the other is refused once, and then goes on with it', () =>
    withLists(async ({ world, lists, one, other }) => {
      world.clock.advance(minute)
      right(await one.authorize(world.side.authorisation.authorise(appId), appId)())
      world.side.faults.add({ kind: 'reply', body: denial, times: 1, match: { path: serverPath } })
      expect(left(await lists.theirs())._tag).toBe('AuthorizationLost')
      expect(right(await other.get(app)())).toBe(world.tokenOf(appId))
      right(await lists.theirs())
    }))

  test('do not take for lost what was given anew through the redirect page, by a push that comes late', () =>
    withPair(async ({ world, one, other, newcomer }) => {
      const { authorisation } = world.side
      const late = right(world.reader.read(authorisation.build({ event: 'unauthorised', appId })))
      world.clock.advance(minute)
      right(await one.authorize(authorisation.authorise(appId), appId)())
      right(await other.accept(late)())
      for (const manager of [one, other, newcomer()]) expect(right(await manager.get(app)())).toBe(world.tokenOf(appId))
    }))

  /** What a merchant does, and how the push of it comes: when, to whom, twice or once, and whether somebody asks then. */
  const happening = fc.record({
    event: fc.constantFrom('authorised' as const, 'unauthorised' as const),
    rank: fc.nat(99),
    again: fc.option(fc.nat(99), { nil: undefined }),
    byOther: fc.boolean(),
    asks: fc.boolean(),
  })

  // The newest code comes to one manager, and nobody asks; what came before it then comes late, to the other.
  const overtaken = [
    { event: 'unauthorised' as const, rank: 85, again: undefined, byOther: true, asks: true },
    { event: 'authorised' as const, rank: 4, again: 14, byOther: true, asks: true },
    { event: 'authorised' as const, rank: 1, again: 79, byOther: true, asks: true },
    { event: 'authorised' as const, rank: 3, again: 96, byOther: false, asks: false },
  ]

  test('end with what the vendor told last, in whatever order its pushes come, to whom, and how often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 2, maxLength: 4 }), (told) =>
        withPair(async ({ world, one, other, newcomer }) => {
          const deliveries = told.flatMap(({ event, rank, again, byOther, asks }) => {
            world.clock.advance(minute)
            const pushed = right(world.reader.read(world.side.authorisation.build({ event, appId })))
            const delivery = { pushed, rank, manager: byOther ? other : one, asks }
            return again === undefined ? [delivery] : [delivery, { ...delivery, rank: again }]
          })
          for (const { pushed, manager, asks } of [...deliveries].sort((a, b) => a.rank - b.rank)) {
            right(await manager.accept(pushed)())
            if (asks) await manager.get(app)()
          }
          // While a code is exchanged behind a push, the token before it is used; each manager's own exchange is waited for.
          await one.get(app)()
          await other.get(app)()
          const last = await newcomer().get(app)()
          const isGiven = told.at(-1)?.event === 'authorised'
          expect(isGiven ? right(last) : left(last)._tag).toBe(isGiven ? world.tokenOf(appId) : 'AuthorizationLost')
          for (const manager of [one, other])
            expect(right(await manager.status(appId)()).state === 'lost').toBe(!isGiven)
        }),
      ),
      { numRuns: 12, endOnFailure: true, examples: [[overtaken]] },
    )
  })
})
