import { type ApplyEvent, encodeLine } from '@mini-domains/fleet'
import * as t from 'io-ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emulatedFleet } from '../../fleet/test/emulated-fleet.js'
import { savedPlan } from '../../fleet/test/saved-plan.js'
import { shopFleet } from '../../fleet/test/shared-state.js'
import { startRedis } from '../../redis/test/redis-server.js'
import { type Machine } from './child/machine.js'
import { type Program, leave, worker } from './child/program.js'
import { changesIn } from './worked-fleet.js'

/** How many workers there are, each a process. */
export const workers = 4

/** Calls a second at each vendor, where a test does not say another. */
export const rate = 30

const isEvent = (input: unknown): input is ApplyEvent => typeof input === 'object' && input !== null && 'event' in input

/** The events that a feeder has told. */
export const eventsOf = ({ lines }: Program): ReadonlyArray<ApplyEvent> =>
  lines()
    .map((line): unknown => JSON.parse(line))
    .filter(isEvent)

const Start = t.type({ start: t.string, at: t.number })

/** When processes started their calls at a vendor, as they tell it themselves, in their order. */
export const startsOf = (vendor: string, programs: ReadonlyArray<Program>): ReadonlyArray<number> =>
  programs
    .flatMap(({ lines }) => lines().map((line): unknown => JSON.parse(line)))
    .flatMap((told) => (Start.is(told) && told.start === vendor ? [told.at] : []))
    .sort((one, other) => one - other)

/** The last of them. */
export const last = (program: Program) => eventsOf(program).at(-1)

/** A fleet of so many apps at each vendor, a plan for it in a file, a Redis, and workers. */
export const machines = async (started: number, apps: number, perSecond = rate) => {
  const fleet = await emulatedFleet(apps)
  leave.push(() => fleet.close())
  const redis = await startRedis()
  leave.push(() => redis.end())
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-machines-'))
  leave.push(() => rmSync(folder, { recursive: true }))
  const { lines } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
  const plan = join(folder, 'plan.jsonl')
  writeFileSync(plan, lines.map((line) => `${encodeLine(line)}\n`).join(''))
  const { wechatIds, baiduIds, urls } = fleet
  const machine: Machine = { url: redis.url, prefix: 'test', urls, wechatIds, baiduIds, rate: perSecond, plan }
  const planned = { wechat: fleet.emulator.wechat.requests().length, baidu: fleet.emulator.baidu.requests().length }
  const arrivals = (vendor: 'wechat' | 'baidu'): ReadonlyArray<number> =>
    fleet.emulator[vendor]
      .requests()
      .slice(planned[vendor])
      .map(({ at }) => at)
  const running = Array.from({ length: started }, () => worker(machine))
  return { fleet, machine, running, arrivals, changes: changesIn(lines).length }
}
