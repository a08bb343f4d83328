import { huaweiClientId, huaweiClientSecret } from '@mini-domains/emulator'
import { desk, eventsOf, fleetDesk, vendors } from '../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../harness/listening.js'

const redirect = 'https://www.example.com/back?from=us'

const ready = async () => {
  const emulator = await vendors()
  const at = desk(pushEnvironment(emulator))
  at.write('mini-domains.yaml', pushConfig(emulator))
  await whileListening(at, async (url) => {
    for (const vendor of [emulator.wechat, emulator.baidu]) await vendor.authorisation.pushTicket(url)
  })
  return { emulator, at }
}

const linksIn = (out: string): ReadonlyArray<URL> => [...out.matchAll(/https:\/\/\S+/g)].map(([link]) => new URL(link))

describe('authorize-url', () => {
  test('gives the merchant of WeChat a link for a computer and one for a phone, for mini programs alone', async () => {
    const { emulator, at } = await ready()
    const { code, out, err } = await at.type('authorize-url', '--vendor', 'wechat', '--redirect', redirect)
    expect(code).toBe(0)
    const [desktop, mobile] = linksIn(out)
    expect(desktop?.host).toBe('mp.weixin.qq.com')
    expect(mobile?.host).toBe('open.weixin.qq.com')
    expect(mobile?.hash).toBe('#wechat_redirect')
    for (const link of [desktop, mobile]) {
      expect(link?.searchParams.get('component_appid')).toBe(emulator.wechat.state().platform.appId)
      expect(link?.searchParams.get('pre_auth_code')).toMatch(/^preauthcode@@@/)
      expect(link?.searchParams.get('redirect_uri')).toBe(redirect)
      expect(link?.searchParams.get('auth_type')).toBe('2')
    }
    expect(err).toContain('Good for one authorisation within 30 minutes.')
    const one = await at.type('authorize-url', '--vendor', 'wechat', '--redirect', redirect, '--app', 'wx-app-1')
    expect(linksIn(one.out)[0]?.searchParams.get('biz_appid')).toBe('wx-app-1')
    expect(one.err).not.toContain('warning')
  })

  test('warns where a link for one app was asked for, and the vendor has links for any alone', async () => {
    const { at } = await ready()
    const one = await at.type('authorize-url', '--vendor', 'baidu', '--redirect', redirect, '--app', 'bd-app-1')
    expect(one.code).toBe(0)
    expect(linksIn(one.out)).toHaveLength(1)
    expect(one.err).toContain('whoever opens this one may authorise another than bd-app-1')
  })

  test('gives the merchant of Baidu its one link', async () => {
    const { emulator, at } = await ready()
    const { code, out } = await at.type('authorize-url', '--vendor', 'baidu', '--redirect', redirect, '--json')
    expect(code).toBe(0)
    const links = eventsOf(out).flatMap((event) =>
      event.event === 'fact' && event.name === 'authorization-links' ? [event.value] : [],
    )
    expect(links).toMatchObject([{ vendor: 'baidu', expiresInMs: 1_200_000 }])
    expect(links[0]).not.toHaveProperty('mobile')
    const link = new URL(String(links[0]?.['desktop']))
    expect(link.host).toBe('smartprogram.baidu.com')
    expect(link.searchParams.get('client_id')).toBe(emulator.baidu.state().platform.clientId)
  })

  test('needs a page to come back to, and credentials that are no table', async () => {
    const { at } = await fleetDesk()
    for (const word of ['http://www.example.com', 'www.example.com'])
      expect((await at.type('authorize-url', '--redirect', word)).err).toContain('--redirect needs')
    expect((await at.type('authorize-url', '--vendor', 'wechat', '--redirect', redirect)).err).toContain(
      'A table of tokens is not enough',
    )
  })

  test('says so where a vendor has no such links, whatever credentials there are', async () => {
    const emulator = await vendors()
    const at = desk({ MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64') })
    at.write(
      'mini-domains.yaml',
      `version: 1
allowInlineSecrets: true
vendors:
  huawei:
    adapter: '@mini-domains/huawei'
    config: { baseUrl: '${emulator.huawei.baseUrl}' }
    credentials: { clientId: '${huaweiClientId}', clientSecret: '${huaweiClientSecret}' }
profiles: { shop: {} }
profile: shop
apps: []
`,
    )
    const refused = await at.type('authorize-url', '--vendor', 'huawei', '--redirect', redirect)
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('no authorisation link is made for Huawei'),
    ])
    expect(emulator.huawei.requests()).toEqual([])
  })
})
