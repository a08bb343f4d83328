import { memoryStore } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type MigrationEvidence, apply, encodeLine, planMigration, verify, verifyMigration } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const migration = { from: 'api.example.com', to: 'api.example.net' }

describe('a migration', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(4)
  })
  afterEach(() => fleet.close())

  const options = { clock: restless, tool: { name: 'test', version: '0' } }
  const desired = () =>
    desiredOf(`version: 1
vendors: { wechat: { adapter: x }, baidu: { adapter: y } }
profiles: { p: { server: { request: [api.example.com, pay.example.com] } } }
profile: p
apps: [${[...fleet.wechatIds.map((id) => `{ id: ${id}, vendor: wechat }`), ...fleet.baiduIds.map((id) => `{ id: ${id}, vendor: baidu }`)].join(', ')}]
`)

  const applied = async (step: 'add' | 'remove', evidence?: MigrationEvidence) => {
    const planned = await planMigration(step, migration, desired(), fleet.vendors, options, evidence)()
    if (E.isLeft(planned)) return planned.left.reason
    const texts = (await all(planned.right)).map(encodeLine)
    const events = await all(
      apply(() => stream(texts), fleet.vendors, {
        clock: restless,
        store: memoryStore(),
        allow: ['fleet-deletes'],
      }),
    )
    return events.at(-1)
  }

  const verdict = async (confirmed: ReadonlyArray<string>) => {
    const lines = await all(verifyMigration(migration, desired(), fleet.vendors, { clock: restless, confirmed }))
    const last = lines.at(-1)
    if (last?.line !== 'verdict') throw new Error('no verdict')
    return last.evidence
  }

  const requestsOf = (id: string) => fleet.emulator.wechat.state().apps[id]?.server.configured.requestdomain

  test('adds everywhere, waits for the release, and only then removes', async () => {
    expect(await applied('remove')).toBe('not-verified')
    expect(await applied('add')).toMatchObject({ complete: true })
    expect([...(requestsOf('wx-0001') ?? [])].sort()).toEqual([
      'https://api.example.com',
      'https://api.example.net',
      'https://pay.example.com',
    ])
    expect(await verdict(['baidu'])).toMatchObject({ left: { reason: 'not-live' } })
    for (const id of fleet.wechatIds) fleet.emulator.wechat.release(id)
    expect(await verdict([])).toMatchObject({ left: { reason: 'not-confirmed', unconfirmed: ['baidu'] } })
    const evidence = await verdict(['baidu'])
    if (E.isLeft(evidence)) throw new Error(evidence.left.reason)
    expect(evidence.right).toMatchObject({ apps: 8, confirmed: ['baidu'] })
    expect(await applied('remove', { ...evidence.right, migration: 'another' })).toBe('other-migration')
    expect(await applied('remove', evidence.right)).toMatchObject({ complete: true })
    expect([...(requestsOf('wx-0001') ?? [])].sort()).toEqual(['https://api.example.net', 'https://pay.example.com'])
    expect(fleet.modificationsOf('wechat')).toBe(8)
  }, 30_000)

  test('has no evidence where nothing was looked at', async () => {
    const none = desiredOf('version: 1\nvendors: { wechat: { adapter: x } }\n')
    const lines = await all(verifyMigration(migration, none, fleet.vendors, { clock: restless, confirmed: [] }))
    expect(lines.at(-1)).toMatchObject({ line: 'verdict', evidence: { left: { reason: 'not-live' } } })
  })

  test('reaches the rows of files of apps, and its evidence is of just those', async () => {
    const state = desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { p: { server: { request: [pay.example.com] } } }
profile: p
appFiles: [{ path: apps.csv, vendor: wechat }]
`)
    const { wechat } = fleet.vendors
    if (wechat === undefined) throw new Error('no vendor')
    const rows = ['id,request', 'wx-0001,https://api.example.com', 'wx-0002,']
    const openLines = () => stream(rows)
    const given = { ...options, openLines }
    const reached = async (step: 'add' | 'remove', evidence?: MigrationEvidence) => {
      const planned = await planMigration(step, migration, state, { wechat }, given, evidence)()
      if (E.isLeft(planned)) return planned.left.reason
      const texts = (await all(planned.right)).map(encodeLine)
      await all(apply(() => stream(texts), { wechat }, { clock: restless, store: memoryStore() }))
      return [...(requestsOf('wx-0001') ?? [])].sort()
    }
    expect(await reached('add')).toEqual([
      'https://api.example.com',
      'https://api.example.net',
      'https://pay.example.com',
    ])
    for (const id of ['wx-0001', 'wx-0002']) fleet.emulator.wechat.release(id)
    const lines = await all(
      verifyMigration(migration, state, { wechat }, { clock: restless, confirmed: [], openLines }),
    )
    const last = lines.at(-1)
    if (last?.line !== 'verdict' || E.isLeft(last.evidence)) throw new Error('no evidence')
    rows.push('wx-0003,https://api.example.com')
    expect(await reached('remove', last.evidence.right)).toBe('other-migration')
    rows.pop()
    expect(await reached('remove', last.evidence.right)).toEqual(['https://api.example.net', 'https://pay.example.com'])
  })

  test('of apps that were picked adds to the pools of their vendors first, and takes nothing from those', async () => {
    const state = desiredOf(`version: 1
vendors: { wechat: { adapter: x }, baidu: { adapter: y } }
profiles: { p: { server: { request: [api.example.com] } } }
profile: p
pools: { wechat: { server: { any: [api.example.com] } }, baidu: { server: { request: [api.example.com] } } }
apps: [{ id: wx-0001, vendor: wechat, labels: { tier: gold } }, { id: wx-0002, vendor: wechat }, { id: bd-0001, vendor: baidu }]
`)
    for (const select of [{ id: 'wx-0001' }, { labels: { tier: 'gold' } }]) {
      const elsewhere = { from: 'api.example.com', to: 'api.other.org' }
      const planned = await planMigration('add', elsewhere, state, fleet.vendors, { ...options, select })()
      if (E.isLeft(planned)) throw new Error(planned.left.reason)
      const told = (await all(planned.right)).flatMap((line) => {
        if (line.line !== 'change' && line.line !== 'blocked') return []
        const { address } = line
        return [[line.line, address.vendor, address.app ?? 'pool', line.line === 'change' ? line.action : line.reason]]
      })
      expect(told).toEqual([
        ['change', 'wechat', 'pool', 'add'],
        ['change', 'wechat', 'wx-0001', 'add'],
      ])
    }
  })

  test('takes the old host off where nothing else is ever taken off, and leaves what is kept', async () => {
    const state = desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
policy: add-only
profiles: { p: { server: { request: [api.example.com] } } }
profile: p
keep: ['*.merchant.example']
pools: { wechat: { server: { any: [api.example.com, merchant.example] } } }
apps: [{ id: wx-0001, vendor: wechat }]
`)
    const { wechat } = fleet.vendors
    if (wechat === undefined) throw new Error('no vendor')
    const theirs = ['https://shop.merchant.example', 'https://other.example.com']
    const hosts = ['api.example.com', 'api.example.net', 'merchant.example', 'other.example.com']
    fleet.emulator.wechat.seed({
      platform: { server: { testing: hosts, published: hosts } },
      apps: { 'wx-0001': { server: { configured: { requestdomain: ['https://api.example.com', ...theirs] } } } },
    })
    const moved = async (step: 'add' | 'remove', evidence?: MigrationEvidence) => {
      const planned = await planMigration(step, migration, state, { wechat }, options, evidence)()
      if (E.isLeft(planned)) throw new Error(planned.left.reason)
      const texts = (await all(planned.right)).map(encodeLine)
      const allow = ['pool-deletes', 'pool-in-use'] as const
      await all(apply(() => stream(texts), { wechat }, { clock: restless, store: memoryStore(), allow }))
    }
    await moved('add')
    fleet.emulator.wechat.release('wx-0001')
    const lines = await all(verifyMigration(migration, state, { wechat }, { clock: restless, confirmed: [] }))
    const last = lines.at(-1)
    if (last?.line !== 'verdict' || E.isLeft(last.evidence)) throw new Error('no evidence')
    await moved('remove', last.evidence.right)
    expect([...(requestsOf('wx-0001') ?? [])].sort()).toEqual(['https://api.example.net', ...theirs].sort())
    expect(fleet.emulator.wechat.state().platform.server.published).toEqual(
      hosts.filter((host) => host !== 'api.example.com'),
    )
  })

  test('leaves behind an app without budget this month, which does not hold up the others', async () => {
    const state = desired()
    const store = memoryStore()
    const at = { clock: restless, store }
    fleet.emulator.wechat.seed({ apps: { 'wx-0002': { modificationsUsed: { server: 50 } } } })
    const planned = await planMigration('add', migration, state, fleet.vendors, { ...options, store })()
    if (E.isLeft(planned)) throw new Error(planned.left.reason)
    const texts = (await all(planned.right)).map(encodeLine)
    await all(apply(() => stream(texts), fleet.vendors, at))
    for (const id of fleet.wechatIds) fleet.emulator.wechat.release(id)
    const lines = await all(verifyMigration(migration, state, fleet.vendors, { ...at, confirmed: ['baidu'] }))
    expect(lines.at(-1)).toMatchObject({
      line: 'verdict',
      evidence: { right: { leftBehind: [{ vendor: 'wechat', app: 'wx-0002' }] } },
    })
  })

  test('is verified like any state: what lacks, what is too much, what is not live', async () => {
    fleet.emulator.wechat.seed({
      apps: {
        'wx-0001': {
          server: { configured: { requestdomain: ['https://api.example.com', 'https://pay.example.com'] } },
        },
      },
    })
    const lines = await all(verify(desired(), fleet.vendors, { select: { id: 'wx-000?', vendor: 'wechat' } }))
    expect(lines[0]).toMatchObject({
      address: { app: 'wx-0001' },
      configured: 'same',
      effective: 'differs',
      hint: { en: 'Configured but not live: release the app.' },
    })
    expect(lines[1]).toMatchObject({
      address: { app: 'wx-0002' },
      configured: 'differs',
      inConfigured: { missing: { request: ['https://api.example.com', 'https://pay.example.com'] } },
    })
    expect(lines.at(-1)).toMatchObject({ apps: 4, differing: 4, differences: true, errored: false })
    fleet.emulator.wechat.release('wx-0001')
    const after = await all(verify(desired(), fleet.vendors, { select: { id: 'wx-0001' } }))
    expect(after).toMatchObject([{ line: 'summary', same: 1, differences: false }])
  })
})
