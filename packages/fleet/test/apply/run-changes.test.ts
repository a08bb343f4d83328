import {
  addressNotAllowed,
  authorizationLost,
  perhapsSpent,
  spentNothing,
  spentOne,
  vendorBusy,
} from '@mini-domains/core/adapter'
import fc from 'fast-check'
import { noteOfEnd } from '../../src/apply/change-end.js'
import { canarySize, waveSorter } from '../../src/apply/run-changes.js'
import { vendorHealth } from '../../src/apply/vendor-health.js'
import { plannedChanges } from '../planned-changes.js'

const where = { vendor: 'wechat', operation: 'app.server.add', subject: 'app a' }
const done = noteOfEnd({ status: 'done', ...spentOne })
const failed = noteOfEnd({ status: 'failed', ...perhapsSpent, error: vendorBusy(where, {}) })
const merchant = noteOfEnd({ status: 'failed', ...spentNothing, error: authorizationLost(where, {}) })
const address = noteOfEnd({ status: 'failed', ...spentNothing, error: addressNotAllowed(where, {}) })

describe('waves', () => {
  test('put the first of each vendor into the canary, and each change into one wave', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('wechat', 'baidu')),
        fc.oneof(fc.record({ count: fc.nat(9) }), fc.record({ percent: fc.nat(100) })),
        (vendors, canary) => {
          const lines = plannedChanges(vendors.map((vendor) => ({ vendor }))).filter((line) => line.line === 'change')
          const totals = new Map(
            ['wechat', 'baidu'].map((vendor) => [vendor, vendors.filter((v) => v === vendor).length]),
          )
          const sort = waveSorter({ canary }, Object.fromEntries(totals))
          const sorted = lines.map((line) => [line.address.vendor, sort(line)] as const)
          for (const [vendor, total] of totals) {
            const own = sorted.filter(([name]) => name === vendor).map(([, wave]) => wave)
            const size = canarySize({ canary }, total)
            expect(own).toEqual(own.map((_, index) => (index < size ? 'canary' : 'rest')))
            expect(size).toBe(
              Math.min(total, 'count' in canary ? canary.count : Math.ceil((total * canary.percent) / 100)),
            )
          }
        },
      ),
    )
  })

  test('halt a vendor once more than its share has failed, and enough have ended', () => {
    const health = vendorHealth({ failureRatio: 0.5, minimum: 4 })
    expect([failed, failed, done].map((end) => health.hear(end, 'rest'))).toEqual([undefined, undefined, undefined])
    expect(health.hear(failed, 'rest')).toBe('failure-ratio')
    expect(health.halted()).toBe(true)
    expect(health.hear(failed, 'rest')).toBeUndefined()
  })

  test('count a canary at its end, however small', () => {
    const health = vendorHealth({ canary: { count: 1 } })
    health.hear(failed, 'canary')
    expect(health.before('rest', false)).toBe('failure-ratio')
  })

  test('do not halt for what merchants must fix', () => {
    const health = vendorHealth({ minimum: 1 })
    for (let n = 0; n < 20; n += 1) expect(health.hear(merchant, 'rest')).toBeUndefined()
    expect(health.before('rest', false)).toBeUndefined()
  })

  test('halt at once for an error that hits all', () => {
    expect(vendorHealth({}).hear(address, 'rest')).toBe('error-class')
    expect(vendorHealth({ errors: ['AuthorizationLost'] }).hear(merchant, 'rest')).toBe('error-class')
  })

  test('touch no app before its pool is ready, and no pool before its apps are done', () => {
    const pool = vendorHealth({})
    pool.hear(failed, 'pool-add')
    expect(pool.before('canary', false)).toBe('pool-not-ready')
    const apps = vendorHealth({})
    apps.recall('stale', 'rest')
    expect(apps.before('pool-remove', true)).toBeUndefined()
    expect(apps.before('pool-remove', false)).toBe('apps-not-done')
  })
})
