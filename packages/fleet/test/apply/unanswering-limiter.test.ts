import { createDomainProvider, systemClock } from '@mini-domains/core'
import { type RateLimiter, type Store, memoryData, memoryStore } from '@mini-domains/core/adapter'
import { wechatTokenOf } from '@mini-domains/emulator'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { type FleetVendors, type Run, apply, openRun, reconcile } from '../../src/index.js'
import { plannedWorks } from '../change-works.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'

type Fleet = Awaited<ReturnType<typeof emulatedFleet>>

const fleets: Array<Fleet> = []
afterEach(async () => {
  for (const fleet of fleets.splice(0)) await fleet.close()
})

/** Does not answer from the n-th start on, so many times. */
const silentFrom = (n: number, times: number): RateLimiter => {
  let asked = 0
  return {
    acquire: () => {
      asked += 1
      return asked >= n && asked < n + times ? Promise.reject(new Error('away')) : true
    },
    limited: () => undefined,
  }
}

const pacedBy = ({ urls, wechatIds, vendors }: Fleet, rateLimiter: RateLimiter): FleetVendors => {
  const apps = Object.fromEntries(wechatIds.map((id) => [id, wechatTokenOf(id)]))
  const made = createDomainProvider(
    [wechat],
    { vendor: 'wechat', baseUrl: urls.wechat, tokens: { platform: 'token-wx-platform', apps } },
    { clock: systemClock, rateLimiter },
  )
  if (E.isLeft(made)) throw new Error(made.left.message)
  return {
    ...vendors,
    wechat: { ...vendors['wechat'], provider: made.right, adapter: { name: '@mini-domains/wechat', version: '0.0.0' } },
  }
}

const planned = async () => {
  const fleet = await emulatedFleet(1)
  fleets.push(fleet)
  const desired = shopFleet(fleet.wechatIds, fleet.baiduIds)
  return { fleet, desired, store: memoryStore(systemClock, memoryData()) }
}

const opened = async (store: Store, plan: string): Promise<Run> => {
  const run = await openRun({ store, clock: systemClock, plan, lines: 100, changes: 4 })
  if (E.isLeft(run) || run.right === undefined) throw new Error('the run did not open')
  return run.right
}

describe('a rate limiter that does not answer', () => {
  test.each([
    ['the first read', 1],
    ['the write', 2],
    ['the look for a write of which no reply came', 3],
  ] as const)('at %s is no end of a change: it waits, and is done once', async (_, call) => {
    const { fleet, desired, store } = await planned()
    const work = (await plannedWorks(desired, fleet.vendors)).find(
      ({ line }) => line.address.vendor === 'wechat' && line.address.list === 'webview',
    )
    if (work === undefined) throw new Error('the plan has no such change')
    if (call === 3)
      fleet.emulator.wechat.faults.add({
        kind: 'reset-after',
        match: { path: '/wxa/setwebviewdomain', action: 'add' },
        times: 1,
      })
    const run = await opened(store, work.plan)
    const vendors = pacedBy(fleet, silentFrom(call, call === 3 ? 2 : 1))
    const options = { store, clock: systemClock, settleMs: 200 }
    const first = await reconcile(work, vendors, options)
    const second = await reconcile(work, vendors, options)
    const heard = await run.ends()
    await run.close()
    await vendors['wechat']?.provider.close()
    expect(E.isLeft(first) && first.left).toMatchObject({
      reason: 'unavailable',
      message: 'the rate limiter does not answer',
    })
    expect(E.isRight(second) && second.right.status).toBe('done')
    expect(fleet.usedBy(work.line.address)).toBe(1)
    expect(E.isRight(heard) && heard.right.map(({ end }) => end.status)).toEqual(['done'])
  })

  test('ends an apply by one process with that reason, and the same command goes on', async () => {
    const { fleet, desired, store } = await planned()
    const plan = await savedPlan(desired, fleet.vendors)
    const vendors = pacedBy(fleet, silentFrom(2, 1))
    const first = await all(apply(plan.source, vendors, { clock: systemClock, store, concurrency: 1 }))
    const reasons = first.flatMap((event) => (event.event === 'halted' ? [[event.reason, event.message.en]] : []))
    expect(reasons.map(([reason]) => reason)).toEqual(['store', 'store'])
    expect(reasons[0]?.[1]).toMatch(/^the rate limiter does not answer; nothing more was sent/)
    const second = await all(apply(plan.source, vendors, { clock: systemClock, store }))
    expect(second.at(-1)).toMatchObject({ complete: true, counts: { failed: 0 } })
    await vendors['wechat']?.provider.close()
  })
})
