import type { Emulator } from '@mini-domains/emulator'
import { configOf, type Desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const listPath = '/wxa/get_prefetchdnsdomain'

/** A fleet with hosts to prefetch in the extra of one app. */
const fleetWith = async (...hosts: ReadonlyArray<string>) => {
  const { emulator, at } = await fleetDesk()
  const app = "id: 'wx-app-1', vendor: wechat"
  at.write('mini-domains.yaml', configOf(emulator).replace(app, `${app}, extra: { prefetch: [${hosts.join(', ')}] }`))
  return { emulator, at }
}

const listed = ({ wechat }: Emulator, app = 'wx-app-1'): unknown => wechat.state().apps[app]?.prefetch

const reads = ({ wechat }: Emulator): number => wechat.requests().filter(({ path }) => path === listPath).length

const applied = async (at: Desk): Promise<string> => {
  await at.type('plan', '--app', 'wx-app-1', '--out', 'plan.jsonl')
  expect((await at.type('apply', 'plan.jsonl', '--yes')).code).toBe(0)
  return /^(\S+-[0-9a-f]{8}) /m.exec((await at.type('history')).out)?.[1] ?? ''
}

describe('hosts to prefetch', () => {
  test('are planned, applied, verified and rolled back beside the other lists', async () => {
    const { emulator, at } = await fleetWith('a.example.com', 'b.example.com')
    emulator.wechat.seed({ apps: { 'wx-app-1': { prefetch: ['a.example.com', 'old.example.com'] } } })
    const planned = await at.type('plan', '--app', 'wx-app-1')
    expect(planned.out).toMatch(/prefetch/)
    expect(planned.out).toContain('b.example.com')
    expect(planned.out).toContain('old.example.com')
    const run = await applied(at)
    expect(listed(emulator)).toEqual(['a.example.com', 'b.example.com'])
    emulator.wechat.release('wx-app-1')
    expect((await at.type('verify', '--app', 'wx-app-1')).out).toContain('1 in sync')
    const explained = (await at.type('explain', 'wx-app-1', 'b.example.com')).out
    expect(explained).toMatch(/^hosts to prefetch\n[^]*configured +yes {2}prefetch\n +live +cannot be told\n/m)
    expect(explained).not.toContain('in the pool')
    await at.type('rollback', run, '--out', 'back.jsonl')
    expect((await at.type('apply', 'back.jsonl', '--yes')).code).toBe(0)
    expect(listed(emulator)).toEqual(['a.example.com', 'old.example.com'])
  })

  test('are weighed by how many the vendor says there can be', async () => {
    const { emulator, at } = await fleetWith('a.example.com', 'b.example.com', 'c.example.com')
    emulator.wechat.seed({ limits: { prefetch: 2 } })
    const { code, out } = await at.type('plan', '--app', 'wx-app-1', '--lang', 'zh')
    expect(code).toBe(0)
    expect(out).toMatch(
      /受阻 1 个[^]*预解析域名 {2}超过数量上限\n +prefetch c\.example\.com: 厂商返回的上限为 2 个域名/,
    )
    emulator.wechat.seed({ limits: { prefetch: 3 } })
    await applied(at)
    expect(listed(emulator)).toHaveLength(3)
  })

  test('have a budget where the config names them or some were spent', async () => {
    const { emulator, at } = await fleetWith('a.example.com')
    const budgets = async () =>
      eventsOf((await at.type('budget', '--vendor', 'wechat', '--json')).out).flatMap((event) =>
        event.event === 'fact' && event.name === 'budget' && event.value['list'] === 'prefetch' ? [event.value] : [],
      )
    expect(await budgets()).toMatchObject([{ app: 'wx-app-1', spent: 0, remaining: 50 }])
    await applied(at)
    at.write('mini-domains.yaml', configOf(emulator))
    expect(await budgets()).toMatchObject([{ app: 'wx-app-1', spent: 1, remaining: 49 }])
  })

  test('are shown by get where there are some, or where they are asked for', async () => {
    const { emulator, at } = await fleetDesk()
    const lists = async (...argv: ReadonlyArray<string>) => {
      const { code, out } = await at.type('get', 'wx-app-1', ...argv, '--json')
      expect(code).toBe(0)
      return eventsOf(out).flatMap((event) => (event.event === 'list' ? [event.address.list] : []))
    }
    expect(await lists()).toEqual(['server', 'webview'])
    expect(await lists('--effective')).toEqual(['server', 'webview'])
    expect(await lists('--list', 'prefetch')).toEqual(['prefetch'])
    emulator.wechat.seed({ apps: { 'wx-app-1': { prefetch: ['a.example.com'] } } })
    expect(await lists()).toEqual(['server', 'webview', 'prefetch'])
  })

  test('are pulled where the config names them or they are asked for, and keep no other list from it', async () => {
    const { emulator, at } = await fleetWith('a.example.com')
    emulator.wechat.seed({ apps: { 'wx-app-2': { prefetch: ['b.example.com'] } } })
    const before = reads(emulator)
    await at.type('pull', '--vendor', 'wechat', '--dry-run')
    expect(reads(emulator) - before).toBe(1)
    const asked = await at.type('pull', '--vendor', 'wechat', '--list', 'prefetch', '--dry-run')
    expect(asked.out).toContain('+ prefetch b.example.com')
    emulator.wechat.faults.add({
      kind: 'reply',
      body: { errcode: 48001, errmsg: 'api unauthorized' },
      match: { path: listPath },
      times: 2,
    })
    const partly = await at.type('pull', '--vendor', 'wechat', '--dry-run')
    expect(partly.code).toBe(3)
    expect(partly.out).toMatch(/3 apps read, 0 not/)
    expect(partly.out).toMatch(/wx-app-1 · hosts to prefetch {2}/)
    const none = await at.type('pull', '--app', 'wx-app-1', '--list', 'prefetch', '--dry-run')
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('no app could be read')])
  })
})
