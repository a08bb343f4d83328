import { systemClock } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, type PlanLine, apply } from '../src/index.js'
import { emulatedFleet, restless } from './emulated-fleet.js'
import { keptChanges } from './kept-changes.js'
import { savedPlan } from './saved-plan.js'
import { all, shopFleet } from './shared-state.js'

const finishedOf = (events: ReadonlyArray<ApplyEvent>) => events.find((event) => event.event === 'finished')

const summaryOf = (lines: ReadonlyArray<PlanLine>) => lines.find((line) => line.line === 'summary')

const right = {
  requestdomain: ['https://api.example.com', 'https://pay.example.com'],
  wsrequestdomain: ['wss://push.example.com'],
}

const fleetOf = (count: number) => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  const sorted = (items: ReadonlyArray<string> | undefined) => [...(items ?? [])].sort()
  // Every tenth: right already. Every tenth, from 1: with a foreign domain to go and all ours missing. From 2: only to go.
  const stateOf = (index: number) => {
    if (index % 10 === 0) return { server: { configured: right }, webview: { configured: ['https://www.example.com'] } }
    if (index % 10 === 1) return { server: { configured: { requestdomain: ['https://old.example.com'] } } }
    if (index % 10 === 2)
      return {
        webview: { configured: ['https://www.example.com', 'https://old.example.com'] },
        server: { configured: right },
      }
    return {}
  }

  beforeEach(async () => {
    fleet = await emulatedFleet(count)
    fleet.emulator.wechat.seed({ apps: Object.fromEntries(fleet.wechatIds.map((id, index) => [id, stateOf(index)])) })
  }, 30_000)
  afterEach(() => fleet.close())

  const expectRight = () => {
    const wechat = fleet.emulator.wechat.state().apps
    const baidu = fleet.emulator.baidu.state().apps
    for (const id of fleet.wechatIds) {
      expect(sorted(wechat[id]?.server.configured.requestdomain)).toEqual(right.requestdomain)
      expect(wechat[id]?.server.configured.wsrequestdomain).toEqual(right.wsrequestdomain)
      expect(wechat[id]?.webview.configured).toEqual(['https://www.example.com'])
    }
    for (const id of fleet.baiduIds) {
      expect(sorted(baidu[id]?.server.configured.request_domain)).toEqual(right.requestdomain)
      expect(baidu[id]?.webview.configured).toEqual(['https://www.example.com'])
    }
  }

  // WeChat: a tenth is right; a tenth needs one delete in one list; the others need one write in each list.
  const fewest = { wechat: (count / 10) * (1 + 8 * 2), baidu: count * 2 }

  return {
    fewest,
    expectRight,
    emulated: () => fleet,
    desired: () => shopFleet(fleet.wechatIds, fleet.baiduIds),
  }
}

describe('a fleet of 300 apps at two vendors', () => {
  const count = 150
  const { desired, emulated, expectRight, fewest } = fleetOf(count)

  test('is brought to what is desired with the fewest modifications, and then there is nothing to plan', async () => {
    const { lines, source } = await savedPlan(desired(), emulated().vendors)
    expect(summaryOf(lines)).toMatchObject({ counts: { modifications: fewest.wechat + fewest.baidu, blocked: 0 } })
    const store = memoryStore()
    const events = await all(apply(source, emulated().vendors, { clock: restless, store, allow: ['fleet-deletes'] }))
    expect(finishedOf(events)).toMatchObject({ complete: true, counts: { done: fewest.wechat + fewest.baidu } })
    expectRight()
    expect([emulated().modificationsOf('wechat'), emulated().modificationsOf('baidu')]).toEqual([
      fewest.wechat,
      fewest.baidu,
    ])
    const again = await savedPlan(desired(), emulated().vendors, { store })
    expect(again.lines).toHaveLength(2)
    expect(summaryOf(again.lines)).toMatchObject({ applyable: false, complete: true, counts: { same: count * 4 } })
  }, 60_000)
})

describe('a fleet of 60 apps at two vendors', () => {
  const { desired, emulated, expectRight, fewest } = fleetOf(30)

  test('survives faults of every sort; failures stay with their apps', async () => {
    const { wechat, baidu } = emulated().emulator
    const { source } = await savedPlan(desired(), emulated().vendors)
    const path = '/wxa/modify_domain'
    wechat.faults.add({ kind: 'reset-after', match: { path, action: 'add' }, times: 5 })
    wechat.faults.add({ kind: 'reset-before', match: { path, action: 'add' }, times: 5 })
    wechat.faults.add({
      kind: 'reply',
      body: { errcode: -1, errmsg: 'system error' },
      effect: 'after',
      times: 5,
      match: { path: '/wxa/setwebviewdomain', action: 'add' },
    })
    baidu.faults.add({ kind: 'cut-body', match: { path: 'app/modifydomain', action: 'add' }, times: 5 })
    wechat.seed({ apps: { 'wx-0005': { authorized: false } } })
    const options = { clock: restless, store: memoryStore(), settleMs: 0 }
    const events = await all(apply(source, emulated().vendors, options))
    expect(finishedOf(events)).toMatchObject({
      complete: false,
      halted: [],
      counts: { failed: 2, unknown: 0, skipped: 0 },
    })
    const lost = events.find((event) => event.event === 'item' && event.status === 'failed')
    expect(lost).toMatchObject({
      address: { vendor: 'wechat', app: 'wx-0005', list: 'server' },
      error: { tag: 'AuthorizationLost', actor: 'merchant' },
    })
    wechat.seed({ apps: { 'wx-0005': { authorized: true } } })
    const second = await all(apply(source, emulated().vendors, options))
    expect(finishedOf(second)).toMatchObject({ complete: true, counts: { done: 2 } })
    expectRight()
    expect([emulated().modificationsOf('wechat'), emulated().modificationsOf('baidu')]).toEqual([
      fewest.wechat,
      fewest.baidu,
    ])
  }, 60_000)

  test('leaves alone what has moved since the plan, and goes on', async () => {
    const { source } = await savedPlan(desired(), emulated().vendors)
    emulated().emulator.wechat.seed({ apps: { 'wx-0004': { webview: { configured: ['https://new.example.com'] } } } })
    const events = await all(apply(source, emulated().vendors, { clock: restless, store: memoryStore() }))
    expect(finishedOf(events)).toMatchObject({ counts: { stale: 1, failed: 0 } })
    expect(emulated().emulator.wechat.state().apps['wx-0004']?.webview.configured).toEqual(['https://new.example.com'])
  }, 60_000)

  test('blocks what the budget does not allow, by what was counted or by the word of the vendor', async () => {
    const store = memoryStore()
    emulated().emulator.wechat.seed({ apps: { 'wx-0004': { modificationsUsed: { server: 50 } } } })
    const { source } = await savedPlan(desired(), emulated().vendors, { store })
    const events = await all(apply(source, emulated().vendors, { clock: restless, store }))
    expect(finishedOf(events)).toMatchObject({ counts: { failed: 1 } })
    const { lines } = await savedPlan(desired(), emulated().vendors, { store })
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatchObject({
      line: 'blocked',
      reason: 'budget',
      address: { app: 'wx-0004' },
      budget: { remaining: 0 },
    })
  }, 60_000)

  test('stops when it is told to: what is in flight is finished, and the next run does the rest', async () => {
    const { source } = await savedPlan(desired(), emulated().vendors)
    const store = memoryStore()
    const stop = new AbortController()
    const events: Array<ApplyEvent> = []
    for await (const event of apply(source, emulated().vendors, { clock: restless, store, signal: stop.signal })) {
      events.push(event)
      if (events.length === 40) stop.abort()
    }
    const first = finishedOf(events)
    expect(first).toMatchObject({ cancelled: true, complete: false, counts: { failed: 0, unknown: 0 } })
    expect(await keptChanges(store)).not.toContain('begun')
    const rest = await all(apply(source, emulated().vendors, { clock: restless, store }))
    expect(finishedOf(rest)).toMatchObject({ complete: true, cancelled: false })
    expect(emulated().modificationsOf('wechat')).toBe(fewest.wechat)
  }, 60_000)

  test('waits for a write that lands late, and does not send it again', async () => {
    const { source } = await savedPlan(desired(), emulated().vendors)
    emulated().emulator.wechat.faults.add({
      kind: 'stall-headers',
      effect: 'before',
      match: { path: '/wxa/modify_domain', action: 'add', appId: 'wx-0004' },
    })
    // The provider gives up after two seconds; the write lands when it does.
    const options = { clock: systemClock, store: memoryStore(), settleMs: 500 }
    const events = await all(apply(source, emulated().vendors, options))
    expect(finishedOf(events)).toMatchObject({ complete: true })
    expect(emulated().modificationsOf('wechat')).toBe(fewest.wechat)
  }, 60_000)

  test('does nothing of a plan that was put in the place of the one that was reviewed', async () => {
    const [first, second] = [
      await savedPlan(desired(), emulated().vendors),
      await savedPlan(desired(), emulated().vendors),
    ]
    let opened = 0
    const swapped = () => (opened++ === 0 ? first : second).source()
    const events = await all(apply(swapped, emulated().vendors, { clock: restless, store: memoryStore() }))
    expect(finishedOf(events)).toMatchObject({
      complete: false,
      counts: { done: 0, skipped: fewest.wechat + fewest.baidu },
    })
    expect(emulated().modificationsOf('wechat')).toBe(0)
  }, 60_000)
})
