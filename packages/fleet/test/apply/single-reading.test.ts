import { memoryStore } from '@mini-domains/core/adapter'
import { type ApplyEvent, type PlanLine, type PlanSummary, apply, encodeLine, plan } from '../../src/index.js'
import { planChecksum } from '../../src/plan/plan-text.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan, stream } from '../saved-plan.js'
import { all, desiredOf, shopFleet } from '../shared-state.js'

/** The plan with another summary, and a checksum that is right for it. */
const sealedAgain = (lines: ReadonlyArray<PlanLine>, change: (summary: PlanSummary) => PlanSummary) => {
  const checksum = planChecksum()
  const texts = lines.flatMap((line) => {
    if (line.line !== 'summary') {
      checksum.add(encodeLine(line))
      return [encodeLine(line)]
    }
    const summary = { ...change(line), digest: '' }
    return [encodeLine({ ...summary, digest: checksum.digest(encodeLine(summary)) })]
  })
  return () => stream(texts)
}

const times = (count: number, wave: string): ReadonlyArray<string> => Array.from({ length: count }, () => wave)

const halts = (events: ReadonlyArray<ApplyEvent>) =>
  events.flatMap((event) => (event.event === 'halted' ? [event.reason] : []))

describe('a plan is read once', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(6)
  })
  afterEach(() => fleet.close())

  const options = () => ({ clock: restless, store: memoryStore() })

  test('to verify it, and parsed once more, line by line, to carry it out', async () => {
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
    expect(parsed).toHaveLength(lines.filter(({ line }) => line === 'change').length)
  })

  test('and does no more than its summary says, where somebody edited it and made its checksum again', async () => {
    const { lines } = await savedPlan(shopFleet(fleet.wechatIds, fleet.baiduIds), fleet.vendors)
    const source = sealedAgain(lines, (summary) => ({ ...summary, counts: { ...summary.counts, changes: 2 } }))
    const events = await all(apply(source, fleet.vendors, options()))
    expect(halts(events)).toContain('damaged-plan')
    expect(fleet.modificationsOf('wechat') + fleet.modificationsOf('baidu')).toBeLessThanOrEqual(2)
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
