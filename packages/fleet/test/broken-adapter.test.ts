import { type DomainProvider } from '@mini-domains/core'
import { type FleetVendors, apply } from '../src/index.js'
import { emulatedFleet, restless } from './emulated-fleet.js'
import { memoryJournal } from './memory-journal.js'
import { savedPlan } from './saved-plan.js'
import { all, shopFleet } from './shared-state.js'

const secret = new Error('GET https://example.com/?token=hush')

/** A stranger's adapter that throws where it should not, for one app. */
const throwing = (provider: DomainProvider, part: 'get' | 'modify'): DomainProvider => ({
  ...provider,
  app: (appId) => {
    const domains = provider.app(appId)
    const raise = () => {
      throw secret
    }
    return appId === 'wx-0002' ? { ...domains, webview: { ...domains.webview, [part]: raise } } : domains
  },
})

describe('an adapter that throws', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(3)
  })
  afterEach(() => fleet.close())
  const vendors = (part: 'get' | 'modify'): FleetVendors => {
    const { wechat } = fleet.vendors
    if (wechat === undefined) throw new Error('no vendor')
    return { wechat: { ...wechat, provider: throwing(wechat.provider, part) } }
  }
  const desired = () => shopFleet(fleet.wechatIds, [])

  test('does not end a plan', async () => {
    const { lines } = await savedPlan(desired(), vendors('get'))
    const blocked = lines.filter((line) => line.line === 'blocked')
    expect(blocked).toMatchObject([{ address: { app: 'wx-0002', list: 'webview' }, reason: 'read-failed' }])
    expect(lines.at(-1)).toMatchObject({ counts: { changes: 5 }, errored: true })
    expect(JSON.stringify(lines)).not.toContain('hush')
  })

  test('does not end an apply, and is looked after before anything is sent again', async () => {
    const broken = vendors('modify')
    const { source } = await savedPlan(desired(), broken)
    const journal = memoryJournal()
    const events = await all(apply(source, broken, { clock: restless, journal, settleMs: 0, retries: 0 }))
    expect(events.at(-1)).toMatchObject({ counts: { done: 5, failed: 1 } })
    expect(JSON.stringify(events)).not.toContain('hush')
  })
})
