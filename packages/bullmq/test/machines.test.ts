import { systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { apply, verify, verifyBy } from '@mini-domains/fleet'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { savedPlan } from '../../fleet/test/saved-plan.js'
import { all, shopFleet } from '../../fleet/test/shared-state.js'
import { describeRedis } from '../../redis/test/redis-server.js'
import { workerRanges } from '../src/index.js'
import { type Machine, times } from './child/machine.js'
import { feeder, leave, worker } from './child/program.js'
import { eventsOf, last, machines, rate, startsOf, workers } from './four-machines.js'
import { itemsOf } from './worked-fleet.js'

const count = Number(process.env['MINI_DOMAINS_TEST_MACHINES'] ?? 10)
const kills = Number(process.env['MINI_DOMAINS_TEST_MACHINE_KILLS'] ?? 2)

const rangesAt = ({ url, prefix }: Machine, size: number) =>
  workerRanges({ place: { url, prefix }, identity: { config: 'same', version: '1' }, clock: systemClock, size })

/** The most that came within one second, of moments in their order. */
const mostInASecond = (moments: ReadonlyArray<number>): number => {
  let first = 0
  return moments.reduce((most, at, index) => {
    while (at - (moments[first] ?? at) >= 1_000) first += 1
    return Math.max(most, index - first + 1)
  }, 0)
}

const modifications = (fleet: Awaited<ReturnType<typeof emulatedFleet>>): number =>
  fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')

jest.setTimeout(120_000 + 60_000 * kills + 2_000 * count)

describeRedis('four workers, each a process', () => {
  afterEach(async () => {
    for (const end of leave.splice(0).reverse()) await end()
  })

  test('tell what one process tells, never start more in a second than the rate, and end with 0 on SIGTERM', async () => {
    const { fleet, machine, running, arrivals, changes } = await machines(workers, count)
    const feeding = feeder(machine)
    const [stopped] = running
    // Stopped in the middle of its work: what it had booked is late when it goes on.
    await stopped?.tells('"line"', 1)
    stopped?.process.kill('SIGSTOP')
    await systemClock.sleep(1_500)
    stopped?.process.kill('SIGCONT')
    await feeding.ended
    expect(last(feeding)).toMatchObject({ event: 'finished', complete: true, counts: { failed: 0, unknown: 0 } })
    const alone = await emulatedFleet(count)
    leave.push(() => alone.close())
    const plan = await savedPlan(shopFleet(alone.wechatIds, alone.baiduIds), alone.vendors)
    const store = memoryStore(systemClock)
    const same = await all(
      apply(plan.source, alone.vendors, { clock: systemClock, store, waves: { canary: { percent: 20 } } }),
    )
    expect(itemsOf(eventsOf(feeding))).toEqual(itemsOf(same))
    expect(modifications(fleet)).toBe(changes)
    // When they start, as each process tells it: on a machine that is short of CPU, what left in time may arrive late, and with others.
    for (const vendor of ['wechat', 'baidu'] as const) {
      const starts = startsOf(vendor, [feeding, ...running])
      expect(starts).toHaveLength(arrivals(vendor).length)
      expect(mostInASecond(starts)).toBeLessThanOrEqual(rate + 2)
    }
    for (const { process: child } of running) child.kill('SIGTERM')
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual(running.map(() => 0))
  })

  test('lose nothing and write nothing twice when they are killed again and again', async () => {
    const { fleet, machine, running, changes } = await machines(workers, count)
    const feeding = feeder(machine)
    for (let kill = 0; kill < kills; kill += 1) {
      await feeding.tells('"item"', Math.floor(((kill + 1) * changes) / (kills + 2)))
      running[kill % workers]?.process.kill('SIGKILL')
      running[kill % workers] = worker(machine)
    }
    await feeding.ended
    expect(last(feeding)).toMatchObject({ event: 'finished', complete: true, counts: { failed: 0, unknown: 0 } })
    // A write that was in the air when its worker died is looked at, not repeated.
    expect(modifications(fleet)).toBe(changes)
  })

  test('killed at every step of a line, through the queue, write what is planned, once', async () => {
    const { fleet, machine, changes } = await machines(0, Math.max(count, 10))
    const feeding = feeder(machine)
    for (const dies of ['before-intent', 'after-intent', 'after-send', 'after-reply', 'after-end']) {
      const doomed = worker({ ...machine, dies })
      await doomed.ended
      expect([dies, doomed.process.signalCode]).toEqual([dies, 'SIGKILL'])
    }
    worker(machine)
    await feeding.ended
    expect(last(feeding)).toMatchObject({ event: 'finished', complete: true, counts: { failed: 0, unknown: 0 } })
    expect(modifications(fleet)).toBe(changes)
  })

  test('write again at most what one had in hand that was stopped for twice its lock', async () => {
    const { fleet, machine, running, changes } = await machines(workers, count)
    const feeding = feeder(machine)
    const [stopped] = running
    await stopped?.tells('"line"', 1)
    stopped?.process.kill('SIGSTOP')
    await systemClock.sleep(2 * times.lockMs)
    stopped?.process.kill('SIGCONT')
    await feeding.ended
    expect(last(feeding)).toMatchObject({ event: 'finished', complete: true, counts: { failed: 0, unknown: 0 } })
    for (const { process: child } of running) child.kill('SIGTERM')
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual(running.map(() => 0))
    const again = modifications(fleet) - changes
    expect(again).toBeGreaterThanOrEqual(0)
    // Ten of each vendor.
    expect(again).toBeLessThanOrEqual(20)
  })

  test('killed in a range leave it to another one, and the verification is that of one process', async () => {
    const { fleet, machine } = await machines(0, count)
    const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
    const verifying = all(verifyBy(rangesAt(machine, 5), desired, fleet.vendors, {}))
    const doomed = worker({ ...machine, dies: 'range' })
    await doomed.ended
    expect(doomed.process.signalCode).toBe('SIGKILL')
    worker(machine)
    expect(await verifying).toEqual(await all(verify(desired, fleet.vendors, {})))
  })

  test('that all die of a range give it up, and its apps are told as not read', async () => {
    const { fleet, machine } = await machines(0, count)
    const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
    const verifying = all(verifyBy(rangesAt(machine, 2 * count), desired, fleet.vendors, {}))
    for (let death = 0; death < 3; death += 1) await worker({ ...machine, dies: 'range' }).ended
    const another = worker({ ...machine, dies: 'range' })
    expect((await verifying).at(-1)).toMatchObject({ same: 0, unread: 4 * count, errored: true })
    expect(another.lines().join()).toContain('range-failed')
    expect(another.process.signalCode).toBe(null)
  })

  test('go on under a second feeder, in whichever wave the first is killed', async () => {
    const { fleet, machine, changes } = await machines(workers, count)
    let told = 0
    for (const [wave, after] of [
      ['"canary"', 1],
      ['"rest"', 2],
    ] as const) {
      const feeding = feeder(machine)
      await feeding.tells(`"wave":${wave}`, after)
      feeding.process.kill('SIGKILL')
      await feeding.ended
      told += itemsOf(eventsOf(feeding)).length
    }
    const second = feeder(machine)
    await second.ended
    expect(last(second)).toMatchObject({
      event: 'finished',
      complete: true,
      counts: { failed: 0, unknown: 0, skipped: 0 },
    })
    expect(told + itemsOf(eventsOf(second)).length).toBeLessThanOrEqual(changes + 1)
    expect(modifications(fleet)).toBe(changes)
  })
})
