import { systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, apply } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { all } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { type DetachOptions, cancelPlan, detach, fedPlans } from '../src/index.js'
import { changesIn, identity, itemsOf, workedFleet } from './worked-fleet.js'

type Worked = Awaited<ReturnType<typeof workedFleet>>

const worked: { fleet?: Worked } = {}

const start = async (count: number): Promise<Worked> => (worked.fleet = await workedFleet(count))

const textWith = (part: string): unknown => expect.stringContaining(part)

const until = async (what: () => boolean): Promise<void> => {
  while (!what()) await systemClock.sleep(20)
}

const leave = ({ planned, fleet, place }: Worked, more: Partial<DetachOptions> = {}) =>
  detach(planned.source, fleet.vendors, { place, identity, clock: systemClock, ...more })

/** Every call of one vendor takes this long, so that a plan is surely not over. */
const slow = ({ fleet }: Worked): unknown =>
  fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 200, probability: 1 })

const fedBy = (events: ReadonlyArray<{ readonly event: string }>): number =>
  events.filter(({ event }) => event === 'fed').length

describeRedis('a plan that is left for the workers', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('is fed by one of them, and told afterwards as one process tells of it, once', async () => {
    const at = await start(20)
    const workers = [at.startWorker({ leaseMs: 1_000 }), at.startWorker({ leaseMs: 1_000 })]
    expect(await leave(at)).toMatchObject(E.right({ became: 'taken' }))
    const told = (): boolean =>
      workers.some(({ events }) => events.some((one) => one.event === 'fed' && one.value.event === 'finished'))
    await until(told)
    const events = await all(at.feed())
    const alone = await emulatedFleet(20)
    const same = await all(
      apply(at.planned.source, alone.vendors, { clock: systemClock, store: memoryStore(systemClock) }),
    )
    await alone.close()
    expect(itemsOf(events)).toEqual(itemsOf(same))
    expect(events[0]).toMatchObject({ event: 'waiting', watched: true })
    expect(events.at(-1)).toEqual(same.at(-1))
    expect(workers.filter((worker) => fedBy(worker.events) > 0)).toHaveLength(1)
    expect(await at.redis.tell('KEYS', '*')).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/:feed:|:queue/)]),
    )
    expect((await all(at.feed())).at(-1)).toMatchObject({ counts: { resumed: changesIn(at.planned.lines).length } })
  })

  test('goes on with another worker where the one that feeds is stopped, and who watches sees one apply', async () => {
    const at = await start(20)
    // It has a change in hand for a while when it is stopped, and how that ends is told too.
    slow(at)
    const first = at.startWorker({ concurrency: 1, leaseMs: 1_000 })
    await leave(at)
    const seen: Array<ApplyEvent> = []
    let isStopped = false
    for await (const event of at.feed()) {
      seen.push(event)
      if (event.event !== 'item' || isStopped) continue
      isStopped = true
      await first.stop()
      at.startWorker({ leaseMs: 1_000 })
    }
    expect(seen.filter(({ event }) => event === 'finished')).toHaveLength(1)
    expect(seen.at(-1)).toMatchObject({ complete: true, cancelled: false })
    expect(itemsOf(seen)).toHaveLength(changesIn(at.planned.lines).length)
  })

  test('is left alone by who only watches and stops', async () => {
    const at = await start(20)
    const stop = new AbortController()
    slow(at)
    at.startWorker({ concurrency: 4 })
    await leave(at)
    const seen: Array<ApplyEvent> = []
    for await (const event of at.feed({ signal: stop.signal })) {
      seen.push(event)
      if (event.event === 'item') stop.abort()
    }
    expect(seen.at(-1)).toMatchObject({ event: 'waiting', message: { en: textWith('mini-domains cancel') } })
    expect((await all(at.feed())).at(-1)).toMatchObject({ complete: true })
  })

  test('says that it is left already, and that no worker has taken it, and can be taken back', async () => {
    const at = await start(2)
    expect(await leave(at, { noWorkerMs: 0 })).toMatchObject(E.right({ became: 'left' }))
    expect(await leave(at)).toMatchObject(E.right({ became: 'already' }))
    const plans = await fedPlans(at.place)
    const [plan] = E.isRight(plans) ? plans.right : []
    expect(plan).toMatchObject({ isFed: false, isDetached: true, vendors: [] })
    expect(await cancelPlan(at.place, plan?.plan ?? '')).toEqual(E.right('withdrawn'))
    expect(await fedPlans(at.place)).toEqual(E.right([]))
    expect(await cancelPlan(at.place, plan?.plan ?? '')).toEqual(E.right('unknown'))
  })

  test('is stopped by a cancel, and who watches is told', async () => {
    const at = await start(20)
    slow(at)
    at.startWorker({ concurrency: 1 })
    await leave(at)
    const seen: Array<ApplyEvent> = []
    for await (const event of at.feed()) {
      seen.push(event)
      if (event.event === 'started') expect(await cancelPlan(at.place, event.plan)).toEqual(E.right('told'))
    }
    expect(seen.at(-1)).toMatchObject({ event: 'finished', cancelled: true })
    expect(await fedPlans(at.place)).toEqual(E.right([]))
  })

  test('is judged before it is left: what deletes more than it may is refused, and nothing is left', async () => {
    const at = await start(2)
    const refused = await leave(at, { guard: { app: -1 } })
    expect(refused).toMatchObject(E.left({ event: 'refused', reason: 'app-deletes' }))
    expect(await fedPlans(at.place)).toEqual(E.right([]))
  })

  test('is refused by a worker of another version, and who left it hears why', async () => {
    const at = await start(2)
    const worker = at.startWorker({ identity: { ...identity, version: '2' } })
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const left = leave(at, { clock })
    await until(() => worker.events.length > 0)
    later = 10_000
    expect(await left).toMatchObject(E.right({ became: 'left', refusal: { reason: 'version' } }))
    expect(worker.events).toMatchObject([{ event: 'refused', reason: 'version' }])
  })
})
