import { plan, verify } from '../../src/index.js'
import { emulatedFleet, restless } from '../emulated-fleet.js'
import { stream } from '../saved-plan.js'
import { all, desiredOf } from '../shared-state.js'

const rows = [
  'id,vendor,profile',
  'wx-0001,wechat,',
  'wx-0002,nobody,',
  'wx-0003,wechat,none',
  'wx-0001,wechat,',
  'wx-0004',
]

const wrong = [
  {
    address: { vendor: 'nobody', app: 'wx-0002' },
    en: 'apps.csv:3:1: no vendor of the name "nobody"; with vendors: { nobody: … } of this file in the config it means one',
  },
  { address: { vendor: 'wechat', app: 'wx-0003' }, en: 'apps.csv:4:1: no profile of the name "none"' },
  { address: { vendor: '', app: 'apps.csv:5' }, en: 'again, which stands at apps.csv:2:1' },
  { address: { vendor: '', app: 'apps.csv:6' }, en: 'expected 3 columns, found 1' },
]

describe('a row that cannot be worked on', () => {
  let fleet: Awaited<ReturnType<typeof emulatedFleet>>
  beforeEach(async () => {
    fleet = await emulatedFleet(4)
  })
  afterEach(() => fleet.close())

  const desired = desiredOf(`version: 1
vendors: { wechat: { adapter: x } }
profiles: { p: { webview: [www.example.com] } }
profile: p
appFiles: [{ path: apps.csv }]
`)
  const openLines = () => stream(rows)

  test('is told with its line by a plan, which plans the rest and asks no vendor of it', async () => {
    const lines = await all(
      plan(desired, fleet.vendors, { clock: restless, tool: { name: 'x', version: '0' }, openLines }),
    )
    const blocked = lines.flatMap((line) => (line.line === 'blocked' ? [line] : []))
    expect(blocked).toMatchObject(wrong.map(({ address }) => ({ address, reason: 'input' })))
    expect(blocked.map(({ detail }, index) => detail.en.endsWith(wrong[index]?.en ?? 'none'))).not.toContain(false)
    expect(lines.at(-1)).toMatchObject({ counts: { changes: 1, errors: 4 }, errored: true, complete: false })
    expect(new Set(fleet.emulator.wechat.requests().map(({ owner }) => owner))).toEqual(
      new Set(['wx-0001', 'wx-platform']),
    )
  })

  test('is told with its line by a verification', async () => {
    const lines = await all(verify(desired, fleet.vendors, { clock: restless, openLines }))
    const findings = lines.flatMap((line) => (line.line === 'finding' ? [line] : []))
    expect(findings.slice(1)).toMatchObject(wrong.map(({ address }) => ({ address, configured: 'unread' })))
    expect(findings.slice(1).map(({ hint }, index) => hint.en.endsWith(wrong[index]?.en ?? 'none'))).not.toContain(
      false,
    )
    expect(lines.at(-1)).toMatchObject({ apps: 1, lists: 1, differing: 1, unread: 0, errored: true })
  })
})
