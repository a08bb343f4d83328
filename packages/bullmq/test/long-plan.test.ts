import { systemClock } from '@mini-domains/core'
import { redisStore } from '@mini-domains/redis'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Redis } from 'ioredis'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { programOf } from '../../../test/harness/programs.js'
import { describeRedis, startRedis } from '../../redis/test/redis-server.js'
import { fedPlans, work } from '../src/index.js'
import { instantVendors, keepDone, writeLongPlan } from './long-plan.js'

const lines = Number(process.env['MINI_DOMAINS_TEST_PLAN_LINES'] ?? 2_000)
/** One in a hundred is still to be done; a few at least. Of those before whole blocks are packed: the first has no line 0. */
const done = Math.floor((lines - Math.max(200, lines / 100)) / 1_000) * 1_000 - 1
const due = lines - done
/** Half of them wait, and the default at most. */
const waiting = Math.min(10_000, Math.floor(due / 2))

const megabyte = 1024 * 1024

/** What a feeder is given where memory is short, see the README: a heap that needs more ends the process, and the young are collected soon. */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=4']

const Told = t.type({ last: t.unknown, residentKb: t.number })

const toldBy = (out: string): t.TypeOf<typeof Told> => {
  const told: unknown = JSON.parse(out)
  if (!Told.is(told)) throw new Error(`the feeder tells ${out}`)
  return told
}

/** What Redis holds under keys like this, in bytes. */
const bytesUnder = async (redis: Redis, pattern: string): Promise<number> => {
  let bytes = 0
  for await (const found of redis.scanStream({ match: pattern, count: 1_000 })) {
    const keys: ReadonlyArray<unknown> = Array.isArray(found) ? found : []
    const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', String(key), 'SAMPLES', 0)))
    bytes += sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  }
  return bytes
}

/** The most that a Redis ever took, in bytes. */
const peakOf = async (redis: Redis): Promise<number> =>
  Number(/^used_memory_peak:(\d+)/m.exec(await redis.info('memory'))?.[1] ?? Infinity)

const waitingAt = async (place: { readonly url: string; readonly prefix: string }): Promise<number> => {
  const plans = await fedPlans(place)
  return E.isRight(plans) ? (plans.right[0]?.vendors[0]?.waiting ?? 0) : 0
}

jest.setTimeout(120_000 + lines)

describeRedis('a long plan', () => {
  test(`of ${lines} lines keeps no more jobs in Redis than may wait, and its feeder stays small`, async () => {
    const server = await startRedis()
    const folder = mkdtempSync(join(tmpdir(), 'mini-domains-long-'))
    const redis = new Redis(server.url)
    const place = { url: server.url, prefix: 'test' }
    const opened = await redisStore(place)()
    if (E.isLeft(opened)) throw new Error(opened.left.message)
    const store = opened.right
    const path = join(folder, 'plan.jsonl')
    const plan = await writeLongPlan(path, lines)
    await keepDone(store, plan, done)
    const ended = await bytesUnder(redis, '{test}:*')
    const feeding = promisify(execFile)(process.execPath, [
      ...smallHeap,
      programOf('packages/bullmq/test/child/long-feeder.ts'),
      server.url,
      path,
      String(waiting),
    ])
    while ((await waitingAt(place)) < waiting) await systemClock.sleep(50)
    // Nobody takes one; it is given no more.
    await systemClock.sleep(500)
    expect(await waitingAt(place)).toBe(waiting)
    const queued = await bytesUnder(redis, '{test}:queue:*')
    const published = await bytesUnder(redis, '{test}:feed:*')
    const stop = new AbortController()
    const working = work(instantVendors(), {
      place,
      identity: { config: 'same', version: '1' },
      store,
      clock: systemClock,
      signal: stop.signal,
    })
    const { last, residentKb } = toldBy((await feeding).stdout)
    stop.abort()
    await working
    const kept = await bytesUnder(redis, '{test}:*')
    const each = (bytes: number, of: number): number => Math.round(bytes / of)
    process.stderr.write(
      `${lines} lines: ${each(queued, waiting)} bytes a job that waits, ${each(published, lines)} a line of the plan, ` +
        `${each(ended, done)} a line that has ended, ${each(kept - ended, due)} a list that is changed first; ` +
        `Redis ${each(await peakOf(redis), megabyte)} MB at most, feeder ${each(residentKb, 1024)} MB\n`,
    )
    expect(last).toMatchObject({ event: 'finished', complete: true, counts: { done: due, resumed: done } })
    expect(residentKb / 1024).toBeLessThan(150)
    // The 10,000 that wait by default, and the lines of a million apps that are alike.
    expect((queued / waiting) * 10_000).toBeLessThan(8 * megabyte)
    expect((published / lines) * 1_000_000).toBeLessThan(32 * megabyte)
    expect((ended / done) * 1_000_000).toBeLessThan(32 * megabyte)
    expect(await peakOf(redis)).toBeLessThan(64 * megabyte)
    expect(await bytesUnder(redis, '{test}:queue:*')).toBe(0)
    await store.close()
    redis.disconnect()
    await server.end()
    rmSync(folder, { recursive: true })
  })
})
