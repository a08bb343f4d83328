import { systemClock } from '@mini-domains/core'
import { type ApplyEvent, encodeLine } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { Redis } from 'ioredis'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { all } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { cancelPlan, detach, fedPlans } from '../src/index.js'
import { openPublished, publishPlan } from '../src/published-plan.js'
import { type TestWorker, changesIn, identity, workedFleet } from './worked-fleet.js'

type Worked = Awaited<ReturnType<typeof workedFleet>>

const worked: { fleet?: Worked } = {}

const start = async (count: number): Promise<Worked> => (worked.fleet = await workedFleet(count))

const textWith = (part: string): unknown => expect.stringContaining(part)
const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern)

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await systemClock.sleep(20)
}

const troublesOf = ({ events }: TestWorker) => events.filter(({ event }) => event === 'queue')

describeRedis('a Redis that is away, or refuses', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('is told by a worker, each cause once, which goes on once it is well', async () => {
    const { feed, startWorker, redis } = await start(2)
    await redis.tell('ACL', 'SETUSER', 'default', '-hgetall')
    let looks = 0
    const clock = { ...systemClock, sleep: (ms: number) => ((looks += 1), systemClock.sleep(Math.min(ms, 20))) }
    const worker = startWorker({ clock })
    await until(() => looks > 5)
    expect(troublesOf(worker)).toMatchObject([
      { failure: { message: textWith('(NOPERM)'), hint: { en: textWith('user') } } },
    ])
    await redis.tell('ACL', 'SETUSER', 'default', '+hgetall')
    expect((await all(feed())).at(-1)).toMatchObject({ complete: true })
  })

  test('is told by a feeder, which goes on once it is well', async () => {
    const { feed, startWorker, redis } = await start(2)
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const events: Array<ApplyEvent> = []
    for await (const event of feed({ clock, noWorkerMs: 3_600_000 })) {
      events.push(event)
      if (event.event === 'started') {
        await redis.tell('ACL', 'SETUSER', 'default', '-hgetall')
        later = 10_000
      }
      if (event.event !== 'waiting') continue
      await redis.tell('ACL', 'SETUSER', 'default', '+hgetall')
      startWorker()
    }
    expect(events.filter(({ event }) => event === 'waiting')).toMatchObject([
      { message: { en: textWith('(NOPERM)'), zh: textWith('队列不可用') } },
    ])
    expect(events.at(-1)).toMatchObject({ complete: true })
  })

  test('does not keep a feeder from ending, which tells that nobody knows how the changes stand', async () => {
    const { feed, startWorker, redis, planned, fleet } = await start(2)
    fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 1_500, probability: 1 })
    const before = fleet.emulator.wechat.requests().length
    const worker = startWorker({ graceMs: 100 })
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const stop = new AbortController()
    const fed = all(feed({ clock, signal: stop.signal }))
    await until(() => fleet.emulator.wechat.requests().length > before)
    await redis.kill()
    stop.abort()
    later = 10_000
    const events = await fed
    await worker.stop()
    const finished = events.at(-1)
    expect(finished).toMatchObject({ event: 'finished', complete: false, cancelled: true, counts: { skipped: 0 } })
    const counts = finished?.event === 'finished' ? finished.counts : undefined
    expect((counts?.unknown ?? 0) + (counts?.done ?? 0)).toBe(changesIn(planned.lines).length)
    expect(counts?.unknown).toBeGreaterThan(0)
    await redis.start()
  })

  test('does not keep somebody from ending who watches a plan that was left for the workers', async () => {
    const { feed, redis, planned, fleet, place } = await start(2)
    const { source } = planned
    const left = detach(source, fleet.vendors, { place, identity, clock: systemClock, noWorkerMs: 0 })
    expect(await left).toMatchObject(E.right({ became: 'left' }))
    const stop = new AbortController()
    const events: Array<ApplyEvent> = []
    for await (const event of feed({ signal: stop.signal })) {
      events.push(event)
      if (events.length > 1) continue
      await redis.kill()
      stop.abort()
    }
    expect(events.at(-1)).toMatchObject({ event: 'waiting', message: { en: textWith('go on with the plan') } })
    await redis.start()
  })

  test('refuses the plan where it does so from the start, and leaves no connection open', async () => {
    const { feed, redis } = await start(2)
    await redis.tell('ACL', 'SETUSER', 'default', '-hgetall', '-expire')
    expect(await all(feed())).toMatchObject([{ event: 'refused' }])
    await redis.tell('ACL', 'SETUSER', 'default', '+hgetall', '+expire')
    expect(
      String(await redis.tell('CLIENT', 'LIST'))
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(2)
  })

  test('does not keep a worker without work from ending', async () => {
    const { startWorker, redis } = await start(2)
    let looks = 0
    const clock = { ...systemClock, sleep: (ms: number) => ((looks += 1), systemClock.sleep(Math.min(ms, 20))) }
    const worker = startWorker({ clock })
    await until(() => looks > 1)
    await redis.kill()
    await until(() => troublesOf(worker).length > 0)
    await worker.stop()
    expect(troublesOf(worker)).toMatchObject([{ failure: { message: textLike(/\(ECONN(REFUSED|RESET)\)/) } }])
    await redis.start()
  })

  test('does not keep a worker from ending that was told to just before Redis went', async () => {
    const { startWorker, redis } = await start(2)
    let isAsleep = false
    const sleep = async (ms: number): Promise<void> => {
      isAsleep = true
      await systemClock.sleep(Math.min(ms, 20))
      isAsleep = false
    }
    const worker = startWorker({ clock: { ...systemClock, sleep } })
    await redis.tell('CLIENT', 'PAUSE', '3600000')
    let awake = 0
    await until(() => (awake = isAsleep ? 0 : awake + 1) > 3)
    const ended = worker.stop()
    await redis.kill()
    await ended
    await redis.start()
  })
})

describeRedis('a worker that is told to end', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('with its hands full while Redis is away ends within its grace, and tells what it leaves to others', async () => {
    const { feed, startWorker, redis, fleet, planned } = await start(2)
    fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 1_500, probability: 1 })
    const before = fleet.emulator.wechat.requests().length
    const worker = startWorker({ graceMs: 200 })
    const fed = all(feed())
    await until(() => fleet.emulator.wechat.requests().length > before)
    await redis.kill()
    await worker.stop()
    const left = worker.events.flatMap((event) => (event.event === 'unfinished' ? event.lines : []))
    expect(left.length).toBeGreaterThan(0)
    for (const n of left) expect(planned.lines[n]).toMatchObject({ line: 'change', address: { vendor: 'wechat' } })
    await redis.start()
    expect((await fed).at(-1)).toMatchObject({ event: 'finished', complete: false })
  })
})

const isCollector = (input: unknown): input is () => void => typeof input === 'function'

describeRedis('a worker that looks for work for weeks', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('holds no more memory than one that has just begun', async () => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (!isCollector(collect)) throw new Error('garbage cannot be collected')
    const { startWorker } = await start(1)
    const heaps: Array<number> = []
    let looks = 0
    const sleep = (): Promise<void> => {
      looks += 1
      if (looks % 3_000 === 0) {
        collect()
        heaps.push(process.memoryUsage().heapUsed)
      }
      return Promise.resolve()
    }
    startWorker({ clock: { ...systemClock, sleep } })
    await until(() => heaps.length === 4)
    const [, before = 0, , after = 0] = heaps
    expect(after - before).toBeLessThan(6_000 * 100)
  }, 60_000)
})

describeRedis('who only asks', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('is told within seconds that Redis is away', async () => {
    const { place, redis } = await start(1)
    await redis.kill()
    const told = E.left({ reason: 'unavailable', message: textWith('(ECONNREFUSED)') })
    expect(await Promise.all([fedPlans(place), cancelPlan(place, 'any')])).toMatchObject([told, told])
  })
})

describeRedis('a store that is emptied on the way', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('is told as what it is, and the plan does not count as done', async () => {
    const { feed, startWorker, redis } = await start(20)
    startWorker({ concurrency: 1 })
    let isEmptied = false
    const events: Array<ApplyEvent> = []
    for await (const event of feed()) {
      events.push(event)
      if (event.event !== 'item' || isEmptied) continue
      isEmptied = true
      await redis.tell('FLUSHALL')
    }
    expect(events.at(-1)).toMatchObject({ event: 'finished', complete: false })
    expect(events.find(({ event }) => event === 'halted')).toMatchObject({
      reason: 'store',
      message: { en: textLike(/EPOCH|gone from the store/) },
    })
  })
})

describeRedis('the lines of a plan', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('can be read while another feeder puts them there anew, and are missed, not damaged, where they were flushed', async () => {
    const { redis, planned } = await start(2)
    const client = new Redis(redis.url)
    const texts = planned.lines.map(encodeLine)
    const digest = planned.lines.flatMap((line) => (line.line === 'summary' ? [line.digest] : []))[0] ?? ''
    const n = planned.lines.findIndex((line) => line.line === 'change')
    const linesOf = async function* (before: () => Promise<void>): AsyncGenerator<string> {
      await before()
      yield* texts
    }
    await publishPlan(
      client,
      'lines',
      linesOf(() => Promise.resolve()),
    )
    const open = () => openPublished(client, 'lines', digest)
    const reader = await open()
    if (E.isLeft(reader)) throw new Error(reader.left.message)
    let read: unknown
    await publishPlan(
      client,
      'lines',
      linesOf(async () => void (read = await reader.right.changeAt(n))),
    )
    expect(read).toEqual(E.right(changesIn(planned.lines)[0]))
    const another = await open()
    await client.del('lines')
    expect(E.isRight(another) && (await another.right.changeAt(n))).toMatchObject(E.left({ reason: 'unavailable' }))
    await client.hset('lines', '0', 'no block')
    expect(E.isRight(another) && (await another.right.changeAt(n))).toMatchObject(E.left({ reason: 'corrupt' }))
    expect(E.isLeft(await open())).toBe(true)
    client.disconnect()
  })
})
