import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { type Store } from '@mini-domains/core/adapter'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import { encodeLine, journalOf, monthOf, spendingOf, takenOf } from '../../src/index.js'
import { programOf } from '../../../../test/harness/programs.js'
import { type RedisServer, describeRedis, startRedis } from '../../../redis/test/redis-server.js'
import { worksOf } from '../change-works.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'
import { settleMs } from './child/reconcile-settle.js'

const kills = Number(process.env['MINI_DOMAINS_TEST_RECONCILE_KILLS'] ?? 2)
const count = 10 + kills
const child = programOf('packages/fleet/test/apply/child/reconcile-child.ts')

const openedStore = async (url: string, prefix: string): Promise<Store> => {
  const store = await redisStore({ url, prefix })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

/** A plan for so many apps at each vendor, saved, and workers for it, each a process of its own. */
const withWorkers = async (
  { url }: RedisServer,
  prefix: string,
  work: (made: {
    readonly changes: number
    readonly worker: (index: number, step?: string, time?: number) => ChildProcess
    /** How many modifications the vendors counted, once every list is seen to be as planned. */
    readonly modifications: () => Promise<number>
    /** Expects that every change is over, and that no budget knows of less than was spent. */
    readonly expectKept: () => Promise<void>
  }) => Promise<void>,
): Promise<void> => {
  const fleet = await emulatedFleet(count)
  const folder = await mkdtemp(join(tmpdir(), 'mini-domains-fleet-'))
  const store = await openedStore(url, prefix)
  try {
    const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
    const saved = await savedPlan(desired, fleet.vendors)
    const works = await worksOf(saved)
    const plan = join(folder, 'plan.jsonl')
    await writeFile(plan, saved.lines.map((line) => `${encodeLine(line)}\n`).join(''))
    for (const vendor of [fleet.emulator.wechat, fleet.emulator.baidu])
      vendor.faults.add({ kind: 'latency', latency: 10, probability: 1 })
    await work({
      changes: works.length,
      worker: (index, step = '', time = 0) => {
        const start = Math.floor((index * works.length) / 4) % works.length
        const args = [plan, url, prefix, fleet.urls.wechat, fleet.urls.baidu, count, start, step, time].map(String)
        return spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
      },
      modifications: async () => {
        expect((await savedPlan(desired, fleet.vendors)).lines).toHaveLength(2)
        return fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')
      },
      expectKept: async () => {
        const kept = await all(journalOf(store, works[0]?.plan ?? ''))
        expect(kept.map((one) => (E.isRight(one) ? one.right.status : 'damaged'))).not.toContain('begun')
        for (const { line } of works) {
          const spending = await spendingOf(store, line.address, monthOf(systemClock.now()))
          if (E.isLeft(spending)) throw new Error(spending.left.message)
          const used = fleet.usedBy(line.address)
          expect([line.address, spending.right.held, takenOf(spending.right) >= used]).toEqual([line.address, 0, true])
        }
      },
    })
  } finally {
    await store.close()
    await rm(folder, { recursive: true })
    await fleet.close()
  }
}

const steps = ['after-intent', 'after-send', 'after-reply', 'before-intent', 'after-end']

/** Of a worker, whether it was killed. */
const isKilled = (worker: ChildProcess): Promise<boolean> =>
  new Promise((resolve, reject) => {
    worker.stdout?.resume()
    worker.on('error', reject)
    worker.on('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(signal === 'SIGKILL')
      else reject(new Error(`a worker ended with ${code ?? signal}`))
    })
  })

jest.setTimeout(60_000 + 10_000 * kills)

describeRedis('four workers that are given every line of a plan', () => {
  let server: RedisServer
  beforeAll(async () => void (server = await startRedis()))
  afterAll(() => server.end())

  test('and are killed at every step write what is planned, once, but for writes that a kill hit in the air', () =>
    withWorkers(server, 'kills', async ({ changes, worker, modifications, expectKept }) => {
      let killed = 0
      let left = kills
      /** One worker after the other in the same place, until one comes to its end. */
      const place = async (index: number): Promise<void> => {
        for (;;) {
          const isDoomed = left > 0
          left -= 1
          const step = steps[left % steps.length]
          const isOver = !(await isKilled(isDoomed ? worker(index, step, 1 + (left % 3)) : worker(index)))
          if (isOver) return
          killed += 1
        }
      }
      await Promise.all([0, 1, 2, 3].map(place))
      expect(killed).toBeGreaterThan(0)
      const written = await modifications()
      expect(written).toBeGreaterThanOrEqual(changes)
      expect(written).toBeLessThanOrEqual(changes + killed)
      await expectKept()
    }))

  test('and of which one stands still for twice as long as a write may be on its way write nothing twice', () =>
    withWorkers(server, 'stop', async ({ changes, worker, modifications, expectKept }) => {
      const [stopped, ...others] = [worker(0), worker(1), worker(2), worker(3)]
      if (stopped === undefined) throw new Error('there is no worker')
      const ends = Promise.all([stopped, ...others].map(isKilled))
      // It has its hands full by then.
      await once(stopped.stdout ?? stopped, 'data')
      await systemClock.sleep(30)
      stopped.kill('SIGSTOP')
      await systemClock.sleep(2 * settleMs)
      stopped.kill('SIGCONT')
      expect(await ends).toEqual([false, false, false, false])
      expect(await modifications()).toBe(changes)
      await expectKept()
    }))

  test('a store that was emptied is told, and the plan is done all the same when it is given again', () =>
    withWorkers(server, 'empty', async ({ changes, worker, modifications }) => {
      const first = worker(0)
      let told = ''
      first.stdout?.on('data', (bytes: Buffer) => (told += bytes.toString()))
      const end = isKilled(first)
      while (!told.includes('done')) await once(first.stdout ?? first, 'data')
      await server.tell('FLUSHALL')
      await end
      expect(told).toContain('data')
      // What was written before is found as it should be, and not written again.
      await isKilled(worker(1))
      expect(await modifications()).toBe(changes)
    }))
})
