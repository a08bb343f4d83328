import { type DomainProvider } from '@mini-domains/core'
import { memoryStore } from '@mini-domains/core/adapter'
import { type FleetVendors, apply, verify } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { savedPlan } from '../saved-plan.js'
import { all, shopFleet } from '../shared-state.js'

const secret = new Error('GET https://example.com/?token=hush')

/** A stranger's adapter that throws where it should not, for one app. */
const throwing = (provider: DomainProvider, part: 'app' | 'get' | 'modify' | 'nothing'): DomainProvider => ({
  ...provider,
  app: (appId) => {
    const raise = () => {
      throw secret
    }
    if (part === 'app' && appId === 'wx-0002') raise()
    const domains = provider.app(appId)
    return appId === 'wx-0002' ? { ...domains, webview: { ...domains.webview, [part]: raise } } : domains
  },
})

describe('an adapter that throws', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(3)
  })
  afterEach(() => fleet.close())
  const vendors = (part: 'app' | 'get' | 'modify' | 'nothing'): FleetVendors => {
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

  test('does not end a plan or a verification, where it throws before there is a list to call', async () => {
    const { lines } = await savedPlan(desired(), vendors('app'))
    const blocked = lines.filter((line) => line.line === 'blocked')
    expect(blocked).toMatchObject([
      { address: { app: 'wx-0002', list: 'server' }, reason: 'read-failed', error: { tag: 'UnreadableReply' } },
      { address: { app: 'wx-0002', list: 'webview' }, reason: 'read-failed' },
    ])
    expect(lines.at(-1)).toMatchObject({ counts: { changes: 4 }, errored: true })
    const verified = await all(verify(desired(), vendors('app'), {}))
    expect(verified.at(-1)).toMatchObject({ line: 'summary', unread: 2, errored: true })
    expect(JSON.stringify([...lines, ...verified])).not.toContain('hush')
  })

  test('does not end an apply where it throws before there is a list to call, and spends nothing there', async () => {
    const { source } = await savedPlan(desired(), vendors('nothing'))
    const events = await all(
      apply(source, vendors('app'), { clock: restless, store: memoryStore(), settleMs: 0, retries: 0 }),
    )
    expect(events.at(-1)).toMatchObject({ counts: { done: 4, failed: 2 } })
    const written = fleet.emulator.wechat.requests().filter(({ tookEffect }) => tookEffect)
    expect(written.map(({ owner }) => owner)).not.toContain('wx-0002')
  })

  test('does not end an apply, and is looked after before anything is sent again', async () => {
    const broken = vendors('modify')
    const { source } = await savedPlan(desired(), broken)
    const store = memoryStore()
    const events = await all(apply(source, broken, { clock: restless, store, settleMs: 0, retries: 0 }))
    expect(events.at(-1)).toMatchObject({ counts: { done: 5, failed: 1 } })
    expect(JSON.stringify(events)).not.toContain('hush')
  })
})
