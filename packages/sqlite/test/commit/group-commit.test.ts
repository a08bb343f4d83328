import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import * as E from 'fp-ts/lib/Either.js'
import { type Clock, systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { type OpenFile, openFile } from '../../src/file/open-file.js'
import { storeOn } from '../../src/sqlite-store.js'
import { makeFolder } from '../file-world.js'

const sqliteError = (code: string): Error => Object.assign(new Error(code.toLowerCase()), { code })

/** Time that goes by only while a commit runs or somebody sleeps; a sleeper wakes when nothing else is to be done. */
const discTime = () => {
  let now = 1_800_000_000_000
  const sleepers: Array<{ readonly at: number; readonly wake: () => void }> = []
  const clock: Clock = {
    ...systemClock,
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
  }
  const idle = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    clock,
    spend: (ms: number) => (now += ms),
    /** Lets time go by until a promise is settled. */
    until: async <A>(promise: Promise<A>): Promise<A> => {
      let isSettled = false
      void promise.then(() => (isSettled = true))
      for (await idle(); !isSettled; await idle()) {
        sleepers.sort((a, b) => a.at - b.at)
        const next = sleepers.shift()
        if (next === undefined) throw new Error('nobody wakes')
        now = Math.max(now, next.at)
        next.wake()
      }
      return promise
    },
  }
}

interface Disk {
  readonly store: Store
  readonly commits: () => number
  readonly blockedMs: () => number
  readonly time: ReturnType<typeof discTime>
}

let folder = ''

beforeEach(() => (folder = makeFolder()))

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const opened = (): OpenFile => {
  const file = openFile(join(folder, 'store.db'))
  if (E.isLeft(file)) throw new Error(file.left.message)
  return file.right
}

const slowDisk = (commitMs: number): Disk => {
  const file = opened()
  const time = discTime()
  let [commits, blockedMs] = [0, 0]
  const exec = (sql: string): void => {
    file.connection.exec(sql)
    if (sql !== 'commit') return
    commits += 1
    blockedMs += commitMs
    time.spend(commitMs)
  }
  const store = storeOn({ ...file, connection: { ...file.connection, exec } }, time.clock, 5000)
  return { store, time, commits: () => commits, blockedMs: () => blockedMs }
}

/** A store whose next call that says so fails, as SQLite fails. */
const failing = () => {
  const file = opened()
  const faults: Array<{ readonly at: (sql: string) => boolean; readonly code: string; readonly rollsBack: boolean }> =
    []
  const check = (sql: string): void => {
    if (faults[0]?.at(sql) !== true) return
    const fault = faults.shift()
    if (fault?.rollsBack === true) file.connection.exec('rollback')
    throw sqliteError(fault?.code ?? '')
  }
  const { connection } = file
  const store = storeOn(
    {
      ...file,
      connection: {
        ...connection,
        exec: (sql) => {
          check(sql)
          connection.exec(sql)
        },
        get: (sql, parameters) => {
          check(sql)
          return connection.get(sql, parameters)
        },
      },
    },
    systemClock,
    100,
  )
  return {
    store,
    file,
    fail: (at: (sql: string) => boolean, code: string, rollsBack = true) => faults.push({ at, code, rollsBack }),
    heal: () => void faults.splice(0),
  }
}

const isInsert = (sql: string): boolean => sql.startsWith('insert or replace into record')

describe('writers that wait at the same time', () => {
  it('share one commit, and each is told what became of its own', async () => {
    const { store, commits } = slowDisk(0)
    const results = await Promise.all([
      store.put('a', '1', 0)(),
      store.put('a', '2', 0)(),
      store.remove('b', 7)(),
      store.acquire('name', 'one', 1000)(),
      store.acquire('name', 'two', 1000)(),
      store.transact([{ key: 'c', value: '1', expected: 0 }])(),
    ])
    expect(results).toMatchObject([
      { right: { value: '1' } },
      E.right(undefined),
      E.right(false),
      { right: { owner: 'one' } },
      E.right(undefined),
      { right: { _tag: 'Committed' } },
    ])
    expect(commits()).toBe(1)
    await store.close()
  })

  it('a slow disk stands still for at most a quarter of the time at 100 writes a second, and no write waits long', async () => {
    const { store, time, commits, blockedMs } = slowDisk(10)
    const waits: Array<number> = []
    const started = time.clock.now()
    const write = async (at: number): Promise<void> => {
      await time.clock.sleep(at * 10)
      const asked = time.clock.now()
      expect(await store.put(`key-${at}`, 'value', 0)()).toMatchObject({ right: { value: 'value' } })
      waits.push(time.clock.now() - asked)
    }
    await time.until(Promise.all([...Array(500).keys()].map(write)))
    const tookMs = time.clock.now() - started
    expect(tookMs).toBeLessThan(5200)
    expect(blockedMs() / tookMs).toBeLessThan(0.3)
    expect(commits()).toBeLessThan(160)
    expect(Math.max(...waits)).toBeLessThan(80)
    await store.close()
  })

  it('a fast disk makes nobody wait', async () => {
    const { store, time } = slowDisk(0.2)
    const started = time.clock.now()
    for (let at = 0; at < 50; at++) await store.put(`key-${at}`, 'value', 0)()
    expect(time.clock.now() - started).toBeLessThanOrEqual(50 * 0.2 + 0.01)
    await store.close()
  })

  it('a disk or a clock that stands for a day makes nobody wait for a day', async () => {
    const { store, time } = slowDisk(0)
    await store.put('a', '1', 0)()
    for (const jump of [86_400_000, -86_400_000]) {
      const jumped = store.put(`key${jump}`, '1', 0)()
      time.spend(jump)
      await time.until(jumped)
      const asked = time.clock.now()
      await time.until(store.put(`next${jump}`, '1', 0)())
      expect(time.clock.now() - asked).toBeLessThanOrEqual(250)
    }
    await store.close()
  })

  it('reads wait for nobody, and see every write that was told', async () => {
    const { store, time } = slowDisk(10)
    for (let at = 0; at < 10; at++) await time.until(store.put(`key-${at}`, 'value', 0)())
    const pending = store.put('pending', 'value', 0)()
    expect(await store.get('key-9')()).toMatchObject({ right: { value: 'value' } })
    expect(await store.get('pending')()).toEqual(E.right(undefined))
    expect(await store.entries('', '', 99)()).toMatchObject({ right: { length: 10 } })
    await time.until(pending)
    expect(await store.get('pending')()).toMatchObject({ right: { value: 'value' } })
    await store.close()
  })

  it('close lets those who wait write first', async () => {
    const { store } = slowDisk(0)
    const pending = [store.put('a', '1', 0)(), store.put('b', '1', 0)()]
    await store.close()
    expect(await Promise.all(pending)).toMatchObject([{ right: { value: '1' } }, { right: { value: '1' } }])
    expect(await store.put('c', '1', 0)()).toMatchObject({ left: { reason: 'unavailable' } })
  })

  it('more than one group are all written', async () => {
    const { store, commits } = slowDisk(0)
    await Promise.all([...Array(1000).keys()].map((at) => store.put(`key-${at}`, 'value', 0)()))
    expect(await store.keys('', '', 2000)()).toMatchObject({ right: { length: 1000 } })
    expect(commits()).toBe(4)
    await store.close()
  })
})

describe('when one fails', () => {
  const three = (store: Store) => Promise.all(['a', 'b', 'c'].map((key) => store.put(key, '1', 0)()))

  it.each([
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_FSYNC', 'unavailable'],
    ['SQLITE_CORRUPT', 'corrupt'],
  ])(
    'a commit that fails with %s fails all who share it, writes nothing, and the next goes through',
    async (code, reason) => {
      const { store, fail } = failing()
      fail((sql) => sql === 'commit', code)
      const failed = { left: { reason } }
      expect(await three(store)).toMatchObject([failed, failed, failed])
      expect(await store.entries('', '', 9)()).toEqual(E.right([]))
      expect(await three(store)).toMatchObject([{ right: {} }, { right: {} }, { right: {} }])
      await store.close()
    },
  )

  it.each([true, false])(
    'one whose work fails leaves the others, also where SQLite rolls all back: %s',
    async (all) => {
      const { store, fail } = failing()
      fail((sql) => isInsert(sql), 'SQLITE_FULL', all)
      expect(await three(store)).toMatchObject([{ left: { reason: 'full' } }, { right: {} }, { right: {} }])
      expect(await store.keys('', '', 9)()).toEqual(E.right(['b', 'c']))
      expect(await store.put('a', '1', 0)()).toMatchObject({ right: {} })
      await store.close()
    },
  )

  it('a lock that is held is waited for by all, then told to all', async () => {
    const { store } = failing()
    const other = new Database(join(folder, 'store.db'))
    other.exec('begin immediate')
    const busy = { left: { reason: 'unavailable' } }
    expect(await three(store)).toMatchObject([busy, busy, busy])
    const waiting = three(store)
    await systemClock.sleep(20)
    other.exec('rollback')
    expect(await waiting).toMatchObject([{ right: {} }, { right: {} }, { right: {} }])
    other.close()
    await store.close()
  })

  it('a full disk at any statement of any write is told; nothing of it is there; it goes through when there is room', async () => {
    const { store, fail, heal } = failing()
    const lease = await store.acquire('held', 'one', 60_000)()
    if (E.isLeft(lease) || lease.right === undefined) throw new Error('no lease')
    const held = lease.right
    const kept = await store.put('kept', '1', 0)()
    const version = E.isRight(kept) ? (kept.right?.version ?? 0) : 0
    const calls: Readonly<Record<string, () => Promise<E.Either<unknown, unknown>>>> = {
      put: store.put('a', '1', 0),
      transact: store.transact(
        [
          { key: 'x', value: '1', expected: 0 },
          { key: 'kept', value: '2', expected: version },
          { key: 'y', value: '1', expected: 0 },
        ],
        held,
      ),
      acquire: store.acquire('name', 'two', 1000),
      renew: store.renew(held, 60_000),
      release: store.release(held),
    }
    for (const [name, call] of Object.entries(calls)) {
      const before = await store.entries('', '', 99)()
      let failures = 0
      for (let at = 0; ; at++) {
        let seen = 0
        fail(() => seen++ === at, 'SQLITE_FULL', false)
        const result = await call()
        heal()
        if (E.isRight(result)) break
        failures += 1
        expect(result).toMatchObject({ left: { reason: 'full' } })
        expect(await store.transact([], held)()).toMatchObject({ right: { _tag: 'Committed' } })
        expect(await store.get('kept')()).toMatchObject({ right: {} })
        expect(name === 'release' ? before : await store.entries('', '', 99)()).toEqual(before)
      }
      expect(failures).toBeGreaterThan(2)
    }
    await store.close()
  })
})
