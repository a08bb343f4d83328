import { existsSync, lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { configOf, eventsOf, fleetDesk } from '../harness/command-line.js'

describe('plan and apply', () => {
  test('show what would change with its cost, save it, and write it as Markdown and as a page', async () => {
    const { emulator, at } = await fleetDesk()
    const planned = await at.type('plan', '--out', 'plan.jsonl', '--markdown', 'plan.md', '--html', 'plan.html')
    expect(planned.err).not.toContain('error')
    expect(planned.out).toContain('+ request https://api.example.com')
    expect(planned.out).toContain('costs 1 of the month')
    expect(readFileSync(join(at.folder, 'plan.md'), 'utf8')).toContain('https://api.example.com')
    expect(readFileSync(join(at.folder, 'plan.html'), 'utf8')).toContain('<html')
    expect(emulator.wechat.requests().some(({ tookEffect }) => tookEffect)).toBe(false)
    expect(readdirSync(at.folder).filter((name) => name.endsWith('.partial'))).toEqual([])
    const dry = await at.type('apply', 'plan.jsonl', '--dry-run')
    expect(dry.code).toBe(2)
    expect(emulator.wechat.requests().some(({ tookEffect }) => tookEffect)).toBe(false)
  })

  test('write a plan into what is no plain file, and never put a file in its place', async () => {
    const { at } = await fleetDesk()
    symlinkSync('elsewhere.jsonl', join(at.folder, 'link.jsonl'))
    await at.type('plan', '--out', 'link.jsonl', '--markdown', 'plan.md')
    expect(lstatSync(join(at.folder, 'link.jsonl')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(at.folder, 'plan.md'), 'utf8')).toContain('https://api.example.com')
    expect((await at.type('apply', 'elsewhere.jsonl', '--dry-run')).code).toBe(2)
  })

  test('tell every line and step as an event of format 1', async () => {
    const { at } = await fleetDesk()
    const planned = eventsOf((await at.type('plan', '--out', 'plan.jsonl', '--json')).out)
    expect(planned.filter(({ event }) => event === 'plan')).toHaveLength(14)
    const applied = eventsOf((await at.type('apply', 'plan.jsonl', '--json')).out)
    expect(applied.filter((event) => event.event === 'apply' && event.value['event'] === 'item')).toHaveLength(12)
    expect(applied.at(-1)).toMatchObject({ event: 'ended', code: 0 })
    const verified = eventsOf((await at.type('verify', '--json')).out)
    expect(verified.filter(({ event }) => event === 'verify').length).toBeGreaterThan(0)
  })

  test('take only the apps that were picked', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl', '--vendor', 'wechat', '--app', '*-2')
    await at.type('apply', 'plan.jsonl')
    const { apps } = emulator.wechat.state()
    expect(apps['wx-app-2']?.server.configured['requestdomain']).toHaveLength(2)
    expect(apps['wx-app-1']?.server.configured['requestdomain']).toHaveLength(0)
  })

  test('tell rows that are no apps, and apps that come twice, by file and line, and plan the rest', async () => {
    const { emulator, at } = await fleetDesk()
    at.write('mini-domains.yaml', `${configOf(emulator)}appFiles: [{ path: apps.csv, vendor: wechat }]\n`)
    at.write('apps.csv', 'id,frozen\nwx-app-4,\nwx-app-2,\nwx-app-4,\nwx-app-5,perhaps\n')
    const planned = await at.type('plan', '--out', 'plan.jsonl')
    expect(planned.code).toBe(3)
    expect(planned.out).toMatch(
      /input {2}apps\.csv:3:1: id: .*"wx-app-2" of wechat again, which stands at mini-domains\.yaml:\d+:/,
    )
    expect(planned.out).toContain('"wx-app-4" of wechat again, which stands at apps.csv:2:1')
    expect(planned.out).toContain('apps.csv:5:1: frozen: expected true or false')
    const verified = await at.type('verify')
    expect(verified.code).toBe(3)
    expect(verified.out).toContain('\napps.csv:5:1: frozen: expected true or false')
    expect(await at.type('apply', 'plan.jsonl')).toMatchObject({ code: 0 })
    expect(emulator.wechat.state().apps['wx-app-2']?.server.configured['requestdomain']).toHaveLength(2)
  })

  test('remember what was spent, over processes', async () => {
    const { at } = await fleetDesk()
    await at.type('plan', '--out', 'one.jsonl', '--app', 'wx-app-1')
    await at.type('apply', 'one.jsonl')
    await at.type('delete', 'wx-app-1', '--request', 'pay.example.com', '--yes')
    expect((await at.type('plan', '--app', 'wx-app-1')).out).toContain('49 left')
  })

  test('show progress with the time that is left at a terminal, and colours, but for NO_COLOR', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.faults.add({ kind: 'latency', latency: 120, times: 100 })
    const shown = await at.answer([], 'plan', '--concurrency', '1')
    expect(shown.err).toMatch(/apps looked at \d \/ 6 \(\d+%\) · about \d+ s/)
    expect(shown.out).toContain('\u001b[32m+')
    expect((await at.answer([], 'plan', '--quiet')).err).toBe('')
    expect((await at.type('plan')).out).not.toContain('\u001b[')
  })
})

describe('migrate', () => {
  test('adds, verifies after the release, and only then removes', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    const early = await at.type(...steps, 'remove', '--out', 'remove.jsonl')
    expect(early.code).toBe(4)
    expect(early.err).toContain('Verify first')
    expect(existsSync(join(at.folder, 'remove.jsonl'))).toBe(false)
    expect((await at.type(...steps, 'add', '--out', 'add.jsonl', '--detailed-exitcode')).code).toBe(2)
    expect((await at.type('apply', 'add.jsonl', '--yes')).code).toBe(0)
    expect((await at.type(...steps, 'verify')).code).toBe(2)
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type(...steps, 'verify')).err).toContain('released: baidu.')
    expect((await at.type(...steps, 'verify', '--lang', 'zh')).err).toContain('为 verify 步骤加上：--confirm baidu')
    expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
    const removing = await at.type(...steps, 'remove', '--out', 'remove.jsonl')
    expect(removing.code).toBe(0)
    expect(removing.out).toMatch(
      /mini-domains\.yaml:\d+:\d+ {2}profiles\.shop\.server\.request\.1 {2}pay\.example\.com/,
    )
    expect((await at.type('apply', 'remove.jsonl', '--yes')).code).toBe(0)
    const { requestdomain } = emulator.wechat.state().apps['wx-app-1']?.server.configured ?? {}
    expect(requestdomain).toEqual(['https://api.example.com', 'https://till.example.com'])
  })

  test('tells by file and line what still names the old host, also when no list has it any more, until it is edited', async () => {
    const { emulator, at } = await fleetDesk()
    const config = `${configOf(emulator).replace(/^ *- \{ id: .*\n/gm, '')}  []
appFiles: [{ path: apps.csv, vendor: wechat }]
`
    at.write('mini-domains.yaml', config)
    at.write('apps.csv', 'id,webview\nwx-app-1,\nwx-app-2,old.example.com\nwx-app-3,https://old.example.com\n')
    const steps = ['migrate', 'old.example.com', 'new.example.com']
    await at.type(...steps, 'add', '--out', 'add.jsonl')
    expect((await at.type('apply', 'add.jsonl', '--yes')).code).toBe(0)
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
    const removing = await at.type(...steps, 'remove', '--out', 'remove.jsonl')
    expect(removing.out).toContain('Write new.example.com there once this plan is applied')
    expect(removing.out).toContain(
      '  apps.csv:3:1  extra.webview.0  old.example.com\n  apps.csv:4:1  extra.webview.0  https://',
    )
    expect((await at.type('apply', 'remove.jsonl', '--yes')).code).toBe(0)
    expect(emulator.wechat.state().apps['wx-app-2']?.webview.configured).not.toContain('https://old.example.com')
    const again = await at.type(...steps, 'remove', '--json', '--detailed-exitcode')
    expect(again.code).toBe(2)
    const places = eventsOf(again.out).filter((event) => event.event === 'fact' && event.name === 'old-host')
    expect(places).toMatchObject([{ value: { at: 'apps.csv:3:1' } }, { value: { at: 'apps.csv:4:1' } }])
    at.write('apps.csv', 'id,webview\nwx-app-1,\nwx-app-2,new.example.com\nwx-app-3,new.example.com\n')
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
    const over = await at.type(...steps, 'remove')
    expect(over).toMatchObject({ code: 1 })
    expect(over.err).toContain('nothing asks for old.example.com')
  })

  test('is no migration of a host that nothing names, or to itself: told before any vendor is asked', async () => {
    const { emulator, at } = await fleetDesk()
    const misspelt = await at.type('migrate', 'pya.example.com', 'till.example.com', 'add')
    expect(misspelt).toMatchObject({ code: 1 })
    expect(misspelt.err).toContain('nothing asks for pya.example.com')
    expect(misspelt.err).toContain('Did you mean pay.example.com?')
    const same = await at.type('migrate', 'pay.example.com', 'https://pay.example.com/', 'add', '--lang', 'zh')
    expect(same.err).toContain('旧域名与新域名相同')
    expect(emulator.wechat.requests()).toEqual([])
  })

  test('is a part of the desired state while it stands in the config: neither plan nor verify take the new host away', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    const adding = await at.type(...steps, 'add', '--out', 'add.jsonl')
    expect(adding.out).toContain('migrations:\n    - { from: pay.example.com, to: till.example.com }')
    await at.type('apply', 'add.jsonl', '--yes')
    expect((await at.type('plan')).out).toContain('- request https://till.example.com')
    at.write(
      'mini-domains.yaml',
      `${configOf(emulator)}migrations:\n  - { from: pay.example.com, to: till.example.com }\n`,
    )
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type('verify')).code).toBe(0)
    expect((await at.type(...steps, 'add')).out).not.toContain('migrations:')
    expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
    const removing = await at.type(...steps, 'remove', '--out', 'remove.jsonl')
    expect(removing.out).toMatch(
      /mini-domains\.yaml:\d+:\d+ {2}profiles\.shop\.server\.request\.1 {2}pay\.example\.com/,
    )
    expect(removing.out).toContain('delete this migration then')
    expect((await at.type('apply', 'remove.jsonl', '--yes')).code).toBe(0)
    expect(emulator.wechat.state().apps['wx-app-1']?.server.configured['requestdomain']).toEqual([
      'https://api.example.com',
      'https://till.example.com',
    ])
  })

  test('is written into the config and out of it again where that is asked for, and all else there stays as it is', async () => {
    const { emulator, at } = await fleetDesk()
    const config = `${configOf(emulator).replace('[api.example.com, pay.example.com]', '[api.example.com, "pay.example.com"] # till')}\n# the end\n`
    at.write('mini-domains.yaml', config)
    const written = () => readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    const adding = await at.type(...steps, 'add', '--write', '--out', 'add.jsonl')
    expect(adding).toMatchObject({ code: 0 })
    expect(adding.out).toContain('Wrote mini-domains.yaml.')
    expect(adding.out).not.toContain('Write this')
    const migrations = 'migrations:\n  - { from: pay.example.com, to: till.example.com }\n'
    expect(written()).toBe(config.replace('\n\n# the end', `\n${migrations}\n# the end`))
    expect((await at.type(...steps, 'add', '--write')).out).not.toContain('Wrote')
    await at.type('apply', 'add.jsonl', '--yes')
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
    const some = await at.type(...steps, 'remove', '--write', '--vendor', 'wechat')
    expect(some.code).not.toBe(0)
    expect(written()).toContain(migrations)
    const removing = await at.type(...steps, 'remove', '--write', '--out', 'remove.jsonl')
    expect(removing).toMatchObject({ code: 0 })
    expect(removing.out).not.toContain('Still written')
    expect(written()).toBe(config.replace('"pay.example.com"', '"till.example.com"'))
    await at.type('apply', 'remove.jsonl', '--yes')
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
  })

  test('leaves a config as it is that cannot be written so, or whose files of apps still name the old host', async () => {
    const { emulator, at } = await fleetDesk()
    const shared = configOf(emulator)
      .replace('request: [api.example.com, pay.example.com]', 'request: &all [api.example.com, pay.example.com]')
      .replace('socket: [push.example.com]', 'upload: *all')
    const rows = `${configOf(emulator).replace("  - { id: 'bd-app-3', vendor: baidu }\n", '')}appFiles: [{ path: apps.csv, vendor: baidu }]\n`
    at.write('apps.csv', 'id,webview\nbd-app-3,pay.example.com\n')
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    for (const [config, told] of [
      [shared, 'cannot be changed without changing what else it means'],
      [rows, 'apps.csv:2:1: pay.example.com'],
    ] as const) {
      at.write('mini-domains.yaml', config)
      await at.type('plan', '--out', 'plan.jsonl')
      await at.type('apply', 'plan.jsonl')
      await at.type(...steps, 'add', '--out', 'add.jsonl')
      await at.type('apply', 'add.jsonl', '--yes')
      for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
      expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
      const refused = await at.type(...steps, 'remove', '--write', '--out', 'remove.jsonl')
      expect([refused.code, refused.err]).toEqual([3, expect.stringContaining(told)])
      expect(refused.out).toContain('Still written in the config and its files')
      expect(readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')).toBe(config)
    }
  })

  test('leaves the config as it is while an app is left behind, which would lose the old host before it has the new one', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    emulator.wechat.seed({ apps: { 'wx-app-2': { authorized: false } } })
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    await at.type(...steps, 'add', '--write', '--out', 'add.jsonl')
    await at.type('apply', 'add.jsonl', '--yes')
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    expect((await at.type(...steps, 'verify', '--confirm', 'baidu')).code).toBe(0)
    const config = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
    const refused = await at.type(...steps, 'remove', '--write', '--out', 'remove.jsonl')
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('some apps are left behind')])
    expect(refused.out).not.toContain('Still written')
    const unasked = await at.type(...steps, 'remove', '--out', 'again.jsonl')
    expect(unasked.err).toContain('some apps are left behind')
    expect(unasked.out).not.toContain('Still written')
    expect(readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')).toBe(config)
  })

  test('leaves behind what nobody here can change, and what is excluded, and takes the rest through', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    at.write(
      'mini-domains.yaml',
      configOf(emulator).replace(
        "{ id: 'wx-app-1', vendor: wechat }",
        "{ id: 'wx-app-1', vendor: wechat, frozen: true }",
      ),
    )
    emulator.wechat.seed({ apps: { 'wx-app-2': { authorized: false } } })
    const steps = ['migrate', 'pay.example.com', 'till.example.com']
    const rest = ['--vendor', 'wechat', '--exclude', 'nobody']
    expect((await at.type(...steps, 'add', ...rest)).code).toBe(7)
    await at.type(...steps, 'add', '--vendor', 'wechat', '--out', 'add.jsonl')
    expect((await at.type('apply', 'add.jsonl', '--yes')).code).toBe(0)
    for (const app of Object.keys(emulator.wechat.state().apps)) emulator.wechat.release(app)
    const verified = await at.type(...steps, 'verify', '--vendor', 'wechat')
    expect(verified.code).toBe(0)
    expect(verified.out).toContain('Left behind with the old host')
    expect((await at.type(...steps, 'remove')).err).toContain('verify again')
    const removing = await at.type(...steps, 'remove', '--vendor', 'wechat', '--out', 'remove.jsonl')
    expect(removing.out).toContain('wechat/wx-app-1, wechat/wx-app-2')
    expect((await at.type('apply', 'remove.jsonl', '--yes')).code).toBe(0)
    const listed = (app: string) => emulator.wechat.state().apps[app]?.server.configured['requestdomain']
    expect(listed('wx-app-3')).toEqual(['https://api.example.com', 'https://till.example.com'])
    expect(listed('wx-app-1')).toEqual(['https://api.example.com', 'https://pay.example.com'])
  })

  test('of apps that are picked adds the new host to the pool of their vendor first', async () => {
    const { emulator, at } = await fleetDesk()
    at.write(
      'mini-domains.yaml',
      configOf(emulator).replace('{ any: [example.com, ', '{ any: [pay.example.com, example.com, '),
    )
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const picked = ['add', '--app', 'wx-app-2', '--out', 'add.jsonl']
    const adding = await at.type('migrate', 'pay.example.com', 'till.example.org', ...picked)
    expect(adding.code).toBe(0)
    expect((await at.type('apply', 'add.jsonl', '--yes')).code).toBe(0)
    const { apps, platform } = emulator.wechat.state()
    expect(JSON.stringify(platform)).toContain('till.example.org')
    expect(apps['wx-app-2']?.server.configured['requestdomain']).toContain('https://till.example.org')
    expect(apps['wx-app-1']?.server.configured['requestdomain']).not.toContain('https://till.example.org')
  })

  test('refuses a step that is none', async () => {
    const { at } = await fleetDesk()
    expect((await at.type('migrate', 'a.example.com', 'b.example.com', 'all')).code).toBe(1)
  })
})
