import { emulatedFleet, restless } from '../emulated-fleet.js'
import { all, desiredOf, shopFleet } from '../shared-state.js'
import { plan } from '../../src/plan/plan.js'

const options = { clock: restless, tool: { name: 'test', version: '0' } }

describe('a plan', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeAll(async () => {
    fleet = await emulatedFleet(3)
  })
  afterAll(() => fleet.close())

  test('has a line for each list that differs, between a header and a summary', async () => {
    const lines = await all(plan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors, options))
    expect(lines.map(({ line }) => line)).toEqual(['header', ...Array.from({ length: 12 }, () => 'change'), 'summary'])
    expect(lines[1]).toMatchObject({
      address: { vendor: 'wechat', app: 'wx-0001', list: 'server' },
      action: 'add',
      domains: {
        request: ['https://api.example.com', 'https://pay.example.com'],
        socket: ['wss://push.example.com'],
      },
      adds: 3,
      deletes: 0,
      cost: 1,
      budget: { spent: 0, limit: 50, remaining: 50 },
    })
    expect(lines[1]).toMatchObject({
      reasons: [
        {
          domain: 'https://api.example.com',
          intent: 'present',
          source: 'profile',
          name: 'shop',
          at: 'fleet.yaml:8:17',
        },
        { at: 'fleet.yaml:8:34' },
        { at: 'fleet.yaml:9:16' },
      ],
    })
    expect(lines.at(-1)).toMatchObject({
      counts: { apps: 6, lists: 12, same: 0, changes: 12, blocked: 0, adds: 24, modifications: 12 },
      applyable: true,
      complete: true,
      errored: false,
    })
  })

  test('takes nothing off that is kept, and nothing at all under add-only', async () => {
    const listed = { requestdomain: ['https://api.example.com', 'https://old.example.com', 'https://kept.example.com'] }
    fleet.emulator.wechat.seed({
      apps: Object.fromEntries(fleet.wechatIds.map((id) => [id, { server: { configured: listed } }])),
    })
    const lines = await all(
      plan(
        desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { p: { server: { request: [api.example.com] } }, more: { server: { request: [api.example.com, pay.example.com] } } }
profile: p
keep: [kept.example.com]
apps:
  - { id: wx-0001, vendor: wechat }
  - { id: wx-0002, vendor: wechat, policy: add-only }
  - { id: wx-0003, vendor: wechat, policy: add-only, profile: more }
`),
        fleet.vendors,
        options,
      ),
    )
    expect(lines.slice(1, -1)).toMatchObject([
      { address: { app: 'wx-0001' }, action: 'delete', domains: { request: ['https://old.example.com'] }, deletes: 1 },
      { address: { app: 'wx-0003' }, action: 'add', domains: { request: ['https://pay.example.com'] }, deletes: 0 },
    ])
  })
})
