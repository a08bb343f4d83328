import { systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, apply, encodeLine } from '@mini-domains/fleet'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programOf } from '../../../test/harness/programs.js'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { savedPlan } from '../../fleet/test/saved-plan.js'
import { all, shopFleet } from '../../fleet/test/shared-state.js'
import { describeRedis, startRedis } from '../../redis/test/redis-server.js'
import { type Machine, times } from './child/machine.js'
import { changesIn, itemsOf } from './worked-fleet.js'

const count = Number(process.env['MINI_DOMAINS_TEST_MACHINES'] ?? 10)
const kills = Number(process.env['MINI_DOMAINS_TEST_MACHINE_KILLS'] ?? 2)
const workers = 4
const rate = 30

const leave: Array<() => Promise<void> | void> = []

interface Program {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly lines: () => ReadonlyArray<string>
  /** Resolves when so many lines hold this text, or it has ended. */
  readonly tells: (text: string, times: number) => Promise<void>
}

const start = (entry: string, machine: Machine): Program => {
  const child = spawn(process.execPath, [programOf(entry), JSON.stringify(machine)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  const lines = (): ReadonlyArray<string> => told.split('\n').slice(0, -1)
  const waiting = new Set<() => void>()
  child.stdout.on('data', (bytes: Buffer) => {
    told += bytes.toString()
    for (const look of waiting) look()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  leave.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    ended,
    lines,
    tells: (text, times) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (lines().filter((line) => line.includes(text)).length < times) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
        void ended.then(() => resolve())
      }),
  }
}

const worker = (machine: Machine): Program => start('packages/bullmq/test/child/worker.ts', machine)
const feeder = (machine: Machine): Program => start('packages/bullmq/test/child/feeder.ts', machine)

const isEvent = (input: unknown): input is ApplyEvent => typeof input === 'object' && input !== null && 'event' in input

const eventsOf = ({ lines }: Program): ReadonlyArray<ApplyEvent> =>
  lines()
    .map((line): unknown => JSON.parse(line))
    .filter(isEvent)

/** A fleet, a plan for it in a file, a Redis, and four workers, each a process. */
const machines = async () => {
  const fleet = await emulatedFleet(count)
  leave.push(() => fleet.close())
  const redis = await startRedis()
  leave.push(() => redis.end())
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-machines-'))
  leave.push(() => rmSync(folder, { recursive: true }))
  const { lines } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
  const plan = join(folder, 'plan.jsonl')
  writeFileSync(plan, lines.map((line) => `${encodeLine(line)}\n`).join(''))
  const { wechatIds, baiduIds, urls } = fleet
  const machine: Machine = { url: redis.url, prefix: 'test', urls, wechatIds, baiduIds, rate, plan }
  const planned = { wechat: fleet.emulator.wechat.requests().length, baidu: fleet.emulator.baidu.requests().length }
  const arrivals = (vendor: 'wechat' | 'baidu'): ReadonlyArray<number> =>
    fleet.emulator[vendor]
      .requests()
      .slice(planned[vendor])
      .map(({ at }) => at)
  const running = Array.from({ length: workers }, () => worker(machine))
  return { fleet, machine, running, arrivals, changes: changesIn(lines).length }
}

const last = (program: Program) => eventsOf(program).at(-1)

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
    const { fleet, machine, running, arrivals, changes } = await machines()
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
    // What the vendor sees are arrivals: one that left in time may come a little late.
    for (const vendor of ['wechat', 'baidu'] as const)
      expect(mostInASecond(arrivals(vendor))).toBeLessThanOrEqual(rate + 2)
    for (const { process: child } of running) child.kill('SIGTERM')
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual(running.map(() => 0))
  })

  test('lose nothing and write nothing twice when they are killed again and again', async () => {
    const { fleet, machine, running, changes } = await machines()
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

  test('write again at most what one had in hand that was stopped for twice its lock', async () => {
    const { fleet, machine, running, changes } = await machines()
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

  test('go on under a second feeder, in whichever wave the first is killed', async () => {
    const { fleet, machine, changes } = await machines()
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
