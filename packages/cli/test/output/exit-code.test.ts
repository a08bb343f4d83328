import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { desk, fleetDesk } from '../harness/command-line.js'

describe('exit codes', () => {
  test('0: a plan with nothing to do, an apply that did all', async () => {
    const { at } = await fleetDesk()
    expect((await at.type('plan', '--out', 'plan.jsonl')).code).toBe(0)
    expect((await at.type('apply', 'plan.jsonl')).code).toBe(0)
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(0)
    expect((await at.type('verify', '--vendor', 'baidu')).code).toBe(0)
  })

  test('1: no config, a wrong config, a plan that is damaged or not there', async () => {
    const empty = desk()
    const missing = await empty.type('plan')
    expect(missing.code).toBe(1)
    expect(missing.err).toContain('mini-domains init')
    empty.write('mini-domains.yaml', 'version: 1\nvendors: {}\nprofles: {}\n')
    const wrong = await empty.type('plan')
    expect(wrong).toMatchObject({ code: 1 })
    expect(wrong.err).toContain('mini-domains.yaml:3:')
    const { at } = await fleetDesk()
    expect((await at.type('apply', 'plan.jsonl')).code).toBe(1)
    await at.type('plan', '--out', 'plan.jsonl')
    const path = join(at.folder, 'plan.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('api.example.com', 'evil.example.com'))
    const damaged = await at.type('apply', 'plan.jsonl')
    expect(damaged).toMatchObject({ code: 1 })
    expect(damaged.err).toContain('make it again')
  })

  test('2: differences in a plan, a dry run and a verification', async () => {
    const { at } = await fleetDesk()
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(2)
    expect((await at.type('verify')).code).toBe(2)
    expect((await at.type('add', 'wx-app-1', '--request', 'api.example.com', '--dry-run')).code).toBe(2)
  })

  test('3: some apps could be read and changed, one merchant took the authorisation back', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    emulator.wechat.authorisation.deauthorise('wx-app-2')
    const applied = await at.type('apply', 'plan.jsonl')
    expect(applied.code).toBe(3)
    expect(applied.out).toContain('AuthorizationLost')
    expect(applied.out).toContain('rid')
    expect((await at.type('verify', '--vendor', 'wechat', '--fail-on', 'merchant-must-authorise')).code).toBe(3)
    expect((await at.type('get', 'wx-app-1', 'wx-app-2')).code).toBe(3)
  })

  test('4: nobody said yes, or more would be taken away than is allowed', async () => {
    const { emulator, at } = await fleetDesk()
    const extra = Array.from({ length: 12 }, (_, n) => `https://old${n}.example.com`)
    emulator.baidu.seed({ apps: { 'bd-app-1': { server: { configured: { download_domain: extra } } } } })
    const unasked = await at.type('set', 'baidu/bd-app-1', '--clear', 'download')
    expect(unasked.code).toBe(4)
    expect(unasked.out).toContain('- download https://old3.example.com')
    expect(emulator.baidu.state().apps['bd-app-1']?.server.configured['download_domain']).toHaveLength(12)
    at.write(
      'mini-domains.yaml',
      readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8').replace(
        'request: [api',
        'download: []\n      request: [api',
      ),
    )
    await at.type('plan', '--out', 'plan.jsonl')
    expect((await at.type('apply', 'plan.jsonl')).code).toBe(4)
    const refused = await at.type('apply', 'plan.jsonl', '--yes')
    expect(refused.code).toBe(4)
    expect(refused.err).toContain('If this is meant: --allow app-deletes')
    expect((await at.type('apply', 'plan.jsonl', '--yes', '--allow', 'app-deletes')).code).toBe(0)
    expect(emulator.baidu.state().apps['bd-app-1']?.server.configured['download_domain']).toEqual([])
  })

  test('5: all that was left undone has moved since the plan', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    const moved = ['https://moved.example.com']
    emulator.wechat.seed({ apps: { 'wx-app-1': { server: { configured: { requestdomain: moved } } } } })
    const applied = await at.type('apply', 'plan.jsonl')
    expect(applied.code).toBe(5)
    expect(applied.out).toContain('stale')
    expect(emulator.wechat.state().apps['wx-app-1']?.server.configured['requestdomain']).toEqual(moved)
  })

  test('6: a no at the terminal, or a signal', async () => {
    const { emulator, at } = await fleetDesk()
    const said = await at.answer(['n'], 'pool', 'add', '--vendor', 'wechat', '--any', 'new.example.org')
    expect(said).toMatchObject({ code: 6 })
    expect(emulator.wechat.state().platform.server.published).not.toContain('new.example.org')
    emulator.wechat.faults.add({ kind: 'latency', latency: 150, times: 100 })
    await at.type('plan', '--out', 'plan.jsonl')
    const applying = at.type('apply', 'plan.jsonl', '--concurrency', '1')
    setTimeout(at.interrupt, 500)
    expect(await applying).toMatchObject({ code: 6 })
  })
})
