import { type Emulator, huaweiClientId, huaweiClientSecret, startEmulator } from '@mini-domains/emulator'
import * as huawei from '@mini-domains/huawei'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { desk, eventsOf } from '../harness/command-line.js'

const config = (emulator: Emulator): string => `version: 1
allowInlineSecrets: true
vendors:
  huawei:
    adapter: '@mini-domains/huawei'
    config: { baseUrl: '${emulator.huawei.baseUrl}' }
    credentials: { clientId: '${huaweiClientId}', clientSecret: '${huaweiClientSecret}' }
profiles:
  shop:
    server: { request: [api.example.com], socket: [push.example.com] }
    webview: [www.example.com]
profile: shop
pools:
  huawei: { server: { request: [example.com, example.net] } }
apps:
  - { id: hw-app-1, vendor: huawei }
  - { id: hw-app-2, vendor: huawei }
`

describe('a vendor where one token of the platform serves every app, by the name of its adapter', () => {
  let emulator: Emulator
  beforeEach(async () => {
    emulator = await startEmulator()
  })
  afterEach(() => emulator.close())

  test('needs no ticket, and its apps stand as the token of the platform does', async () => {
    const at = desk({ MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') }, { '@mini-domains/huawei': huawei })
    at.write('mini-domains.yaml', config(emulator).replace('id: hw-app-1,', 'id: hw-app-1, name: 果香阁,'))
    expect((await at.type('tokens', 'status')).out).toMatch(/^huawei {2}ticket not needed\n.*\n.*\(hw-app-1\) +idle/)
    expect((await at.type('tokens', 'check', '--app', 'hw-app-1')).out).toBe('果香阁 (hw-app-1)  has a token\n')
    expect((await at.type('tokens', 'status', '--lang', 'zh')).out).toMatch(
      /^huawei {2}票据 无需\n.*\n.*hw-app-1\) +可用/,
    )
  })

  test('is planned, applied and verified with client id and secret alone', async () => {
    const environment = { MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') }
    const at = desk(environment, { '@mini-domains/huawei': huawei })
    at.write('mini-domains.yaml', config(emulator))
    const validated = await at.type('validate')
    expect([validated.code, validated.err]).toEqual([0, expect.any(String)])
    const planned = await at.type('plan', '--out', 'plan.jsonl')
    expect([planned.code, planned.out + planned.err]).toEqual([0, expect.stringContaining('hw-app-2')])
    const applied = await at.type('apply', 'plan.jsonl', '--yes')
    expect([applied.code, applied.err]).toEqual([0, expect.any(String)])
    const { apps } = emulator.huawei.state()
    for (const app of ['hw-app-1', 'hw-app-2'])
      expect(apps[app]?.domains).toEqual({
        httpRequest: ['https://api.example.com'],
        webSocket: ['wss://push.example.com'],
        upload: [],
        download: [],
        webView: ['https://www.example.com'],
      })
    expect(emulator.huawei.tokenCalls().total).toBe(1)
    expect((await at.type('plan')).code).toBe(0)
    expect((await at.type('verify')).code).toBe(0)
  })
})

test('a domain that the vendor refuses by a code of its own is told with it, at a change and in what an apply leaves', async () => {
  const emulator = await startEmulator()
  const at = desk({ MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') }, { '@mini-domains/huawei': huawei })
  try {
    emulator.huawei.seed({ overbound: ['api.example.com', 'bound.example.com'] })
    at.write('mini-domains.yaml', config(emulator))
    const said = '绑定到域名的应用数量达到上限'
    const added = await at.type('add', 'hw-app-1', '--request', 'bound.example.com,free.example.com', '--json')
    const [outcome] = eventsOf(added.out).flatMap((event) => (event.event === 'outcome' ? [event.items] : []))
    expect(outcome?.find(({ domain }) => domain === 'https://bound.example.com')).toMatchObject({
      reason: 'bound-to-too-many',
      vendorCode: 205980189,
      vendorMessage: said,
    })
    expect((await at.type('add', 'hw-app-1', '--request', 'bound.example.com')).out).toContain('205980189')
    await at.type('plan', '--out', 'plan.jsonl')
    const applied = await at.type('apply', 'plan.jsonl', '--yes', '--report', 'report.md')
    expect(applied.code).toBe(3)
    expect(applied.out).toContain(`bound-to-too-many (205980189 ${said})`)
    expect(readFileSync(join(at.folder, 'report.md'), 'utf8')).toContain('205980189')
  } finally {
    await emulator.close()
  }
})
