import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, type PlanChange, apply, encodeLine, plan } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { sealedAgain } from '../planned-changes.js'
import { savedPlan, stream } from '../saved-plan.js'
import { all, desiredOf, shopFleet } from '../shared-state.js'

const times = (count: number, wave: string): ReadonlyArray<string> => Array.from({ length: count }, () => wave)

const halts = (events: ReadonlyArray<ApplyEvent>) =>
  events.flatMap((event) => (event.event === 'halted' ? [event.reason] : []))

describe('a plan is read', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(6)
  })
  afterEach(() => fleet.close())

  const options = () => ({ clock: restless, store: memoryStore() })

  test('twice, line by line: to verify it before anything is sent, and to carry it out', async () => {
    const { lines, source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const parse = jest.spyOn(JSON, 'parse')
    let opened = 0
    const counted = () => {
      opened += 1
      return source()
    }
    await all(apply(counted, fleet.vendors, { ...options(), waves: { canary: { count: 1 } } }))
    const parsed = parse.mock.calls.filter(([text]) => text.startsWith('{"line":"change"'))
    parse.mockRestore()
    expect(opened).toBe(2)
    expect(parsed).toHaveLength(2 * lines.filter(({ line }) => line === 'change').length)
  })

  test('and refused before anything is sent, where its lines are not what its summary says under a right checksum', async () => {
    const { lines } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const sent = () => fleet.emulator.wechat.requests().length + fleet.emulator.baidu.requests().length
    const before = sent()
    const less = sealedAgain(lines, (summary) => ({ ...summary, counts: { ...summary.counts, changes: 2 } }))
    const more = sealedAgain([...lines.slice(0, -1), ...lines.slice(1, 2), ...lines.slice(-1)])
    for (const texts of [less, more])
      expect(await all(apply(() => stream(texts), fleet.vendors, options()))).toMatchObject([
        { event: 'refused', reason: 'damaged-plan' },
      ])
    expect(sent()).toBe(before)
  })

  test('and does no more than was verified, where another is read the second time', async () => {
    const { lines, source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const first = lines.find((line): line is PlanChange => line.line === 'change')
    if (first === undefined) throw new Error('there is no change')
    const other = [...lines.slice(0, 2), { ...first, cost: 100 }, ...lines.slice(2)].map(encodeLine)
    let opened = 0
    const swapped = () => {
      opened += 1
      return opened === 1 ? source() : stream(other)
    }
    const events = await all(apply(swapped, fleet.vendors, options()))
    expect(halts(events)).toContain('damaged-plan')
    expect(fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')).toBeLessThanOrEqual(1)
    expect(events.at(-1)).toMatchObject({ event: 'finished', complete: false })
  })

  test('and the rest of a vendor begins when all of its canary has ended', async () => {
    const { source } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const events = await all(apply(source, fleet.vendors, { ...options(), waves: { canary: { count: 3 } } }))
    for (const vendor of ['wechat', 'baidu']) {
      const own = events.flatMap((event) => {
        if (event.event === 'wave' && event.vendor === vendor) return [`begin ${event.wave}`]
        return event.event === 'item' && event.address.vendor === vendor ? [event.wave] : []
      })
      expect(own).toEqual(['begin canary', ...times(3, 'canary'), 'begin rest', ...times(9, 'rest')])
    }
  })

  test('and so are the files of apps, whose content the plan names', async () => {
    const desired = desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { shop: { webview: [www.example.com] } }
profile: shop
appFiles: [{ path: apps.csv, vendor: wechat }]
`)
    const planned = async (rows: ReadonlyArray<string>) => {
      let opened = 0
      const openLines = () => {
        opened += 1
        return stream(['id', ...rows])
      }
      const texts: Array<string> = []
      const onText = (text: string) => {
        texts.push(text)
        return Promise.resolve()
      }
      const tool = { name: 'test', version: '0' }
      const lines = await all(plan(desired, fleet.vendors, { clock: restless, tool, openLines, onText }))
      expect(texts).toEqual(lines.map(encodeLine))
      const summary = lines.find((line) => line.line === 'summary')
      return { opened, digest: summary?.configDigest }
    }
    const [one, other] = [await planned(['wx-0001']), await planned(['wx-0002'])]
    expect([one.opened, other.opened]).toEqual([1, 1])
    expect(one.digest).not.toBe(other.digest)
  })
})
