import { type PlanBlocked, type PlanLine, verify } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const fleetOf = (request: string, webview: string, pools = '') =>
  desiredOf(`version: 1
vendors: { wechat: { adapter: x }, baidu: { adapter: y } }
profiles: { p: { server: { request: [${request}] }, webview: [${webview}] } }
profile: p
${pools}
apps: [{ id: wx-0001, vendor: wechat, name: 果香阁 }, { id: bd-0001, vendor: baidu }]
`)

const blockedIn = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<PlanBlocked> =>
  lines.filter((line) => line.line === 'blocked')

const changedIn = (lines: ReadonlyArray<PlanLine>): ReadonlyArray<string> =>
  lines.flatMap((line) => (line.line === 'change' ? [`${line.address.vendor} ${line.address.app ?? 'pool'}`] : []))

describe('a host that no pool covers', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(1)
  })
  afterEach(() => fleet.close())

  test('blocks the change of each app at both vendors, with what to do first, and another host does not', async () => {
    const { lines } = await savedPlan(fleetOf('api.example.com, api.other.org', 'www.example.com'), fleet.vendors)
    expect(blockedIn(lines)).toMatchObject([
      { address: { vendor: 'wechat', list: 'server' }, name: '果香阁', reason: 'not-in-pool' },
      { address: { vendor: 'baidu', list: 'server' }, reason: 'not-in-pool' },
    ])
    expect(blockedIn(lines)[0]?.detail).toEqual({
      en: 'Neither they nor their parents are in the platform pool: api.other.org. Add to the pool first.',
      zh: '以下域名及其上级域名均不在平台域名池中：api.other.org。请先加入域名池。',
    })
    expect(changedIn(lines)).toEqual(['wechat wx-0001', 'baidu bd-0001'])
    expect(fleet.modificationsOf('wechat')).toBe(0)
  })

  test('is none once the same plan adds it, or a parent of it, to the pool first', async () => {
    const pools = `pools:
  wechat: { server: { any: [example.com, example.net, other.org] } }
  baidu: { server: { request: [example.com, example.net, api.other.org] } }`
    const { lines } = await savedPlan(fleetOf('api.other.org', 'www.example.com', pools), fleet.vendors)
    expect(blockedIn(lines)).toEqual([])
    expect(changedIn(lines).slice(0, 3)).toEqual(['wechat pool', 'baidu pool', 'wechat wx-0001'])
  })

  test('does not count where the pool cannot be read, since only the vendor knows then', async () => {
    for (const path of ['/cgi-bin/component/modify_wxa_server_domain', 'tp/modifydomain'])
      for (const emulator of [fleet.emulator.wechat, fleet.emulator.baidu])
        emulator.faults.add({ kind: 'reset-before', match: { path }, times: 50 })
    const { lines } = await savedPlan(fleetOf('api.other.org', 'www.example.com'), fleet.vendors)
    expect(blockedIn(lines)).toEqual([])
  })

  test('is told by a verification as what blocks the list, and somebody here must act on it', async () => {
    const lines = await all(verify(fleetOf('api.other.org', 'www.example.com'), fleet.vendors, { clock: restless }))
    expect(lines.filter((line) => line.line === 'finding' && line.address.list === 'server')).toMatchObject([
      { state: 'blocked', blockedBy: 'not-in-pool', actor: 'platform', name: '果香阁' },
      { state: 'blocked', blockedBy: 'not-in-pool', actor: 'platform' },
    ])
    const pools = 'pools: { wechat: { server: { any: [other.org] } }, baidu: { server: { socket: [other.org] } } }'
    const coming = await all(
      verify(fleetOf('api.other.org', 'www.example.com', pools), fleet.vendors, { clock: restless }),
    )
    const ofApps = coming.filter((line) => line.line === 'finding' && line.address.app !== undefined)
    expect(ofApps).toMatchObject([{ state: 'drift' }, { state: 'drift' }, { state: 'drift' }, { state: 'drift' }])
  })
})

test('no pool is asked about where an app needs none', async () => {
  const fleet = await emulatedFleet(1, {}, { wechat: { appDomains: 'direct' } })
  const { wechat } = fleet.vendors
  const { lines } = await savedPlan(fleetOf('api.other.org', 'www.example.com'), {
    ...(wechat === undefined ? {} : { wechat }),
  })
  expect(blockedIn(lines).map(({ reason }) => reason)).toEqual(['input'])
  await fleet.close()
})
