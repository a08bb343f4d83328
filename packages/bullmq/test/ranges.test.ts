import { type Bilingual, systemClock } from '@mini-domains/core'
import { type PlanLine, type VerifyLine, encodeLine, plan, planBy, verify, verifyBy } from '@mini-domains/fleet'
import { all, shopFleet } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { type RangeOptions, workerRanges } from '../src/index.js'
import { identity, workedFleet } from './worked-fleet.js'

type Worked = Awaited<ReturnType<typeof workedFleet>>

const worked: { fleet?: Worked } = {}

const start = async (count: number): Promise<Worked> => (worked.fleet = await workedFleet(count))

const ranges = ({ place }: Worked, more: Partial<RangeOptions> = {}) =>
  workerRanges({ place, identity, clock: systemClock, size: 7, ...more })

const desiredOf = ({ fleet }: Worked) => shopFleet(fleet.wechatIds, fleet.baiduIds)

/** At one moment, so that two plans are the same to the byte. */
const now = systemClock.now()
const frozen = { ...systemClock, now: () => now }
const planOptions = ({ store }: Worked) => ({ clock: frozen, store, tool: { name: 'test', version: '1' } })

const texts = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<string> => lines.map(encodeLine)

const summaryOf = (lines: ReadonlyArray<VerifyLine>) => lines.at(-1)

describeRedis('lists that workers read by ranges', () => {
  afterEach(async () => {
    await worked.fleet?.end()
    delete worked.fleet
  })

  test('make the plan of one process, to the byte, and leave nothing behind', async () => {
    const at = await start(20)
    for (let n = 0; n < 4; n += 1) at.startWorker()
    const made = await all(planBy(ranges(at), desiredOf(at), at.fleet.vendors, planOptions(at)))
    const alone = await all(plan(desiredOf(at), at.fleet.vendors, planOptions(at)))
    expect(texts(made)).toEqual(texts(alone))
    expect(made.length).toBeGreaterThan(40)
    expect(await at.redis.tell('KEYS', '*')).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/:feed:|:queue/)]),
    )
  })

  test('make the verification of one process, also of apps that are selected', async () => {
    const at = await start(20)
    for (let n = 0; n < 4; n += 1) at.startWorker()
    for (const select of [undefined, { vendor: 'baidu' }, { exclude: [{ id: at.fleet.wechatIds[0] }] }]) {
      const options = { store: at.store, ...(select === undefined ? {} : { select }) }
      const found = await all(verifyBy(ranges(at), desiredOf(at), at.fleet.vendors, options))
      expect(found).toEqual(await all(verify(desiredOf(at), at.fleet.vendors, options)))
      expect(summaryOf(found)).toMatchObject({ differences: true })
    }
  })

  test('are read by others where a worker is stopped in a range', async () => {
    const at = await start(20)
    at.fleet.emulator.wechat.faults.add({ kind: 'latency', latency: 100, probability: 1 })
    const first = at.startWorker({ lockMs: 1_000, stalledMs: 300 })
    const lines: Array<PlanLine> = []
    for await (const line of planBy(ranges(at), desiredOf(at), at.fleet.vendors, planOptions(at))) {
      lines.push(line)
      if (lines.length !== 2) continue
      at.startWorker({ lockMs: 1_000, stalledMs: 300 })
      await first.stop()
    }
    expect(texts(lines)).toEqual(texts(await all(plan(desiredOf(at), at.fleet.vendors, planOptions(at)))))
  })

  test('are told as not read where no worker finishes a range, and never as in sync', async () => {
    const at = await start(4)
    const others = shopFleet([...at.fleet.wechatIds].reverse(), at.fleet.baiduIds)
    at.startWorker({ desired: others })
    const found = await all(verifyBy(ranges(at, { size: 100 }), desiredOf(at), at.fleet.vendors, { store: at.store }))
    expect(summaryOf(found)).toMatchObject({ lists: 16, same: 0, unread: 16, errored: true })
    const made = await all(planBy(ranges(at, { size: 100 }), desiredOf(at), at.fleet.vendors, planOptions(at)))
    expect(made.at(-1)).toMatchObject({ errored: true, applyable: false, counts: { blocked: 16, same: 0 } })
  }, 90_000)

  test('are not read by a worker of another config, which says so, and who waits is told', async () => {
    const at = await start(2)
    const worker = at.startWorker({ identity: { ...identity, config: 'another' } })
    let later = 0
    const clock = { ...systemClock, now: () => systemClock.now() + later }
    const told: Array<Bilingual> = []
    const stop = new AbortController()
    const onNotice = (message: Bilingual): void => {
      told.push(message)
      stop.abort()
    }
    const { signal } = stop
    const dispatch = ranges(at, { clock, signal, onNotice })
    const reading = all(planBy(dispatch, desiredOf(at), at.fleet.vendors, { ...planOptions(at), signal }))
    while (worker.events.length === 0) await systemClock.sleep(20)
    later = 20_000
    const lines = await reading
    expect(told[0]?.en).toContain('another config')
    expect(worker.events).toMatchObject([{ event: 'refused', reason: 'config' }])
    expect(lines.some(({ line }) => line === 'summary')).toBe(false)
  })

  test('are waited for no longer where Redis goes while the reading ends', async () => {
    const at = await start(2)
    const stop = new AbortController()
    const { signal } = stop
    let turns = 0
    const clock = { ...systemClock, sleep: (ms: number, of?: AbortSignal) => ((turns += 1), systemClock.sleep(ms, of)) }
    const dispatch = ranges(at, { clock, signal })
    const reading = all(planBy(dispatch, desiredOf(at), at.fleet.vendors, { ...planOptions(at), signal }))
    while (turns === 0) await systemClock.sleep(20)
    await at.redis.tell('CLIENT', 'PAUSE', '3600000')
    await systemClock.sleep(300)
    stop.abort()
    // It is in the middle of its end by now: its connection is there, and nothing is answered.
    await systemClock.sleep(100)
    await at.redis.kill()
    expect((await reading).some(({ line }) => line === 'summary')).toBe(false)
    await at.redis.start()
  })
})
