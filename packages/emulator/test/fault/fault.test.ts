import { createFaultScript } from '../../src/fault/fault.js'
import { seededRandom } from '../../src/state/random.js'

const target = { path: '/wxa/modify_domain', action: 'add', appId: 'wx-app-1' }

describe('the script of faults', () => {
  it('strikes only what a fault matches, as often as it says', () => {
    const script = createFaultScript(seededRandom(1))
    script.add({ kind: 'html', times: 2, match: { path: 'modify_domain', action: 'add', appId: 'wx-app-1' } })
    expect(script.strike({ ...target, action: 'get' }).fault).toBeUndefined()
    expect(script.strike({ ...target, appId: 'wx-app-2' }).fault).toBeUndefined()
    expect(script.strike({ ...target, path: '/wxa/modify_domain_directly' }).fault).toBeUndefined()
    expect([1, 2, 3].map(() => script.strike(target).fault?.kind)).toEqual(['html', 'html', undefined])
    expect(script.list()).toEqual([expect.objectContaining({ id: 'fault-1', struck: 2, left: 0 })])
  })

  it('lets so many pass first as it says', () => {
    const script = createFaultScript(seededRandom(1))
    script.add({ kind: 'html', skips: 2, match: { action: 'add' } })
    const kinds = [1, 2, 3, 4].map(() => script.strike(target).fault?.kind)
    expect(kinds).toEqual([undefined, undefined, 'html', undefined])
    expect(script.strike({ ...target, action: 'get' }).fault).toBeUndefined()
  })

  it('adds latency to the fault that comes with it', () => {
    const script = createFaultScript(seededRandom(1))
    script.add({ kind: 'latency', latency: 20 })
    script.add({ kind: 'refuse', latency: 5 })
    expect(script.strike(target)).toEqual({ wait: 25, fault: { kind: 'refuse', latency: 5 } })
  })

  it('draws the same lots from the same seed', () => {
    const lots = (): ReadonlyArray<boolean> => {
      const script = createFaultScript(seededRandom(7))
      script.add({ kind: 'refuse', probability: 0.5 })
      return Array.from({ length: 50 }, () => script.strike(target).fault !== undefined)
    }
    expect(lots()).toEqual(lots())
    expect(new Set(lots())).toEqual(new Set([true, false]))
  })

  it('forgets one fault or all', () => {
    const script = createFaultScript(seededRandom(1))
    const id = script.add({ kind: 'refuse' })
    script.add({ kind: 'html' })
    script.clear(id)
    expect(script.list().map(({ fault }) => fault.kind)).toEqual(['html'])
    script.clear()
    expect(script.list()).toEqual([])
  })
})
