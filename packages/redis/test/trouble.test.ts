import { inspect } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { Redis } from 'ioredis'
import { systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { redisStore } from '../src/index.js'
import { type RedisServer, describeRedis, startRedis } from './redis-server.js'

const deadlineMs = 1_000

const saying = (text: string): unknown => expect.stringContaining(text)

const openStore = async (url: string, prefix = 'p'): Promise<Store> => {
  const opened = await redisStore({ url, prefix, deadlineMs })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  return opened.right
}

const resumed = async (store: Store): Promise<unknown> => {
  for (let tries = 0; ; tries++) {
    const found = await store.get('key')()
    if (E.isRight(found) || found.left.reason !== 'unavailable' || tries > 100) return found
    await systemClock.sleep(50)
  }
}

describeRedis('when things go wrong', () => {
  const servers: Array<RedisServer> = []

  const serve = async (...args: Parameters<typeof startRedis>): Promise<RedisServer> => {
    const server = await startRedis(...args)
    servers.push(server)
    return server
  }

  afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.end()))))

  it('a Redis that was not there leaves no timer behind, which would keep the process up', async () => {
    const server = await serve()
    const store = await openStore(server.url)
    await server.kill()
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
    await store.close()
    await turn()
    const before = timers()
    expect(E.isLeft(await redisStore({ url: server.url, prefix: 'p', deadlineMs })())).toBe(true)
    for (let turns = 0; turns < 50 && timers() > before; turns += 1) await turn()
    expect(timers()).toBeLessThanOrEqual(before)
  })

  it('Redis that is gone is unavailable, at once and in time, and service resumes with everything', async () => {
    const server = await serve(['--appendonly', 'yes', '--appendfsync', 'always'])
    const store = await openStore(server.url)
    const record = await store.put('key', 'value', 0)()
    await server.kill()
    const started = systemClock.now()
    for (let call = 0; call < 20; call++) {
      expect(await store.put('key', 'x', 0)()).toMatchObject({ left: { reason: 'unavailable' } })
      await systemClock.sleep(50)
    }
    expect(systemClock.now() - started).toBeLessThan(20 * deadlineMs)
    expect(await redisStore({ url: server.url, prefix: 'p', deadlineMs })()).toMatchObject({
      left: { reason: 'unavailable', message: saying('ECONNREFUSED') },
    })
    await server.start()
    expect(await resumed(store)).toEqual(record)
    await store.close()
  }, 20_000)

  it('Redis that hangs is unavailable within the deadline', async () => {
    const server = await serve()
    const store = await openStore(server.url)
    const admin = new Redis(server.port)
    await admin.call('CLIENT', 'PAUSE', '3000', 'ALL')
    const started = systemClock.now()
    expect(await store.get('key')()).toMatchObject({
      left: { reason: 'unavailable', message: saying('ETIMEDOUT') },
    })
    expect(systemClock.now() - started).toBeLessThan(2 * deadlineMs)
    admin.disconnect()
    expect(await resumed(store)).toEqual(E.right(undefined))
    await store.close()
  })

  it('Redis that came back empty is told once; no old lease or version is worth anything; then service resumes', async () => {
    const server = await serve()
    const [store, other] = [await openStore(server.url), await openStore(server.url)]
    const record = await store.put('key', 'value', 0)()
    const lease = await store.acquire('name', 'one', 60_000)()
    if (E.isLeft(lease) || lease.right === undefined || E.isLeft(record)) throw new Error('no lease')
    await server.kill()
    await server.start()
    expect(await resumed(store)).toMatchObject({
      left: { reason: 'corrupt', message: saying('EPOCH') },
    })
    const next = await store.acquire('name', 'two', 60_000)()
    const again = await store.put('key', 'new', 0)()
    expect(await resumed(other)).toMatchObject({ left: { reason: 'corrupt' } })
    expect(await other.renew(lease.right, 60_000)()).toEqual(E.right(false))
    await other.release(lease.right)()
    expect(await other.acquire('name', 'three', 1000)()).toEqual(E.right(undefined))
    expect(await other.put('key', 'late', record.right?.version ?? 0)()).toEqual(E.right(undefined))
    if (E.isLeft(next) || E.isLeft(again)) throw new Error('service did not resume')
    expect(next.right?.fence).toBeGreaterThan(lease.right.fence)
    expect(again.right?.version).toBeGreaterThan(record.right?.version ?? Infinity)
    await Promise.all([store.close(), other.close()])
  }, 20_000)

  it('Redis without memory is full: nothing is written, what is there can be read, and room brings service back', async () => {
    const server = await serve(['--maxmemory', '4mb', '--maxmemory-policy', 'noeviction'])
    const store = await openStore(server.url)
    await store.put('key', 'value', 0)()
    let failed: unknown
    let count = 0
    for (; failed === undefined && count < 1000; count++) {
      const written = await store.put(`key-${count}`, 'x'.repeat(100_000), 0)()
      if (E.isLeft(written)) failed = written
    }
    expect(failed).toMatchObject({ left: { reason: 'full' } })
    expect(await store.get(`key-${count - 1}`)()).toEqual(E.right(undefined))
    expect(await store.keys(`key-${count - 1}`, '', 1)()).toEqual(E.right([]))
    expect(await store.get('key')()).toMatchObject({ right: { value: 'value' } })
    await server.tell('CONFIG', 'SET', 'maxmemory', '0')
    expect(await store.put('more', 'value', 0)()).toMatchObject({ right: { value: 'value' } })
    await store.close()
  }, 20_000)

  it('a wrong password is unavailable with a hint, and no password is in any failure', async () => {
    const server = await serve([], 'right-secret')
    const wrong = await redisStore({
      url: server.url.replace('right-secret', 'wrong-secret'),
      prefix: 'p',
      deadlineMs,
    })()
    expect(wrong).toMatchObject({ left: { reason: 'unavailable', message: saying('WRONGPASS') } })
    const none = await redisStore({ url: server.url.replace(':right-secret@', ''), prefix: 'p', deadlineMs })()
    expect(none).toMatchObject({ left: { reason: 'unavailable' } })
    const store = await openStore(server.url)
    await server.kill()
    const gone = await store.put('key', 'value-secret', 0)()
    expect(gone).toMatchObject({ left: { reason: 'unavailable' } })
    for (const failure of [wrong, none, gone])
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('secret')
    await store.close()
  }, 20_000)

  it('a client of the caller is used and stays open; forgotten scripts are sent again', async () => {
    const server = await serve()
    const client = new Redis(server.port)
    const opened = await redisStore({ client, prefix: 'p' })()
    if (E.isLeft(opened)) throw new Error('not opened')
    await server.tell('SCRIPT', 'FLUSH')
    expect(await opened.right.put('key', 'value', 0)()).toMatchObject({ right: { value: 'value' } })
    await opened.right.close()
    expect(await client.ping()).toBe('PONG')
    client.disconnect()
  })

  it('what another program wrote under the keys is corrupt, not a throw', async () => {
    const server = await serve()
    const store = await openStore(server.url)
    await server.tell('HSET', '{p}:records', 'key', 'no version')
    expect(await store.get('key')()).toMatchObject({ left: { reason: 'corrupt' } })
    await server.tell('DEL', '{p}:index')
    await server.tell('SET', '{p}:index', 'text')
    expect(await store.keys('', '', 9)()).toMatchObject({ left: { reason: 'corrupt' } })
    await store.close()
  })

  it('a damaged record is told by name, and no transaction that names it leaves half of itself', async () => {
    const server = await serve()
    const store = await openStore(server.url)
    await store.put('good', '1', 0)()
    await server.tell('HSET', '{p}:records', 'bad', 'no version')
    await server.tell('ZADD', '{p}:index', '0', 'bad')
    expect(await store.entries('', '', 9)()).toMatchObject({ left: { reason: 'corrupt', message: saying('"bad"') } })
    const writes = ['new', 'bad'].map((key) => ({ key, value: '2', expected: 0 }))
    expect(await store.transact(writes)()).toMatchObject({ left: { reason: 'corrupt' } })
    expect(await store.get('new')()).toEqual(E.right(undefined))
    await server.tell('DEL', '{p}:index')
    await server.tell('SET', '{p}:index', 'text')
    expect(await store.put('new', '2', 0)()).toMatchObject({ left: { reason: 'corrupt' } })
    expect(await store.get('new')()).toEqual(E.right(undefined))
    await server.tell('SET', '{p}:lease:name', 'no fence')
    expect(await store.acquire('name', 'one', 1000)()).toMatchObject({ left: { reason: 'corrupt' } })
    await store.close()
  })

  it('a lease that the clock of the server, set back, would hold for a day has run out', async () => {
    const server = await serve()
    const store = await openStore(server.url)
    const old = await store.acquire('name', 'one', 1000)()
    if (E.isLeft(old) || old.right === undefined) throw new Error('no lease')
    await server.tell('PEXPIRE', '{p}:lease:name', '86400000')
    expect(await store.renew(old.right, 1000)()).toEqual(E.right(false))
    expect(await store.transact([], old.right)()).toEqual(E.right({ _tag: 'LeaseLost' }))
    const next = await store.acquire('name', 'two', 1000)()
    expect(E.isRight(next) && (next.right?.fence ?? 0)).toBeGreaterThan(old.right.fence)
    await store.close()
  })

  it.each(['', 'a}b', '{', 'a b', 'x'.repeat(65)])('the prefix %j is refused', async (prefix) => {
    expect(await redisStore({ url: 'redis://127.0.0.1:1', prefix })()).toMatchObject({
      left: { reason: 'unavailable' },
    })
  })
})
