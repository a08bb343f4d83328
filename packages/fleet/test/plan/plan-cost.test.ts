import { memoryStore } from '@mini-domains/core/adapter'
import { type EmulatorOptions } from '@mini-domains/emulator'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { apply, spendingOf, takenOf } from '../../src/index.js'
import { type Configs, emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const count = 40
const hosts = ['a.example.com', 'b.example.com', 'c.example.com'] as const
const desired = (ids: ReadonlyArray<{ readonly id: string; readonly vendor: string }>) =>
  desiredOf(`version: 1
vendors:
  wechat: { adapter: '@mini-domains/wechat' }
  baidu: { adapter: '@mini-domains/baidu' }
profiles:
  shop:
    server: { request: [a.example.com, b.example.com], socket: [], upload: [a.example.com], download: [] }
    webview: [a.example.com]
profile: shop
apps:
${ids.map(({ id, vendor }) => `  - { id: ${id}, vendor: ${vendor} }`).join('\n')}
`)

const wanted = { request: ['a', 'b'], socket: [], upload: ['a'], download: [], webview: ['a'] } as const

/** Lists as others left them: any of a few hosts in each kind. */
const starts = fc.sample(
  fc.record({
    request: fc.subarray([...hosts]),
    socket: fc.subarray([...hosts]),
    upload: fc.subarray([...hosts]),
    download: fc.subarray([...hosts]),
    webview: fc.subarray([...hosts]),
  }),
  { numRuns: count, seed: 7 },
)

type Start = (typeof starts)[number]

const urls = (scheme: string, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map((name) => `${scheme}://${name}`)

/** The fewest modifications that a list can take: two only where a kind has to be deleted while another gains something. */
const fewest = (start: Start, kinds: ReadonlyArray<keyof Start>, deletesToEmpty: boolean): number => {
  const wants = (kind: keyof Start): ReadonlyArray<string> => wanted[kind].map((label) => `${label}.example.com`)
  const gains = kinds.some((kind) => wants(kind).some((host) => !start[kind].some((each) => each === host)))
  const loses = kinds.some((kind) => start[kind].some((host) => !wants(kind).includes(host)))
  const empties = kinds.some((kind) => wants(kind).length === 0 && start[kind].length > 0)
  if (!gains && !loses) return 0
  return deletesToEmpty && gains && empties ? 2 : 1
}

const server = ['request', 'socket', 'upload', 'download'] as const

describe.each<[string, EmulatorOptions, Configs, { readonly wechat: boolean; readonly baidu: boolean }]>([
  ['as the vendors are known', {}, {}, { wechat: false, baidu: true }],
  [
    'where WeChat ignores an empty list, and Baidu takes one',
    { profile: { wechat: { emptySet: 'ignored' }, baidu: { emptySet: 'clears' } } },
    { wechat: { emptySet: 'delete' }, baidu: { emptySet: 'send' } },
    { wechat: true, baidu: false },
  ],
])('a plan %s', (_, options, configs, deletesToEmpty) => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeAll(async () => {
    fleet = await emulatedFleet(count, options, configs)
    const at = (ids: ReadonlyArray<string>, n: number): string => ids[n] ?? ''
    for (const [n, start] of starts.entries()) {
      const { request, socket, upload, download, webview } = start
      fleet.emulator.wechat.seed({
        apps: {
          [at(fleet.wechatIds, n)]: {
            server: {
              configured: {
                requestdomain: urls('https', request),
                wsrequestdomain: urls('wss', socket),
                uploaddomain: urls('https', upload),
                downloaddomain: urls('https', download),
              },
            },
            webview: { configured: urls('https', webview) },
          },
        },
      })
      fleet.emulator.baidu.seed({
        apps: {
          [at(fleet.baiduIds, n)]: {
            server: {
              configured: {
                request_domain: urls('https', request),
                socket_domain: urls('wss', socket),
                upload_domain: urls('https', upload),
                download_domain: urls('https', download),
              },
            },
            webview: { configured: urls('https', webview) },
          },
        },
      })
    }
  })
  afterAll(() => fleet.close())

  test('tells of each list the fewest modifications it can take, and that is what the vendor counts', async () => {
    const apps = (vendor: 'wechat' | 'baidu', ids: ReadonlyArray<string>) => ids.map((id) => ({ id, vendor }))
    const state = desired([...apps('wechat', fleet.wechatIds), ...apps('baidu', fleet.baiduIds)])
    const store = memoryStore()
    const { lines, source } = await savedPlan(state, fleet.vendors, { store })
    const changes = lines.flatMap((line) => (line.line === 'change' ? [line] : []))
    const told = (vendor: 'wechat' | 'baidu', ids: ReadonlyArray<string>, n: number, list: 'server' | 'webview') =>
      changes.find(({ address }) => address.vendor === vendor && address.app === ids[n] && address.list === list)
        ?.cost ?? 0
    for (const [n, start] of starts.entries())
      for (const [vendor, ids] of [['wechat', fleet.wechatIds] as const, ['baidu', fleet.baiduIds] as const]) {
        expect(told(vendor, ids, n, 'server')).toBe(fewest(start, server, deletesToEmpty[vendor]))
        expect(told(vendor, ids, n, 'webview')).toBe(fewest(start, ['webview'], deletesToEmpty[vendor]))
      }
    expect(new Set(changes.map(({ cost }) => cost))).toEqual(new Set([1, 2]))

    const options = {
      clock: restless,
      store,
      allow: ['app-deletes', 'fleet-deletes'] as const,
    }
    const events = await all(apply(source, fleet.vendors, options))
    expect(events.at(-1)).toMatchObject({ complete: true })
    for (const line of changes) {
      expect([line.address, fleet.usedBy(line.address)]).toEqual([line.address, line.cost])
      const spending = await spendingOf(store, line.address, line.budget.month)
      expect(E.isRight(spending) && spending.right).toEqual({ spent: line.cost, unknown: 0, held: 0, exhausted: false })
      expect(E.isRight(spending) && takenOf(spending.right)).toBe(line.cost)
    }
    const spent = fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')
    expect(lines.at(-1)).toMatchObject({ counts: { modifications: spent } })
    expect((await savedPlan(state, fleet.vendors)).lines).toHaveLength(2)
  }, 60_000)
})

describe('a plan within what is left', () => {
  test('blocks a change that costs more than remains, and lets one through that does not', async () => {
    const limits = { app: { server: { monthlyModifications: 1 } } }
    const fleet = await emulatedFleet(2, {}, { baidu: { limits } })
    try {
      const [two = '', one = ''] = fleet.baiduIds
      const seeded = (request: ReadonlyArray<string>) => ({
        server: { configured: { request_domain: urls('https', request), socket_domain: ['wss://a.example.com'] } },
      })
      fleet.emulator.baidu.seed({
        apps: { [two]: seeded([]), [one]: { server: { configured: { request_domain: [] } } } },
      })
      const { lines } = await savedPlan(
        desired([
          { id: two, vendor: 'baidu' },
          { id: one, vendor: 'baidu' },
        ]),
        fleet.vendors,
      )
      const at = (app: string) => lines.find((line) => 'address' in line && line.address.app === app)
      expect(at(two)).toMatchObject({ line: 'blocked', reason: 'budget', budget: { limit: 1, remaining: 1 } })
      expect(at(one)).toMatchObject({ line: 'change', action: 'add', cost: 1 })
    } finally {
      await fleet.close()
    }
  })
})
