import { configOf, desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const factOf = (out: string) =>
  eventsOf(out).flatMap((event) => (event.event === 'fact' && event.name === 'explanation' ? [event.value] : []))[0]

describe('explain', () => {
  test('follows a domain from the config to what is live, with one next step each time', async () => {
    const { emulator, at } = await fleetDesk()
    const ask = ['explain', 'wx-app-1', 'HTTPS://user@API.Example.com:443/v1/orders?x=1#top'] as const
    const first = await at.type(...ask)
    expect(first.code).toBe(2)
    expect(first.out).toContain('wechat · wx-app-1 · api.example.com  drift')
    expect(first.out).toMatch(/desired +request {2}profile shop {2}mini-domains\.yaml:\d+:\d+/)
    expect(first.out).toMatch(/in the pool +yes {2}example\.com/)
    expect(first.out).toMatch(/authorisation +in order\nconfigured +no\nlive +no\nleft this month +50/)
    expect(first.out).toContain('next step (you): It is desired and not configured: mini-domains plan --app wx-app-1')
    await at.type('plan', '--app', 'wx-app-1', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl')
    const second = await at.type(...ask, '--lang', 'zh')
    expect(second.code).toBe(2)
    expect(second.out).toContain('待发布')
    expect(second.out).toMatch(/已配置 +是 {2}request/)
    expect(second.out).toContain('下一步（第三方平台负责人）：已配置但尚未生效：请发布小程序。')
    emulator.wechat.release('wx-app-1')
    const third = await at.type(...ask, '--json')
    expect(third.code).toBe(0)
    expect(factOf(third.out)).toMatchObject({ host: 'api.example.com', state: 'in-sync', actor: 'caller' })
  })

  test('says who must act: for the pool, for the authorisation, for a frozen app, for a spent budget', async () => {
    const { emulator, at } = await fleetDesk()
    at.write(
      'mini-domains.yaml',
      configOf(emulator)
        .replace('api.example.com,', 'api.example.com, api.stranger.org,')
        .replace("id: 'wx-app-2'", "id: 'wx-app-2', frozen: true"),
    )
    const stranger = factOf((await at.type('explain', 'wx-app-1', 'api.stranger.org', '--json')).out)
    expect(stranger).toMatchObject({ state: 'blocked', actor: 'platform', lists: [{ pool: null }] })
    expect(factOf((await at.type('explain', 'wx-app-2', 'api.example.com', '--json')).out)).toMatchObject({
      state: 'frozen',
      actor: 'caller',
    })
    emulator.wechat.seed({ apps: { 'wx-app-3': { authorized: false } } })
    const lost = await at.type('explain', 'wx-app-3', 'api.example.com')
    expect(lost.code).toBe(2)
    expect(lost.out).toMatch(/merchant must authorise/)
    expect(lost.out).toMatch(/authorisation +lost/)
    expect(lost.out).toContain('next step (the merchant):')
  })

  test('says what to write where nothing asks for a domain, and what happens to one that is there all the same', async () => {
    const { at } = await fleetDesk()
    const none = await at.type('explain', 'wx-app-1', 'cdn.example.com')
    expect(none.out).toContain('not desired')
    expect(none.out).toContain('Add cdn.example.com to the profile of the app')
    await at.type('add', 'wx-app-1', '--request', 'cdn.example.com')
    const listed = await at.type('explain', 'wx-app-1', 'cdn.example.com')
    expect(listed.out).toContain('or the next plan takes it off')
    const foreign = await at.type('explain', 'wechat/wx-app-9', 'api.example.com')
    expect(foreign.out).toMatch(/not in the config/)
  })

  test('refuses what is no domain, and needs a config', async () => {
    const { at } = await fleetDesk()
    for (const word of ['', 'localhost', 'https://', '/v1/orders', '中文'])
      expect((await at.type('explain', 'wx-app-1', word)).err).toContain('is no domain')
    expect((await desk().type('explain', 'wx-app-1', 'api.example.com')).code).toBe(1)
  })
})
