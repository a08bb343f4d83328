import { type DomainError, appSubject, systemClock } from '@mini-domains/core'
import { type StoreFailure, type Store, bilingual, memoryStore } from '@mini-domains/core/adapter'
import { redisStore } from '@mini-domains/redis'
import { sqliteStore } from '@mini-domains/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeRedis, startRedis } from '../../../redis/test/redis-server.js'
import { type Credentials } from '../../src/index.js'
import { left, right } from '../either.js'
import { realClock } from '../manual-clock.js'
import { type World, startWorld, vendors } from '../vendor-under-test.js'

const [known, other] = [appSubject('known'), appSubject('other')]
const storeAway = { _tag: 'TokenUnavailable', retry: { when: 'later' } }

const seconds = Number(process.env['MINI_DOMAINS_TEST_OUTAGE'] ?? 2)

jest.setTimeout(30_000 + 2_000 * seconds)

/** Asks until there is a token: the service is back. */
const resumed = async (get: Credentials['get']): Promise<string> => {
  const until = systemClock.now() + 10_000
  for (;;) {
    const got = await get(other)()
    if (E.isRight(got)) return got.right
    if (systemClock.now() > until) throw new Error(JSON.stringify(got.left))
    expect(got.left._tag).toBe('TokenUnavailable')
  }
}

describe.each(vendors)('%s', (vendor) => {
  let world: World
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mini-domains-'))
    world = await startWorld(vendor, realClock)
    world.side.seed({ apps: { known: {}, other: {} } })
  })
  afterEach(async () => {
    await world.end()
    await rm(folder, { recursive: true })
  })

  /** Credentials that have both apps' refresh tokens, and a token of one in memory. */
  const serving = async (store: Store): Promise<Credentials> => {
    const credentials = world.keep(store, { storeRetryMs: 50, saveMs: 200 })
    await world.ticket(credentials)
    const rows = ['known', 'other'].map((appId) => ({ appId, refreshToken: world.refreshTokenOf(appId) }))
    right(await credentials.importRefreshTokens(rows)())
    right(await credentials.get(known)())
    return credentials
  }

  /** What is in memory is served as if nothing were; the rest is a typed error, and nothing is sent to the vendor. */
  const stands = async (credentials: Credentials): Promise<DomainError> => {
    const calls = world.side.requests().length
    expect(right(await credentials.get(known)())).toBe(world.tokenOf('known'))
    const error = left(await credentials.get(other)())
    expect(error._tag).toBe('TokenUnavailable')
    expect(error.hint.en).not.toBe('')
    expect(error.hint.zh).not.toBe('')
    expect(world.side.requests()).toHaveLength(calls)
    return error
  }

  describeRedis('on Redis', () => {
    const open = async (settings: ReadonlyArray<string>) => {
      const server = await startRedis(settings)
      const store = right(await redisStore({ url: server.url, prefix: 'p', deadlineMs: 1_000 })())
      return { server, store, end: () => store.close().then(server.end) }
    }

    test('that is gone: what is in memory is served, the rest is told, and all goes on when it is back', async () => {
      const { server, store, end } = await open(['--appendonly', 'yes', '--appendfsync', 'always'])
      const credentials = await serving(store)
      await server.kill()
      expect(await stands(credentials)).toMatchObject(storeAway)
      await server.start()
      expect(await resumed(credentials.get)).toBe(world.tokenOf('other'))
      // The refresh token that was kept has been used: nothing had to be recovered.
      expect(world.appCalls()).toBe(2)
      expect(world.side.tokenCalls().byEndpoint).not.toHaveProperty('api_get_authorizer_list')
      expect(right(await credentials.platformStatus())).toMatchObject({ hasTicket: true })
      await end()
    })

    test(`that is gone for ${seconds} s: fifty callers at a time are told in time, and no call reaches the vendor`, async () => {
      const { server, store, end } = await open(['--appendonly', 'yes', '--appendfsync', 'always'])
      const credentials = await serving(store)
      await server.kill()
      const back = systemClock.now() + 1_000 * seconds
      while (systemClock.now() < back) {
        const asked = systemClock.now()
        expect(await stands(credentials)).toMatchObject(storeAway)
        const callers = await Promise.all(Array.from({ length: 50 }, () => credentials.get(other)()))
        for (const answer of callers) expect(left(answer)).toMatchObject(storeAway)
        expect(systemClock.now() - asked).toBeLessThan(5_000)
      }
      await server.start()
      expect(await resumed(credentials.get)).toBe(world.tokenOf('other'))
      expect(world.appCalls()).toBe(2)
      await end()
    })

    test('that came back empty: it is told once, and each app is found again at the vendor', async () => {
      const { server, store, end } = await open([])
      const credentials = await serving(store)
      await server.kill()
      await server.start()
      expect(right(await credentials.get(known)())).toBe(world.tokenOf('known'))
      expect(await resumed(credentials.get)).toBe(world.tokenOf('other'))
      const next = world.keep(store)
      await world.ticket(next)
      expect(right(await next.get(known)())).toBe(world.tokenOf('known'))
      await end()
    })

    test('that is full: nothing is spent that could not be kept, and room brings the service back', async () => {
      const { server, store, end } = await open(['--maxmemory-policy', 'noeviction'])
      const credentials = await serving(store)
      await server.tell('CONFIG', 'SET', 'maxmemory', '1')
      const error = await stands(credentials)
      expect(error).toMatchObject({ retry: { when: 'after-action' } })
      expect(error.message).toContain('(full)')
      await server.tell('CONFIG', 'SET', 'maxmemory', '0')
      expect(await resumed(credentials.get)).toBe(world.tokenOf('other'))
      await end()
    })
  })

  test('on an SQLite file that was taken away: it is told, and who opens the file again finds everything', async () => {
    const file = join(folder, 'tokens.db')
    const store = right(await sqliteStore({ file })())
    const credentials = await serving(store)
    const parts = ['', '-wal', '-shm']
    for (const part of parts) await rename(file + part, `${join(folder, 'away.db')}${part}`)
    const error = await stands(credentials)
    expect(error).toMatchObject(storeAway)
    expect(error.hint.en).toContain('Put it back, then start the process again')
    await store.close()
    const again = right(await sqliteStore({ file: join(folder, 'away.db') })())
    const next = world.keep(again)
    expect(right(await next.get(known)())).toBe(world.tokenOf('known'))
    expect(right(await next.get(other)())).toBe(world.tokenOf('other'))
    expect(world.appCalls()).toBe(2)
    await again.close()
  })

  test('on an SQLite file that was deleted: with a new one and a ticket, each app is found again', async () => {
    const file = join(folder, 'tokens.db')
    const store = right(await sqliteStore({ file })())
    const credentials = await serving(store)
    for (const part of ['', '-wal', '-shm']) await rm(file + part)
    expect(await stands(credentials)).toMatchObject(storeAway)
    await store.close()
    const fresh = right(await sqliteStore({ file })())
    const next = world.keep(fresh)
    expect(left(await next.get(other)()).message).toContain('no ticket')
    await world.ticket(next)
    expect(right(await next.get(known)())).toBe(world.tokenOf('known'))
    expect(right(await next.get(other)())).toBe(world.tokenOf('other'))
    await fresh.close()
  })

  test.each(['unavailable', 'full'] as const)('on a store whose writes are %s for a while', async (reason) => {
    let isAway = false
    const away: StoreFailure = { _tag: 'StoreFailure', reason, message: 'away', hint: bilingual('Fix it.', '修复。') }
    const store = memoryStore(world.clock)
    const guarded: Store = {
      ...store,
      put: (...given) => (isAway ? TE.left(away) : store.put(...given)),
      acquire: (...given) => (isAway ? TE.left(away) : store.acquire(...given)),
    }
    const credentials = await serving(guarded)
    isAway = true
    expect((await stands(credentials)).message).toContain(`(${reason})`)
    isAway = false
    expect(right(await credentials.get(other)())).toBe(world.tokenOf('other'))
    expect(world.appCalls()).toBe(2)
  })

  test('with another key: it is told with both ids, nothing is overwritten, and the right key reads all', async () => {
    const store = memoryStore(world.clock)
    await serving(store)
    const wrong = world.keep(store, { key: { current: Buffer.alloc(32, 8).toString('base64') } })
    const calls = world.side.requests().length
    for (const subject of [known, other]) {
      const error = left(await wrong.get(subject)())
      expect(error).toMatchObject({ _tag: 'TokenUnavailable', retry: { when: 'after-action' } })
      expect(error.message).toContain('(wrong-key)')
      expect(error.hint.en).toContain('MINI_DOMAINS_PREVIOUS_KEYS')
    }
    expect(world.side.requests()).toHaveLength(calls)
    expect(right(await world.keep(store).get(known)())).toBe(world.tokenOf('known'))
    expect(right(await world.keep(store).get(other)())).toBe(world.tokenOf('other'))
  })
})
