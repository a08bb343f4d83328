import { memoryStore } from '@mini-domains/core/adapter'
import { type PlanChange, type PlanLine, apply, verify } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const fleetOf = (request: string, pool: string, frozen = false) =>
  desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { p: { server: { request: [${request}] } } }
profile: p
pools: { wechat: { server: { any: [${pool}] } } }
apps:
${['wx-0001', 'wx-0002', 'wx-0003'].map((id) => `  - { id: ${id}, vendor: wechat, frozen: ${frozen && id === 'wx-0003'} }`).join('\n')}
`)

const changesOf = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<PlanChange> =>
  lines.filter((line) => line.line === 'change')

describe('a pool', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(3)
    const request = { requestdomain: ['https://api.example.net'] }
    fleet.emulator.wechat.seed({
      apps: Object.fromEntries(fleet.wechatIds.map((id) => [id, { server: { configured: request } }])),
    })
  })
  afterEach(() => fleet.close())
  const vendors = () => ({ wechat: fleet.vendors['wechat'] ?? raise() })
  const raise = (): never => {
    throw new Error('no vendor')
  }
  const poolNow = () => fleet.emulator.wechat.state().platform.server.published
  const allow = ['app-deletes', 'fleet-deletes', 'pool-deletes'] as const

  test('gains hosts before the apps and loses them after, with the blast radius told', async () => {
    const { lines, source } = await savedPlan(fleetOf('api.example.org', 'example.com, example.org'), vendors())
    const changes = changesOf(lines)
    expect(changes.map(({ stage, action }) => [stage, action])).toEqual([
      ['pool-add', 'add'],
      ['app', 'set'],
      ['app', 'set'],
      ['app', 'set'],
      ['pool-remove', 'delete'],
    ])
    expect(changes.at(-1)?.blast).toEqual({
      unread: 0,
      hosts: [{ host: 'example.net', usedBy: 3, sample: fleet.wechatIds, stillUsedBy: 0, stillSample: [] }],
    })
    const events = await all(apply(source, vendors(), { clock: restless, store: memoryStore(), allow }))
    expect(events.at(-1)).toMatchObject({ complete: true, counts: { done: 5 } })
    expect([...poolNow()].sort()).toEqual(['example.com', 'example.org'])
    expect((await savedPlan(fleetOf('api.example.org', 'example.com, example.org'), vendors())).lines).toHaveLength(2)
  })

  test('is read once for each of its changes, in both versions', async () => {
    const { source } = await savedPlan(fleetOf('api.example.net', 'example.com, example.net, example.org'), vendors())
    const before = fleet.emulator.wechat.requests().length
    const events = await all(apply(source, vendors(), { clock: restless, store: memoryStore(), allow }))
    expect(events.at(-1)).toMatchObject({ complete: true, counts: { done: 1 } })
    const sent = fleet.emulator.wechat.requests().slice(before)
    expect(sent.map(({ body }) => /"action":"(\w+)"/.exec(body)?.[1])).toEqual(['get', 'add'])
  })

  test('keeps what an app still uses, unless that is allowed by name', async () => {
    const { lines, source } = await savedPlan(fleetOf('api.example.com', 'example.com', true), vendors())
    expect(changesOf(lines).at(-1)?.blast?.hosts[0]).toMatchObject({ stillUsedBy: 1, stillSample: ['wx-0003'] })
    const options = { clock: restless, store: memoryStore() }
    expect(await all(apply(source, vendors(), { ...options, allow }))).toMatchObject([
      { event: 'refused', reason: 'pool-in-use' },
    ])
    const events = await all(apply(source, vendors(), { ...options, allow: [...allow, 'pool-in-use'] }))
    expect(events.at(-1)).toMatchObject({ complete: true })
    expect(poolNow()).toEqual(['example.com'])
  })

  test('loses nothing where an app was not changed after all', async () => {
    const { source } = await savedPlan(fleetOf('api.example.com', 'example.com'), vendors())
    fleet.emulator.wechat.seed({ apps: { 'wx-0002': { authorized: false } } })
    const events = await all(apply(source, vendors(), { clock: restless, store: memoryStore(), allow }))
    expect(events).toContainEqual(expect.objectContaining({ event: 'halted', reason: 'apps-not-done' }))
    expect([...poolNow()].sort()).toEqual(['example.com', 'example.net'])
  })

  test('counts apps that cannot be read as if they used all', async () => {
    fleet.emulator.wechat.seed({ apps: { 'wx-0002': { authorized: false } } })
    const { lines } = await savedPlan(fleetOf('api.example.com', 'example.com'), vendors())
    expect(changesOf(lines).at(-1)?.blast).toMatchObject({ unread: 1 })
    expect(lines).toContainEqual(expect.objectContaining({ line: 'blocked', reason: 'authorisation-lost' }))
  })

  test('is left alone where only some apps are selected', async () => {
    const { lines } = await savedPlan(fleetOf('api.example.com', 'example.com'), vendors(), { select: { id: '*1' } })
    expect(changesOf(lines).map(({ address }) => address.app)).toEqual(['wx-0001'])
  })

  test('is verified with the apps: what lacks, what is too much', async () => {
    const lines = await all(verify(fleetOf('api.example.com', 'example.com, example.org'), vendors(), {}))
    expect(lines[0]).toMatchObject({
      address: { vendor: 'wechat', list: 'server' },
      configured: 'differs',
      inConfigured: { missing: { any: ['example.org'] }, extra: { any: ['example.net'] } },
    })
    expect(lines.at(-1)).toMatchObject({ lists: 4, differing: 4, effectiveUnknown: 0 })
  })
})
