import { type Emulator, huaweiClientId, huaweiClientSecret } from '@mini-domains/emulator'
import { desk, eventsOf, vendors } from '../harness/command-line.js'

const config = (emulator: Emulator): string => `version: 1
allowInlineSecrets: true
vendors:
  huawei:
    adapter: '@mini-domains/huawei'
    config: { baseUrl: '${emulator.huawei.baseUrl}' }
    credentials: { clientId: '${huaweiClientId}', clientSecret: '${huaweiClientSecret}' }
profiles:
  shop: { server: { request: [api.example.com] } }
profile: shop
apps: [{ id: hw-app-1, vendor: huawei }]
`

const startedWith = async (server: number) => {
  const emulator = await vendors()
  emulator.huawei.seed({ apps: { 'hw-app-1': { modificationsUsed: { server } } } })
  const at = desk({ MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') })
  at.write('mini-domains.yaml', config(emulator))
  return { emulator, at }
}

describe('modifications that the vendor tells', () => {
  test('are what a plan goes by, whoever made them: none is planned that nothing is left for', async () => {
    const { at } = await startedWith(50)
    const planned = await at.type('plan', '--json')
    expect(planned.out).toContain('"reason":"budget"')
    expect(planned.out).toContain('"remaining":0')
  })

  test('put the count of an apply right, so that the budget tells those of other hands too', async () => {
    const { emulator, at } = await startedWith(30)
    await at.type('plan', '--out', 'plan.jsonl')
    expect((await at.type('apply', 'plan.jsonl', '--yes')).code).toBe(0)
    expect(emulator.huawei.state().apps['hw-app-1']?.modificationsUsed.server).toBe(31)
    const told = eventsOf((await at.type('budget', '--json')).out).map((event) => JSON.stringify(event))
    expect(told.filter((event) => event.includes('"app":"hw-app-1","list":"server"'))).toEqual([
      expect.stringContaining('"remaining":19'),
    ])
  })
})
