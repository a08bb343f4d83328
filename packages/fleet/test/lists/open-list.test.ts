import { systemClock } from '@mini-domains/core'
import { plan } from '../../src/plan/plan.js'
import { verify } from '../../src/verify/verify.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { all, shopFleet } from '../shared-state.js'

const tooMany = { errcode: 45011, errmsg: 'api minute-quota reach limit' }

describe('a list that a vendor finds was read too often', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(2)
  })
  afterEach(() => fleet.close())

  const slept: Array<number> = []
  const clock = {
    ...systemClock,
    random: () => 0,
    sleep: (ms: number) => {
      slept.push(ms)
      return Promise.resolve()
    },
  }
  beforeEach(() => slept.splice(0))
  const options = { clock, tool: { name: 'test', version: '0' } }

  test('is read again when the minute is over, in a plan and in a verification', async () => {
    const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: tooMany, times: 2 })
    expect((await all(plan(desired, fleet.vendors, options))).at(-1)).toMatchObject({ complete: true, errored: false })
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: tooMany, times: 1 })
    expect((await all(verify(desired, fleet.vendors, { clock }))).at(-1)).toMatchObject({ errored: false })
    expect(slept).toEqual([60_000, 60_000, 60_000])
  })

  test('is told as such after five times', async () => {
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: tooMany, probability: 1, match: { appId: 'wx-0001' } })
    const lines = await all(plan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors, options))
    const blocked = lines.filter((line) => line.line === 'blocked')
    expect(blocked.map(({ address, reason, error }) => [address.app, reason, error?.tag])).toEqual([
      ['wx-0001', 'read-failed', 'RateLimited'],
      ['wx-0001', 'read-failed', 'RateLimited'],
    ])
    expect(slept).toHaveLength(8)
  })

  test('is not waited for once the run was stopped', async () => {
    fleet.emulator.wechat.faults.add({ kind: 'reply', body: tooMany, probability: 1 })
    const stop = new AbortController()
    const stopping = { ...clock, sleep: () => Promise.resolve(stop.abort()) }
    const lines = await all(
      plan(shopFleet(fleet.wechatIds, []), fleet.vendors, { ...options, clock: stopping, signal: stop.signal }),
    )
    expect(lines.at(-1)?.line).not.toBe('summary')
  })
})
