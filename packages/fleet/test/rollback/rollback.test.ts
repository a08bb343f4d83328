import { type Store, memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import {
  type ApplyEvent,
  type HistoryRecord,
  type PlanBlocked,
  type PlanChange,
  type PlanLine,
  apply,
  encodeLine,
  rollback,
  runHistory,
  verifyPlan,
} from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan, stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const tool = { name: 'test', version: '0' }
const allow = ['app-deletes', 'fleet-deletes', 'pool-deletes'] as const

const fleetOf = (request: string, pool: string, frozen = '') =>
  desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { p: { server: { request: [${request}] } } }
profile: p
pools: { wechat: { server: { any: [${pool}] } } }
apps:
${['wx-0001', 'wx-0002', 'wx-0003'].map((id) => `  - { id: ${id}, vendor: wechat, name: n-${id}, frozen: ${id === frozen} }`).join('\n')}
`)

const changesOf = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<PlanChange> =>
  lines.filter((line) => line.line === 'change')
const blockedOf = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<PlanBlocked> =>
  lines.filter((line) => line.line === 'blocked')

const newestRun = async (store: Store): Promise<HistoryRecord> => {
  const found = await runHistory(store, { limit: 1 })
  if (E.isLeft(found)) throw new Error(found.left.message)
  const run = found.right[0]?.run
  if (run === undefined || E.isLeft(run)) throw new Error('no run')
  return run.right
}

describe('a rollback', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  let store: Store
  beforeEach(async () => {
    fleet = await emulatedFleet(3)
    store = memoryStore(restless)
    const request = { requestdomain: ['https://api.example.net', 'https://old.example.com'] }
    fleet.emulator.wechat.seed({
      apps: Object.fromEntries(fleet.wechatIds.map((id) => [id, { server: { configured: request } }])),
    })
  })
  afterEach(() => fleet.close())

  const vendors = () => {
    const { wechat } = fleet.vendors
    if (wechat === undefined) throw new Error('no vendor')
    return { wechat }
  }
  const listNow = (id: string) => [
    ...(fleet.emulator.wechat.state().apps[id]?.server.configured['requestdomain'] ?? []),
  ]
  const poolNow = () => [...fleet.emulator.wechat.state().platform.server.published].sort()
  const applied = (source: () => AsyncGenerator<string>): Promise<ReadonlyArray<ApplyEvent>> =>
    all(apply(source, vendors(), { clock: restless, store, allow }))
  const back = async (desired: ReturnType<typeof fleetOf>, options = {}) => {
    const { plan, run } = await newestRun(store)
    return all(rollback(desired, vendors(), { clock: restless, tool, store, plan, run, ...options }))
  }
  const carriedOut = (lines: ReadonlyArray<PlanLine>) => applied(() => stream(lines.map(encodeLine)))

  const moveTo = async (request: string, pool: string) => {
    const { source } = await savedPlan(fleetOf(request, pool), vendors(), { store })
    expect((await applied(source)).at(-1)).toMatchObject({ complete: true })
  }

  test('leads back to what each list had before, the pool first where it gains and last where it loses', async () => {
    const before = { pool: poolNow(), list: listNow('wx-0001') }
    await moveTo('api.example.org', 'example.com, example.org')
    expect(poolNow()).toEqual(['example.com', 'example.org'])
    const lines = await back(fleetOf('api.example.org', 'example.com, example.org'))
    expect(changesOf(lines).map(({ stage, address }) => [stage, address.app])).toEqual([
      ['pool-add', undefined],
      ['app', 'wx-0001'],
      ['app', 'wx-0002'],
      ['app', 'wx-0003'],
      ['pool-remove', undefined],
    ])
    expect(changesOf(lines).at(-1)?.blast).toMatchObject({
      hosts: [{ host: 'example.org', usedBy: 3, stillUsedBy: 0 }],
    })
    expect((await verifyPlan(stream(lines.map(encodeLine))))._tag).toBe('Right')
    expect((await carriedOut(lines)).at(-1)).toMatchObject({ complete: true, counts: { done: 5 } })
    expect({ pool: poolNow(), list: listNow('wx-0001') }).toEqual(before)
  })

  test('names the run as the reason of each domain, and the app as the config names it', async () => {
    await moveTo('api.example.net', 'example.com, example.net')
    const { run } = await newestRun(store)
    const [line] = changesOf(await back(fleetOf('api.example.net', 'example.com, example.net')))
    expect(line).toMatchObject({ name: 'n-wx-0001', action: 'add', adds: 1, deletes: 0, cost: 1, budget: { spent: 1 } })
    expect(line?.reasons).toEqual([
      { kind: 'request', domain: 'https://old.example.com', intent: 'present', source: 'run', name: run },
    ])
  })

  test('leaves a list alone that somebody changed since, and one that is back already', async () => {
    const before = listNow('wx-0002')
    await moveTo('api.example.org', 'example.com, example.net, example.org')
    fleet.emulator.wechat.seed({
      apps: {
        'wx-0001': { server: { configured: { requestdomain: ['https://mine.example.com'] } } },
        'wx-0002': { server: { configured: { requestdomain: before } } },
      },
    })
    const lines = await back(fleetOf('api.example.org', 'example.com, example.net, example.org'))
    expect(blockedOf(lines)).toMatchObject([{ reason: 'moved', address: { app: 'wx-0001' } }])
    expect(changesOf(lines).map(({ address }) => address.app)).toEqual(['wx-0003', undefined])
    expect(lines.at(-1)).toMatchObject({ line: 'summary', complete: false, errored: false })
  })

  test('tells that hosts would leave the pool which apps use that the run did not touch', async () => {
    const desired = fleetOf('api.example.net, old.example.com', 'example.com, example.net, example.org')
    await applied((await savedPlan(desired, vendors(), { store })).source)
    fleet.emulator.wechat.seed({
      apps: { 'wx-0003': { server: { configured: { requestdomain: ['https://a.example.org'] } } } },
    })
    const lines = await back(desired)
    expect(changesOf(lines)).toMatchObject([
      {
        stage: 'pool-remove',
        blast: { hosts: [{ host: 'example.org', usedBy: 1, stillUsedBy: 1, sample: ['wx-0003'] }] },
      },
    ])
    expect((await carriedOut(lines)).at(-1)).toMatchObject({ event: 'refused', reason: 'pool-in-use' })
  })

  test('does not touch an app that is frozen by now, nor what was not selected', async () => {
    await moveTo('api.example.net', 'example.com, example.net')
    const frozen = await back(fleetOf('api.example.net', 'example.com, example.net', 'wx-0002'))
    expect(blockedOf(frozen)).toMatchObject([{ reason: 'frozen', address: { app: 'wx-0002' } }])
    const one = await back(fleetOf('api.example.net', 'example.com, example.net'), { select: { id: 'wx-0003' } })
    expect(changesOf(one).map(({ address }) => address.app)).toEqual(['wx-0003'])
  })

  test('takes back of a change that was done in part what was done of it', async () => {
    const before = listNow('wx-0001')
    const pool = ['example.com', 'example.net']
    const poolOf = (published: ReadonlyArray<string>) =>
      fleet.emulator.wechat.seed({ platform: { server: { published: [...published], testing: [...published] } } })
    poolOf([...pool, 'stranger.org'])
    const { source } = await savedPlan(
      fleetOf(
        'api.example.net, old.example.com, new.example.com, a.stranger.org',
        [...pool, 'stranger.org'].join(', '),
      ),
      vendors(),
      { store },
    )
    poolOf(pool)
    const events = await applied(source)
    expect(events.at(-1)).toMatchObject({ event: 'finished', counts: { partial: 3 } })
    expect(listNow('wx-0001')).toContain('https://new.example.com')
    const lines = await back(fleetOf('api.example.net', 'example.com, example.net'))
    expect(changesOf(lines)).toHaveLength(3)
    await carriedOut(lines)
    expect(listNow('wx-0001').sort()).toEqual(before.sort())
  })

  test('tells of a list that a write may have changed whose end nobody saw, and that is neither as before nor as planned', async () => {
    await moveTo('api.example.org', 'example.com, example.net, example.org')
    const { plan } = await newestRun(store)
    const entries = await store.entries(`change/${plan}/`, '', 10)()
    for (const { key, value, version } of E.isRight(entries) ? entries.right : [])
      await store.put(key, value.replace('"status":"done"', '"status":"stale"'), version)()
    fleet.emulator.wechat.seed({
      apps: { 'wx-0001': { server: { configured: { requestdomain: ['https://mine.example.com'] } } } },
    })
    const lines = await back(fleetOf('api.example.org', 'example.com, example.net, example.org'))
    expect(blockedOf(lines)).toMatchObject([{ reason: 'moved', address: { app: 'wx-0001' } }])
  })

  test('says where a change of the journal cannot be told, and never takes the rest for all', async () => {
    await moveTo('api.example.net', 'example.com, example.net')
    const { plan } = await newestRun(store)
    const entries = await store.entries(`change/${plan}/`, '', 1)()
    const first = E.isRight(entries) ? entries.right[0] : undefined
    await store.put(first?.key ?? '', 'half a rec', first?.version ?? 0)()
    const lines = await back(fleetOf('api.example.net', 'example.com, example.net'))
    expect(blockedOf(lines)).toMatchObject([{ reason: 'input', address: { vendor: '' } }])
    expect(blockedOf(lines)[0]?.detail.zh).toMatch(/:0:1：存储中的记录 .* 无法读取/)
    expect(changesOf(lines)).toHaveLength(2)
    expect(lines.at(-1)).toMatchObject({ errored: true, complete: false })
  })
})
