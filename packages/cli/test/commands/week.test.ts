import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configOf, eventsOf, fleetDesk } from '../harness/command-line.js'

const named = (config: string): string =>
  config
    .replace("{ id: 'wx-app-1', vendor: wechat }", "{ id: 'wx-app-1', vendor: wechat, name: 果香阁 }")
    .replace("{ id: 'wx-app-2', vendor: wechat }", "{ id: 'wx-app-2', vendor: wechat, name: 面包房 }")

const namedFleet = async () => {
  const { emulator, at } = await fleetDesk()
  at.write('mini-domains.yaml', named(configOf(emulator)))
  return { emulator, at }
}

describe('a plan', () => {
  test('says what it comes to first, then each change once, with the merchants that it is for', async () => {
    const { at } = await namedFleet()
    const { out, code } = await at.type('plan', '--vendor', 'wechat')
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toBe(
      '3 apps, 7 lists: 6 to change (+12 -0 domains, 6 modifications), 0 blocked, 1 in sync',
    )
    expect(out.match(/\+ request https:\/\/pay\.example\.com/g)).toHaveLength(1)
    expect(out).toContain('wechat · 3 apps · server domains  add  costs 1 of the month each, at least 50 left')
    expect(out).toContain('  果香阁 (wx-app-1), 面包房 (wx-app-2), wx-app-3')
    expect((await at.type('plan', '--vendor', 'wechat', '--lang', 'zh')).out).toMatch(
      /^3 个小程序、7 个列表：待修改 6 个/,
    )
  })

  test('tells the same groups as events, and the names in each report', async () => {
    const { at } = await namedFleet()
    const { out } = await at.type('plan', '--json', '--vendor', 'wechat', '--markdown', 'p.md', '--html', 'p.html')
    const groups = eventsOf(out).filter((event) => event.event === 'group')
    expect(groups).toMatchObject([
      { of: 'plan', vendor: 'wechat', list: 'server', count: 3, apps: [{ name: '果香阁' }, { name: '面包房' }, {}] },
      { of: 'plan', list: 'webview', count: 3 },
    ])
    expect(readFileSync(join(at.folder, 'p.md'), 'utf8')).toContain('果香阁')
    expect(readFileSync(join(at.folder, 'p.html'), 'utf8')).toContain('果香阁')
  })

  test('ends with 2 only where that is asked for', async () => {
    const { at } = await namedFleet()
    expect((await at.type('plan')).code).toBe(0)
    expect((await at.type('plan', '--detailed-exitcode')).code).toBe(2)
  })
})

describe('an apply', () => {
  test('tells at the end what failed, by cause and by who must act, and writes it down', async () => {
    const { emulator, at } = await namedFleet()
    await at.type('plan', '--out', 'plan.jsonl')
    for (const app of ['wx-app-1', 'wx-app-2']) emulator.wechat.seed({ apps: { [app]: { authorized: false } } })
    const applied = await at.type('apply', 'plan.jsonl', '--yes', '--report', 'failed.md')
    expect(applied.code).toBe(3)
    expect(applied.out).toContain('12 changes: 8 done, 4 not done as planned, 0 not tried')
    expect(applied.out).toMatch(/wechat · 4 changes {2}failed\n {2}AuthorizationLost/)
    expect(applied.out).toContain('who must act: the merchant')
    expect(applied.err).toContain('does not help before')
    expect(applied.err).not.toContain('Run the same command again')
    const report = readFileSync(join(at.folder, 'failed.md'), 'utf8')
    expect(report).toContain('**12 changes: 8 done, 4 not done as planned, 0 not tried**')
    expect(report).toContain('果香阁 &#40;wx-app-1&#41;')
  })

  test('does only what failed, once that is asked for, and says where nothing did', async () => {
    const { emulator, at } = await namedFleet()
    await at.type('plan', '--out', 'plan.jsonl')
    expect((await at.type('apply', 'plan.jsonl', '--only-failed')).code).toBe(7)
    emulator.wechat.seed({ apps: { 'wx-app-1': { authorized: false } } })
    await at.type('apply', 'plan.jsonl')
    emulator.wechat.seed({ apps: { 'wx-app-1': { authorized: true } } })
    const again = await at.type('apply', 'plan.jsonl', '--only-failed', '--json')
    expect(again.code).toBe(0)
    expect(eventsOf(again.out).filter((one) => one.event === 'apply' && one.value['event'] === 'item')).toHaveLength(2)
  })
})

describe('a verification', () => {
  test('says what it came to first, then each difference once, and writes a page with the merchants by name', async () => {
    const { emulator, at } = await namedFleet()
    emulator.wechat.seed({ apps: { 'wx-app-3': { authorized: false } } })
    const { out } = await at.type('verify', '--vendor', 'wechat', '--report', 'week.html')
    expect(out.split('\n')[0]).toBe('3 apps: 1 merchant must authorise, 2 drift')
    expect(out).toContain('configured: missing request https://api.example.com')
    expect(out.match(/wechat · 2 apps · server domains/g)).toHaveLength(1)
    const page = readFileSync(join(at.folder, 'week.html'), 'utf8')
    expect(page).toContain('["wx-app-2",0,0,"面包房"]')
    expect(page).toContain('3 apps: 1 merchant must authorise, 2 drift')
    expect(page).toContain("default-src 'none'")
  })
})
