import { type Emulator, type PushVariant } from '@mini-domains/emulator'
import { wecomReceiver } from '../../../../notify/test/receiver.js'
import { type Desk, desk, eventsOf, vendors } from '../../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../../harness/listening.js'

describe('listen', () => {
  let emulator: Emulator
  let at: Desk
  beforeEach(async () => {
    emulator = await vendors()
    at = desk(pushEnvironment(emulator))
    at.write('mini-domains.yaml', pushConfig(emulator))
  })

  test('takes the pushes of all vendors at one address, and after it every command has its tokens', async () => {
    const { code, out } = await whileListening(
      at,
      async (url) => {
        for (const vendor of [emulator.wechat, emulator.baidu])
          expect(await vendor.authorisation.pushTicket(url)).toMatchObject({ status: 200, body: 'success' })
        await emulator.wechat.authorisation.push(url, { event: 'authorised', appId: 'wx-app-1' })
      },
      '--json',
    )
    expect(code).toBe(0)
    const facts = eventsOf(out).flatMap((event) =>
      event.event === 'fact' && event.name === 'push' ? [event.value] : [],
    )
    expect(facts).toEqual([{ push: 'Ticket' }, { push: 'Ticket' }, { push: 'Authorized', app: 'wx-app-1' }])
    expect(await at.type('get', 'wx-app-1')).toMatchObject({ code: 0 })
    expect(await at.type('get', 'bd-app-1')).toMatchObject({ code: 0 })
  })

  test('answers what runs it: that it lives, that it is ready, and what it has counted', async () => {
    const paged = async (url: string, path: string) => {
      const reply = await fetch(new URL(path, url))
      return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await reply.text() }
    }
    await whileListening(at, async (url) => {
      await emulator.wechat.authorisation.pushTicket(url)
      await emulator.wechat.authorisation.pushTicket(url, 'wrong-signature')
      expect(await paged(url, 'healthz')).toMatchObject({ status: 200, text: 'ok\n' })
      expect(await paged(url, 'readyz?verbose')).toMatchObject({ status: 200, text: 'ready\n' })
      const { status, type, text } = await paged(url, 'metrics')
      expect([status, type]).toEqual([200, expect.stringContaining('version=0.0.4')])
      expect(text).toContain('mini_domains_pushes_total{vendor="wechat",push="Ticket"} 1')
      expect(text).toContain('mini_domains_push_refusals_total{reason="wrong-signature"} 1')
      expect(text).toContain('process_cpu_seconds_total')
      expect((await fetch(new URL('healthz', url), { method: 'HEAD' })).status).toBe(200)
      expect((await fetch(new URL('healthz', url), { method: 'POST' })).status).toBe(403)
    })
  })

  test('reports at once that a merchant took the authorisation back, and ends once that has arrived', async () => {
    const robot = await wecomReceiver(['drop'])
    at = desk({ ...pushEnvironment(emulator), WECOM_URL: robot.url })
    at.write('mini-domains.yaml', `${pushConfig(emulator)}notify: [{ to: wecom, url: { env: WECOM_URL }, lang: zh }]\n`)
    await whileListening(at, async (url) => {
      await emulator.wechat.authorisation.pushTicket(url)
      await emulator.wechat.authorisation.push(url, { event: 'unauthorised', appId: 'wx-app-1' })
    })
    expect(robot.taken.map(({ text }) => text)).toEqual([expect.stringContaining('wechat · wx-app-1')])
  })

  test('names the merchant who took it back, as the files of apps have the name by then, and says what to do', async () => {
    const robot = await wecomReceiver()
    at = desk({ ...pushEnvironment(emulator), WECOM_URL: robot.url })
    const notify = 'notify: [{ to: wecom, url: { env: WECOM_URL }, lang: zh }]\n'
    at.write('mini-domains.yaml', `${pushConfig(emulator)}appFiles: [{ path: apps.csv }]\n${notify}`)
    at.write('apps.csv', 'id,vendor\n')
    const { err } = await whileListening(
      at,
      async (url) => {
        at.write('apps.csv', 'id,vendor,name\nwx-app-2,baidu,小满书店\nwx-app-2,wechat,果香阁\n')
        await emulator.wechat.authorisation.pushTicket(url)
        await emulator.wechat.authorisation.push(url, { event: 'unauthorised', appId: 'wx-app-2' })
      },
      '--lang',
      'zh',
    )
    expect(robot.taken.map(({ text }) => text)).toEqual([
      expect.stringMatching(/wechat · 果香阁 \(wx-app-2\).*请联系商家重新授权.*mini-domains authorize-url/s),
    ])
    expect(err).toMatch(/→ wechat · 果香阁 \(wx-app-2\)：请联系商家重新授权/)
  })

  test('refuses what is not signed, says so to who runs it, and prints no secret', async () => {
    const { code, err } = await whileListening(at, async (url) => {
      const push = emulator.wechat.authorisation.build({ event: 'ticket', variant: 'wrong-signature' })
      expect(await emulator.wechat.authorisation.send(url, push)).toMatchObject({ status: 403 })
      expect((await fetch(url)).status).toBe(405)
      await emulator.wechat.authorisation.pushTicket(url)
    })
    expect(code).toBe(0)
    expect(err).toContain('a push was refused (wrong-signature)')
    for (const secret of Object.values(pushEnvironment(emulator)).filter((text) => text.length > 20))
      expect(at.printed()).not.toContain(secret)
    expect(at.printed()).not.toContain(emulator.wechat.state().platform.ticket)
  })

  test.each<readonly ['wechat' | 'baidu', PushVariant, string, RegExp, RegExp]>([
    ['wechat', 'old', 'too-old', /clock \(NTP\)/, /时钟/],
    ['baidu', 'old', 'too-old', /clock \(NTP\)/, /时钟/],
    ['wechat', 'wrong-receiver', 'wrong-receiver', /componentAppId/, /componentAppId/],
    ['baidu', 'wrong-receiver', 'wrong-receiver', /clientId/, /clientId/],
    ['wechat', 'unknown-key', 'unreadable', /encodingAesKey/, /密钥/],
    ['baidu', 'unknown-key', 'unreadable', /aesKey/, /密钥/],
    ['wechat', 'wrong-signature', 'wrong-signature', /the token under pushes/, /token 与控制台不一致/],
    ['wechat', 'unsigned', 'not-signed', /Not from the vendor/, /并非厂商发送/],
  ])(
    'gives %s pushes that are %s advice of their own (%s), in both languages',
    async (vendor, variant, reason, en, zh) => {
      const { out } = await whileListening(
        at,
        async (url) => void (await emulator[vendor].authorisation.pushTicket(url, variant)),
        '--json',
      )
      const problems = eventsOf(out).flatMap((event) => (event.event === 'problem' ? [event] : []))
      expect(problems).toHaveLength(1)
      expect(problems[0]?.message.en).toContain(`(${reason})`)
      expect(problems[0]?.message.zh).toContain(`（${reason}）：`)
      expect(problems[0]?.hint?.en).toMatch(en)
      expect(problems[0]?.hint?.zh).toMatch(zh)
      if (reason !== 'wrong-signature') expect(problems[0]?.hint?.en).not.toContain('forgery')
    },
  )

  const others = async (url: string): Promise<void> => {
    await emulator.wechat.authorisation.push(url, { event: 'other' })
    await emulator.baidu.authorisation.push(url, { event: 'other' })
  }

  test('shows what is only passed on by its name', async () => {
    const { out } = await whileListening(at, others)
    expect(out).toMatch(/Z {2}wechat {2}notify_third_fasteregister$/m)
    expect(out).toMatch(/Z {2}baidu {2}PACKAGE_AUDIT_PASS$/m)
  })

  test('tells programs the name of what is only passed on', async () => {
    const { out } = await whileListening(at, others, '--json')
    const facts = eventsOf(out).flatMap((event) =>
      event.event === 'fact' && event.name === 'push' ? [event.value] : [],
    )
    expect(facts).toEqual([
      { push: 'Other', name: 'notify_third_fasteregister' },
      { push: 'Other', name: 'PACKAGE_AUDIT_PASS' },
    ])
  })

  test('says what is missing: no pushes, no credentials to keep them with, a secret that is not set, a port that is taken', async () => {
    const bare = desk()
    bare.write('mini-domains.yaml', "version: 1\nvendors:\n  wechat: { adapter: '@mini-domains/wechat' }\n")
    expect(await bare.type('listen')).toMatchObject({ code: 1 })
    expect(bare.printed()).toContain('no vendor of the config has pushes')
    bare.write(
      'mini-domains.yaml',
      "version: 1\nvendors:\n  wechat: { adapter: '@mini-domains/wechat', pushes: { token: { env: NONE } } }\n",
    )
    expect((await bare.type('listen')).err).toContain('its pushes would be kept nowhere')
    const half = desk({ ...pushEnvironment(emulator), WECHAT_PUSH_KEY: undefined })
    half.write('mini-domains.yaml', pushConfig(emulator))
    expect((await half.type('listen')).err).toContain('vendors.wechat.pushes.encodingAesKey')
    const { port } = new URL(emulator.wechat.baseUrl)
    expect((await at.type('listen', '--port', port)).err).toContain('EADDRINUSE')
  })
})
