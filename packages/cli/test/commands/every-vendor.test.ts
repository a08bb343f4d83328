import { type Emulator, emulatedVendors, openings } from '@mini-domains/emulator'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadAdapter } from '../../src/config/adapter-package.js'
import { bundledAdapters, bundledVendors } from '../../src/config/bundled-adapters.js'
import { emulatedConfig } from '../../src/commands/emulate/config.js'
import { desk, vendors } from '../harness/command-line.js'

const loaded = async (name: string) => {
  const adapter = await loadAdapter(name, __dirname, { loadPackage: (name) => import(name) })
  if (adapter._tag === 'Left') throw new Error(adapter.left.message.en)
  return adapter.right
}

/** The config of a fleet with every vendor that comes with the command. */
const fleetOf = async (emulator: Emulator): Promise<string> => {
  const opened = new Map(Object.entries(openings(emulator)))
  const fleet = bundledAdapters.map(async ({ vendor, name }) => {
    const opening = opened.get(vendor)
    if (opening === undefined) throw new Error(`${vendor} is not emulated`)
    const { platformToken: platform, appTokens: apps, ...rest } = opening
    const poolKind = (await loaded(name)).init?.poolKind
    return {
      ...rest,
      name: vendor,
      adapter: name,
      tokens: { platform, apps },
      ...(poolKind === undefined ? {} : { poolKind }),
    }
  })
  return emulatedConfig(await Promise.all(fleet))
}

describe('the vendors that come with the command', () => {
  test('are those that are emulated, each called as its adapter says', async () => {
    expect([...bundledVendors].sort()).toEqual(Object.keys(emulatedVendors).sort())
    for (const { vendor, name } of bundledAdapters) expect((await loaded(name)).vendor).toBe(vendor)
  })

  test('are planned, applied in spite of faults, and verified by one config', async () => {
    const emulator = await vendors()
    const at = desk()
    at.write('mini-domains.yaml', await fleetOf(emulator))
    const all = [emulator.wechat, emulator.baidu, emulator.douyin, emulator.huawei]
    await at.type('plan', '--out', 'plan.jsonl')
    // At each vendor a connection breaks before what was to be done, another after it, and a reply comes back cut.
    for (const { faults } of all) {
      faults.add({ kind: 'reset-before', skips: 1 })
      faults.add({ kind: 'reset-after', skips: 3 })
      faults.add({ kind: 'cut-body', skips: 5 })
    }
    await at.type('apply', 'plan.jsonl', '--yes')
    for (const vendor of all) expect(vendor.requests().filter(({ fault }) => fault !== undefined)).toHaveLength(3)
    await at.type('plan', '--out', 'rest.jsonl')
    await at.type('apply', 'rest.jsonl', '--yes')
    const again = await at.type('plan')
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('0 to change')])
    for (const vendor of bundledVendors) expect(again.out).toContain(vendor)
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type('verify')).out).toContain('12 apps: 12 in sync')
  })

  test.each(bundledVendors)('begin a config of %s that is right', async (vendor) => {
    const at = desk()
    const made = await at.type('init', '--vendor', vendor, '--app', 'app-1', '--request', 'api.example.com')
    expect([made.code, made.err]).toEqual([0, ''])
    expect(readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')).toContain(`vendor: ${vendor}`)
    expect(await at.type('validate')).toMatchObject({ code: 0 })
  })

  test('are all well for the doctor, with a pool that a call reaches or without one', async () => {
    const at = desk()
    at.write('mini-domains.yaml', await fleetOf(await vendors()))
    const looked = await at.type('doctor')
    expect([looked.code, looked.out]).toEqual([0, expect.stringContaining('the list of an app can be read')])
    const probed = await at.type('doctor', '--probe')
    expect(probed.code).toBe(0)
    for (const vendor of bundledVendors) expect(probed.out).toContain(`## ${vendor}, adapter`)
  })
})
