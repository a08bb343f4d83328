import { systemClock } from '@mini-domains/core'
import { type RangeDispatch, planBy, verifyBy } from '../../src/index.js'
import { emulatedFleet } from '../emulated-fleet.js'
import { all, desiredOf } from '../shared-state.js'

const nobody: RangeDispatch = {
  open: () => ({ concurrency: 1, read: () => Promise.resolve(undefined), close: () => Promise.resolve() }),
}

const opened: Array<Awaited<ReturnType<typeof emulatedFleet>>> = []

/** One app with a name, of which only server domains are asked for. */
const start = async () => {
  const fleet = await emulatedFleet(1)
  opened.push(fleet)
  const [app = ''] = fleet.wechatIds
  const desired = desiredOf(`version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat' } }
profiles: { shop: { server: { request: [api.example.com] } } }
profile: shop
apps: [{ id: ${app}, vendor: wechat, name: Tea }]
`)
  const blocked = { address: { vendor: 'wechat', app, list: 'server' }, name: 'Tea' }
  return { fleet, desired, blocked }
}

afterEach(async () => {
  for (const fleet of opened.splice(0)) await fleet.close()
})

describe('of an app that no worker read', () => {
  test('a plan blocks only the lists that are asked for, by the name of the app', async () => {
    const { fleet, desired, blocked } = await start()
    const tool = { name: 'test', version: '1' }
    const lines = await all(planBy(nobody, desired, fleet.vendors, { clock: systemClock, tool }))
    expect(lines.slice(1, -1)).toEqual([
      expect.objectContaining({ ...blocked, line: 'blocked', reason: 'read-failed' }),
    ])
  })

  test('a verification tells only of the lists that are asked for, by the name of the app', async () => {
    const { fleet, desired, blocked } = await start()
    const lines = await all(verifyBy(nobody, desired, fleet.vendors, {}))
    expect(lines.slice(0, -1)).toEqual([expect.objectContaining({ ...blocked, state: 'unreadable' })])
    expect(lines.at(-1)).toMatchObject({ lists: 1, unread: 1 })
  })
})
