import { systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, apply, encodeLine } from '@mini-domains/fleet'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { stream } from '../../fleet/test/saved-plan.js'
import { all } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { feed as feedPlan } from '../src/index.js'
import { changesIn, identity, itemsOf, workedFleet } from './worked-fleet.js'

type Worked = Awaited<ReturnType<typeof workedFleet>>

const worked: { fleet?: Worked } = {}

const start = async (count: number): Promise<Worked> => (worked.fleet = await workedFleet(count))

const textWith = (part: string): unknown => expect.stringContaining(part)

const last = (events: ReadonlyArray<ApplyEvent>) => events.at(-1)

describeRedis('a plan that is fed to workers', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('is told of as one process tells of it, line for line but order', async () => {
    const { feed, planned, startWorker, fleet } = await start(20)
    startWorker()
    startWorker()
    const events = await all(feed())
    const alone = await emulatedFleet(20)
    const same = await all(
      apply(planned.source, alone.vendors, { clock: systemClock, store: memoryStore(systemClock) }),
    )
    await alone.close()
    expect(itemsOf(events)).toEqual(itemsOf(same))
    expect(last(events)).toEqual(last(same))
    expect(last(events)).toMatchObject({ complete: true, counts: { done: changesIn(planned.lines).length } })
    expect(fleet.modificationsOf('wechat')).toBe(alone.modificationsOf('wechat'))
  })

  test('leaves nothing behind but what a plan in one process leaves in the store', async () => {
    const { feed, startWorker, redis } = await start(2)
    startWorker()
    await all(feed())
    const keys = await redis.tell('KEYS', '*')
    expect(keys).not.toEqual(expect.arrayContaining([expect.stringMatching(/:feed:|:queue/)]))
  })

  test('is read to be verified, to be put into Redis and to be carried out, and no further time', async () => {
    const { planned, fleet, place, store, startWorker } = await start(1)
    startWorker()
    let reads = 0
    const source = () => {
      reads += 1
      return planned.source()
    }
    const events = await all(feedPlan(source, fleet.vendors, { place, identity, store, clock: systemClock }))
    expect(last(events)).toMatchObject({ complete: true })
    expect(reads).toBe(3)
  })

  test('is refused where it is damaged, and nothing is sent', async () => {
    const { planned, fleet, place, store } = await start(1)
    const source = () => stream(planned.lines.slice(0, -1).map(encodeLine))
    const sent = fleet.emulator.wechat.requests().length
    const events = await all(feedPlan(source, fleet.vendors, { place, identity, store, clock: systemClock }))
    expect(events).toMatchObject([{ event: 'refused', reason: 'damaged-plan' }])
    expect(fleet.emulator.wechat.requests()).toHaveLength(sent)
  })

  test('is told to have no worker after ten seconds, and is done once there is one', async () => {
    const { feed, startWorker } = await start(2)
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const events: Array<ApplyEvent> = []
    for await (const event of feed({ clock })) {
      events.push(event)
      if (event.event === 'started') later = 10_000
      if (event.event === 'waiting') startWorker()
    }
    expect(events.find(({ event }) => event === 'waiting')).toMatchObject({
      message: { en: textWith('mini-domains worker') },
    })
    expect(last(events)).toMatchObject({ event: 'finished', complete: true })
  })

  test.each([
    ['config', { ...identity, config: 'another' }],
    ['version', { ...identity, version: '2' }],
  ] as const)('is refused by a worker of another %s, with a hint', async (reason, odd) => {
    const { feed, startWorker } = await start(2)
    const worker = startWorker({ identity: odd })
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const events: Array<ApplyEvent> = []
    const told = new Promise<void>((resolve) => {
      const look = (): void => (worker.events.length > 0 ? resolve() : void systemClock.timer(20, look))
      look()
    })
    for await (const event of feed({ clock })) {
      events.push(event)
      if (event.event === 'started') void told.then(() => (later = 20_000))
      if (event.event === 'waiting') startWorker()
    }
    expect(worker.events).toMatchObject([{ event: 'refused', reason, message: { zh: textWith('worker') } }])
    expect(events.find(({ event }) => event === 'waiting')).toMatchObject({
      message: { en: textWith(reason) },
    })
    expect(last(events)).toMatchObject({ complete: true })
  })

  test('goes on where it was stopped', async () => {
    const { feed, startWorker, planned } = await start(20)
    startWorker({ concurrency: 1 })
    const stop = new AbortController()
    const first: Array<ApplyEvent> = []
    for await (const event of feed({ signal: stop.signal })) {
      first.push(event)
      if (event.event === 'item') stop.abort()
    }
    expect(last(first)).toMatchObject({ cancelled: true })
    const second = await all(feed())
    expect(last(second)).toMatchObject({ complete: true, cancelled: false })
    expect(itemsOf(first).length + itemsOf(second).length).toBe(changesIn(planned.lines).length)
  })

  test('halts one vendor, and the other ends', async () => {
    const { feed, startWorker, fleet } = await start(40)
    startWorker({ concurrency: 2, retries: 0 })
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: { errcode: -1, errmsg: 'system error' }, probability: 1 })
    const events = await all(feed({ waves: { minimum: 5 } }))
    expect(events.filter(({ event }) => event === 'halted')).toMatchObject([
      { vendor: 'wechat', reason: 'failure-ratio' },
    ])
    expect(last(events)).toMatchObject({ halted: ['wechat'], counts: { done: 80 } })
    const failed = events.filter((event) => event.event === 'item' && event.status === 'failed')
    expect(failed.length).toBeLessThan(20)
  })

  test('sends the canary first, and the rest only once it has ended', async () => {
    const { feed, startWorker } = await start(10)
    startWorker()
    startWorker()
    const events = await all(feed({ waves: { canary: { count: 2 } } }))
    const ofWechat = events.flatMap((event) =>
      event.event === 'item' && event.address.vendor === 'wechat' ? [event.wave] : [],
    )
    expect(ofWechat).toEqual([
      ...Array.from({ length: 2 }, () => 'canary'),
      ...Array.from({ length: 18 }, () => 'rest'),
    ])
  })

  test('is done though its queue is flushed on the way', async () => {
    const { feed, startWorker, redis } = await start(40)
    startWorker({ concurrency: 1 })
    let isFlushed = false
    const events: Array<ApplyEvent> = []
    for await (const event of feed()) {
      events.push(event)
      if (event.event !== 'item' || isFlushed) continue
      isFlushed = true
      const keys = await redis.tell('KEYS', '{test}:*')
      const queued = (Array.isArray(keys) ? keys : []).filter((key) => /:queue|:feed:/.test(String(key)))
      await redis.tell('DEL', ...queued.map(String))
    }
    expect(last(events)).toMatchObject({ complete: true, counts: { done: 160 } })
  })

  test('is watched by a second feeder, which takes over where the first dies', async () => {
    const { feed, startWorker, planned } = await start(20)
    startWorker({ concurrency: 1 })
    const first = feed()
    const seen: Array<ApplyEvent> = []
    while (!seen.some(({ event }) => event === 'item')) {
      const next = await first.next()
      if (next.done !== true) seen.push(next.value)
    }
    const second: Array<ApplyEvent> = []
    for await (const event of feed()) {
      second.push(event)
      // Ended before it was done, the first gives its lease back.
      if (event.event === 'waiting') await first.return(undefined)
    }
    expect(second[0]).toMatchObject({ event: 'waiting' })
    expect(last(second)).toMatchObject({ complete: true })
    expect(last(second)).toMatchObject({ counts: { failed: 0, unknown: 0, skipped: 0 } })
    expect(planned.lines.length).toBeGreaterThan(0)
  })
})
