import { huawei } from '@mini-domains/huawei'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desk, eventsOf, fleetDesk, vendors } from '../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../harness/listening.js'

describe('doctor --probe', () => {
  test('finds the emulator as the pages of facts say, and changes nothing there', async () => {
    const { emulator, at } = await fleetDesk()
    const before = JSON.stringify([emulator.wechat.state().apps, emulator.baidu.state().apps])
    const { code, out } = await at.type('doctor', '--probe')
    expect(out).not.toMatch(/missing|another type|\| unknown|Failed/)
    expect(out).toMatch(/## wechat, adapter \S+: 9 of 9 calls as assumed/)
    expect(out).toMatch(/## baidu, adapter \S+: 4 of 4 calls as assumed/)
    expect(code).toBe(0)
    expect(JSON.stringify([emulator.wechat.state().apps, emulator.baidu.state().apps])).toBe(before)
  })

  test('writes a report that holds no token, id, host or domain, whatever the vendor replies', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({
      apps: { 'wx-app-1': { server: { configured: { requestdomain: ['https://Secret.merchant.example/'] } } } },
    })
    emulator.baidu.faults.add({
      kind: 'reply',
      match: { path: '/app/modifydomain' },
      body: {
        errno: 0,
        data: { 'bd-app-1': 'https://merchant.example', bdapp12345: [1], request_domain: 7, note: 'token-of-somebody' },
      },
    })
    emulator.baidu.faults.add({
      kind: 'reply',
      match: { path: '/app/modifywebviewdomain' },
      body: { errno: 987654, msg: 'no bd-app-1 at https://merchant.example' },
    })
    expect((await at.type('doctor', '--probe', '--out', 'probe.md')).code).toBe(2)
    const report = readFileSync(join(at.folder, 'probe.md'), 'utf8')
    expect(report).toContain('| array of text, 1 listed: a slash at the end, capitals, https://host | as assumed |')
    expect(report).toContain('| `data.request_domain` | joined | number | another type | vendor document |')
    expect(report).toContain('| `data.(a name)` | – | text | unknown | – |')
    expect(report).toContain('Failed: UnknownCode, code 987654, HTTP 200.')
    const { wechat, baidu } = { wechat: emulator.wechat.state(), baidu: emulator.baidu.state() }
    const tokens = [wechat.platform.token, baidu.platform.token, 'token-of-somebody', 'token-wx-app-1']
    const ids = [...Object.keys(wechat.apps), ...Object.keys(baidu.apps), 'bdapp12345', wechat.platform.appId]
    const hosts = ['merchant.example', 'example.com', '127.0.0.1', wechat.platform.confirmFile.content]
    for (const secret of [...tokens, ...ids, ...hosts]) expect(report.toLowerCase()).not.toContain(secret.toLowerCase())
  })

  test('makes a call by the method that the adapter says', async () => {
    const emulator = await vendors()
    const [call] = huawei.probe ?? []
    const probe = call === undefined ? [] : [{ ...call, level: 'platform' as const, method: 'PUT' as const }]
    const at = desk({}, { 'adapter-with-a-put': { huawei: { ...huawei, probe } } })
    at.write(
      'mini-domains.yaml',
      `version: 1
allowInlineSecrets: true
vendors:
  huawei:
    adapter: adapter-with-a-put
    config: { baseUrl: '${emulator.huawei.baseUrl}', clientId: client }
    credentials: { tokens: '{"platform":"t"}' }
apps: []
`,
    )
    await at.type('doctor', '--probe')
    expect(emulator.huawei.requests().map(({ method, body }) => [method, body])).toContainEqual(['PUT', '{}'])
  })

  test('gives programs the same, and skips what needs an app where there is none', async () => {
    const { at } = await fleetDesk()
    const config = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8').replace(/^apps:[^]*$/m, 'apps: []\n')
    at.write('mini-domains.yaml', config)
    const facts = eventsOf((await at.type('doctor', '--probe', '--json')).out).flatMap((event) =>
      event.event === 'fact' && event.name === 'probe' ? [event.value] : [],
    )
    expect(facts).toHaveLength(13)
    expect(facts[0]).toMatchObject({ vendor: 'wechat', name: 'app.server.get', result: { _tag: 'Skipped' } })
    expect(facts.at(-1)).toMatchObject({ vendor: 'baidu', name: 'platform.webview.get', result: { _tag: 'Read' } })
  })

  test('tells how the tokens of each vendor stand, without one of them', async () => {
    const { at } = await fleetDesk()
    expect((await at.type('doctor', '--probe')).out).toContain('Tokens: given in a table.')
    const emulator = await vendors()
    const kept = desk(pushEnvironment(emulator))
    kept.write('mini-domains.yaml', pushConfig(emulator))
    const early = await kept.type('doctor', '--probe')
    expect(early.out).toContain(
      'Tokens: kept in the store; ticket none, platform token none; app unknown, its token none.',
    )
    await whileListening(kept, async (url) => {
      await emulator.wechat.authorisation.pushTicket(url)
      await emulator.baidu.authorisation.pushTicket(url)
    })
    const { out } = await kept.type('doctor', '--probe')
    const whole = 'Tokens: kept in the store; ticket kept, platform token good; app ready, its token good'
    expect(out).toContain(`${whole}, given for 7200 s.`)
    expect(out).toContain(`${whole}, given for 3600 s.`)
    expect(kept.printed()).not.toMatch(/wx-app|bd-app|ticket@@@|refreshtoken/)
  })
})
