import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { widthOf } from '../../src/output/text-width.js'
import { clockFinding, nodeFinding, proxyFinding } from '../../src/commands/doctor/finding.js'
import { configOf, desk, eventsOf, fleetDesk, vendors } from '../harness/command-line.js'

const key = Buffer.alloc(32, 7).toString('base64')

const platform = (baseUrl: string): string => `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: '${baseUrl}' }
    credentials:
      componentAppId: { env: WECHAT_COMPONENT_APPID }
      componentAppSecret: { env: WECHAT_COMPONENT_SECRET }
apps:
  - { id: wx-app-1, vendor: wechat, labels: { tier: gold } }
  - { id: wx-app-2, vendor: wechat, frozen: true }
`

const secrets = {
  WECHAT_COMPONENT_APPID: 'wx-platform',
  WECHAT_COMPONENT_SECRET: 'secret-wx-platform',
  MINI_DOMAINS_KEY: key,
}

describe('init', () => {
  test('asks, and writes a commented config that can be read', async () => {
    const at = desk()
    const asked = await at.answer(['wechat', 'wx1 wx2', 'api.example.com', '', 'www.example.com'], 'init')
    expect(asked.code).toBe(0)
    expect(asked.out).toContain('WECHAT_COMPONENT_SECRET')
    const text = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
    expect(text).toContain('# Secrets stay in the environment')
    expect((await at.type('apps')).out).toContain('wx2')
    const again = await at.type('init', '--vendor', 'baidu')
    expect(again).toMatchObject({ code: 4 })
    expect((await at.type('init', '--vendor', 'baidu', '--force', '--lang', 'zh')).out).toContain('BAIDU_CLIENT_ID')
    expect((await at.type('validate')).code).toBe(7)
  })

  test('writes nothing where who was asked went away', async () => {
    const at = desk()
    expect((await at.answer(['wechat', 'wx1'], 'init')).code).toBe(6)
    expect((await at.type('apps')).code).toBe(1)
  })

  test('needs to be told the vendor where nobody can answer', async () => {
    const at = desk()
    expect((await at.type('init')).err).toContain('--vendor wechat, --vendor baidu, --vendor douyin or --vendor huawei')
  })
})

describe('apps', () => {
  const files = `appFiles:
  - { path: apps.csv, vendor: wechat }
  - { path: more.jsonl, vendor: wechat }
`
  const withFiles = () => {
    const at = desk()
    at.write('mini-domains.yaml', `${platform('https://api.example.com')}${files}`)
    at.write('apps.csv', 'id,label.tier,label.city\nwx1,gold,北京\nwx2,plain,上海\nwx3,gold,\n')
    at.write('more.jsonl', '{"id":"wx4","frozen":true}\n')
    return at
  }

  test('lists those of the config and of its files, with labels, in columns', async () => {
    const at = withFiles()
    const { code, out, err } = await at.type('apps')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n')).toEqual([
      'vendor  app       name  profile  labels',
      'wechat  wx-app-1                 tier=gold',
      'wechat  wx-app-2                                       frozen',
      'wechat  wx1                      tier=gold city=北京',
      'wechat  wx2                      tier=plain city=上海',
      'wechat  wx3                      tier=gold city=',
      'wechat  wx4                                            frozen',
      'apps.csv: 3 rows',
      'more.jsonl: 1 row',
      '',
    ])
  })

  test('tells an event for each that is picked, with where it stands', async () => {
    const events = eventsOf((await withFiles().type('apps', '--label', 'tier=go*', '--json')).out)
    const told = events.flatMap((event) => (event.event === 'app' ? [[event.app, event.at]] : []))
    expect(told).toEqual([
      ['wx-app-1', expect.stringMatching(/^mini-domains.yaml:\d+:\d+$/)],
      ['wx1', 'apps.csv:2:1'],
      ['wx3', 'apps.csv:4:1'],
    ])
    expect((await withFiles().type('apps', '--app', 'wx?', '--vendor', 'wechat')).out).toContain('wx4')
    expect((await withFiles().type('apps', '--vendor', 'baidu')).out).not.toContain('wx')
  })

  test('goes on after bad rows, tells each by its line, and ends with 3', async () => {
    const at = withFiles()
    at.write('apps.csv', 'id,frozen\nwx1,perhaps\nwx4,\nwx5\nwx-app-1,\n')
    const { code, out, err } = await at.type('apps')
    expect(code).toBe(3)
    expect(err).toContain('apps.csv:2:1: frozen: expected true or false')
    expect(err).toContain('apps.csv:4:1: (the row): expected 2 columns, found 1')
    expect(err).toMatch(/apps\.csv:5:1: id: .*"wx-app-1" of wechat again, which stands at mini-domains\.yaml:\d+/)
    expect(err).toContain(
      'more.jsonl:1:1: id: expected each app once, found "wx4" of wechat again, which stands at apps.csv:3:1',
    )
    expect(out).toContain('apps.csv: 1 row, 3 not to be read')
    const problems = eventsOf((await at.type('apps', '--json')).out).filter(({ event }) => event === 'problem')
    expect(problems).toMatchObject([{ problem: 'row', at: 'apps.csv:2:1' }, {}, {}, { at: 'more.jsonl:1:1' }])
    at.write('mini-domains.yaml', `${platform('https://api.example.com')}appFiles: [{ path: gone.csv }]\n`)
    expect((await at.type('apps')).err).toContain('gone.csv:1:1: there is no such file')
  })

  test.each([
    [60, 'en', '  app      wx-app-2'],
    [60, 'zh', '  小程序  wx-app-2'],
    [40, 'en', '  app      wx-app-2'],
    [40, 'zh', '  小程序  wx-app-2'],
  ])('has the cells of an app below each other at a terminal of %i places, in %s', async (room, language, line) => {
    const at = withFiles()
    at.write('apps.csv', 'id,label.tier,label.city\nwx1,gold,an-entry-that-is-longer-than-the-others\n')
    const { out } = await at.at(room)('apps', '--lang', language)
    expect(out.split('\n')).toContain(line)
    expect(out.split('\n').filter((one) => !one.includes('longer') && widthOf(one) > room)).toEqual([])
  })

  test('shows rows as they come: the columns are those of the first 200', async () => {
    const at = desk()
    at.write(
      'mini-domains.yaml',
      'version: 1\nvendors: { wechat: { adapter: x } }\nappFiles: [{ path: a.csv, vendor: wechat }]\n',
    )
    at.write(
      'a.csv',
      ['id,profile', ...Array.from({ length: 1_000 }, (_, n) => `wx${n},`), 'wx-with-a-long-id,gold'].join('\n'),
    )
    const lines = (await at.type('apps')).out.split('\n')
    expect(lines.slice(0, 3)).toEqual(['vendor  app    name  profile  labels', 'wechat  wx0', 'wechat  wx1'])
    expect(lines[1_001]).toBe('wechat  wx-with-a-long-id        gold')
    expect(lines).toHaveLength(1_004)
  })
})

describe('tokens', () => {
  test('are imported, and told without being shown', async () => {
    const emulator = await vendors()
    const at = desk(secrets)
    at.write('mini-domains.yaml', platform(emulator.wechat.baseUrl))
    at.write('tokens.csv', 'appId,refreshToken\nwx-app-1,refreshtoken@@@wx-app-1\n,broken\n')
    const imported = await at.type('tokens', 'import', 'tokens.csv')
    expect(imported.code).toBe(3)
    expect(imported.out).toContain('1 stored, 0 known already, 1 bad')
    expect(imported.err).toContain('line 3')
    const status = await at.type('tokens', 'status')
    expect(status.code).toBe(0)
    expect(status.out).toMatch(/wx-app-1 +idle/)
    expect(eventsOf((await at.type('tokens', 'status', '--json')).out).map(({ event }) => event)).toContain('fact')
    expect(at.printed()).not.toContain('refreshtoken@@@')
    expect(at.printed()).not.toContain('secret-wx-platform')
    expect((await at.type('tokens', 'import', 'nothing.csv')).code).toBe(1)
  })

  test('of apps in files are told too; an app that is named is looked for at its own vendor', async () => {
    const emulator = await vendors()
    const at = desk(secrets)
    at.write(
      'mini-domains.yaml',
      `${platform(emulator.wechat.baseUrl)}appFiles: [{ path: apps.csv, vendor: wechat }]\n`,
    )
    at.write('apps.csv', 'id\nwx-row-1\nwx-row-2\n')
    expect((await at.type('tokens', 'status')).out).toMatch(/wx-app-2 +.+\nwx-row-1 +.+\nwx-row-2 +/)
    const facts = eventsOf((await at.type('tokens', 'status', 'wx-row-2', '--json')).out).flatMap((event) =>
      event.event === 'fact' && event.name === 'app-token' ? [event.value] : [],
    )
    expect(facts).toMatchObject([{ vendor: 'wechat', app: 'wx-row-2' }])
    at.write('apps.csv', 'id\nwx-row-1,x\n')
    const partly = await at.type('tokens', 'status')
    expect(partly.code).toBe(3)
    expect(partly.err).toContain('mini-domains apps tells which')
  })

  test('that are missing are told by the name of the variable', async () => {
    const at = desk({ MINI_DOMAINS_KEY: key })
    at.write('mini-domains.yaml', platform('https://api.example.com'))
    const missing = await at.type('tokens', 'status')
    expect(missing.code).toBe(1)
    expect(missing.err).toContain('export WECHAT_COMPONENT_SECRET=')
    expect(missing.err).toContain('export WECHAT_COMPONENT_APPID=')
  })
})

describe('doctor', () => {
  test('finds a fleet well', async () => {
    const { at } = await fleetDesk()
    const well = await at.type('doctor')
    expect(well.code).toBe(0)
    expect(well.out).toContain('the pool can be read')
    expect(well.out).toContain('@mini-domains/baidu')
  })

  test('says what to fix: a token, an adapter, a key', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.seed({ tokens: { 'token-wx-platform': { state: 'expired' } } })
    const ill = await at.type('doctor')
    expect(ill.code).toBe(1)
    expect(ill.out).toContain('TokenRejected')
    expect(at.printed()).not.toContain('token-wx')
    at.write('mini-domains.yaml', 'version: 1\nvendors: { x: { adapter: not-there } }\n')
    expect((await at.type('doctor')).out).toContain('npm install not-there')
    const keyless = desk({ ...secrets, MINI_DOMAINS_KEY: undefined })
    keyless.write('mini-domains.yaml', platform('https://api.example.com'))
    expect((await keyless.type('doctor')).code).toBe(1)
  })

  test('knows old Nodes, proxies that are none, and clocks that are off', async () => {
    expect(nodeFinding('v20.18.0').verdict).toBe('bad')
    expect(nodeFinding('v22.1.0').verdict).toBe('good')
    const proxy = (environment: Readonly<Record<string, string>>, isReached = true) =>
      proxyFinding(environment, () => Promise.resolve(isReached))
    const reached = await proxy({ HTTPS_PROXY: 'http://me:pass@proxy.example:3128' })
    expect(reached).toMatchObject({ verdict: 'good', message: { en: 'HTTPS_PROXY: proxy.example:3128' } })
    expect(await proxy({ ALL_PROXY: 'http://proxy.example:3128' })).toMatchObject({
      verdict: 'good',
      message: { en: 'ALL_PROXY: proxy.example:3128' },
    })
    expect((await proxy({ ALL_PROXY: 'http://proxy.example:3128' }, false)).verdict).toBe('bad')
    for (const address of [':::', 'socks5://127.0.0.1:1080', 'http://user:p#ss@h:1', 'http://u:%E0%A4@h:1'])
      for (const variable of ['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY']) {
        const found = await proxy({ [variable]: address })
        expect(found.verdict).toBe('bad')
        expect(found.message.en).toContain(variable)
        expect(JSON.stringify(found)).not.toMatch(/p#ss|%E0/)
      }
    const HTTPS_PROXY = 'http://proxy.example:3128'
    for (const other of ['HTTP_PROXY', 'ALL_PROXY'])
      expect(await proxy({ HTTPS_PROXY, [other]: 'socks5://127.0.0.1:1080' })).toMatchObject({
        verdict: 'good',
        message: { en: 'HTTPS_PROXY: proxy.example:3128' },
      })
    const now = Date.parse('2026-01-01T00:05:00Z')
    expect(clockFinding('x', now, 'Thu, 01 Jan 2026 00:00:00 GMT').message.en).toContain('300 s ahead')
    expect(clockFinding('x', now, null).verdict).toBe('warning')
  })
})

describe('verify-file', () => {
  test('says what is wrong with a file as it is served', async () => {
    const at = desk()
    at.write('check.txt', 'abc')
    const unreachable = await at.type('verify-file', 'https://localhost:1/', '--file', 'check.txt')
    expect(unreachable.code).toBe(2)
    expect(unreachable.out).toContain('no-reply')
    expect((await at.type('verify-file', 'x.example.com', '--file', 'none.txt')).code).toBe(1)
    for (const word of ['wss://me:hush@localhost:1/a', 'HTTPS://localhost:1?b', ' me:hush@localhost:1#c ']) {
      const { out, code } = await at.type('verify-file', word, '--file', 'check.txt')
      expect([code, out.split('\n')[0]]).toEqual([2, '✗ https://localhost:1/check.txt'])
      expect(out).not.toContain('hush')
    }
    const none = await at.type('verify-file', 'https://', 'a b', '--file', 'check.txt')
    expect([none.code, none.out.match(/address →/g)?.length]).toEqual([2, 2])
  })

  test('takes all webview hosts of the config, each once for each vendor', async () => {
    const emulator = await vendors()
    // No host is reached: each is asked for through a proxy that is not there.
    const at = desk({ HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1,localhost' })
    at.write('check.txt', 'abc')
    const webview = '[www.example.com, "https://WWW.example.com/", shop.example.com]'
    at.write(
      'mini-domains.yaml',
      `${configOf(emulator).replace('[www.example.com]', webview)}appFiles: [{ path: apps.csv, vendor: baidu }]\n`,
    )
    at.write('apps.csv', 'id,webview\nbd-app-9,own.example.com\n')
    const local = await at.type('verify-file', '--all', '--file', 'check.txt')
    expect(local.code).toBe(2)
    expect(local.out.match(/^(?:wechat|baidu|✗).*/gm)).toEqual([
      'wechat: 2 hosts',
      '✗ https://shop.example.com/check.txt',
      '✗ https://www.example.com/check.txt',
      'baidu: 3 hosts',
      '✗ https://own.example.com/check.txt',
      '✗ https://shop.example.com/check.txt',
      '✗ https://www.example.com/check.txt',
    ])
    const asked = await at.type('verify-file', '--all', '--vendor', 'wechat')
    expect(asked.out.match(/✗ https:\/\/www\.example\.com\/\S+\.txt/g)).toHaveLength(1)
    expect(asked.out).not.toContain('own.example.com')
    const own = await at.type('verify-file', '--all', '--file', 'check.txt', '--app', 'bd-app-9')
    expect(own.out.match(/^(?:wechat|baidu|✗).*/gm)).toEqual([
      'baidu: 3 hosts',
      '✗ https://own.example.com/check.txt',
      '✗ https://shop.example.com/check.txt',
      '✗ https://www.example.com/check.txt',
    ])
    const stray = await at.type('verify-file', 'a.example.com', '--file', 'check.txt', '--label', 'tier=gold')
    expect([stray.code, stray.err.split('\n')[0]]).toEqual([1, 'error: --label does not go with hosts that are named'])
    expect((await at.type('verify-file')).err).toContain('name hosts, or say --all')
    expect((await at.type('verify-file', 'a.example.com', '--all')).code).toBe(1)
    at.write('apps.csv', 'id,webview\nbd-app-9,own.example.com\nbd-app-10,a,b\n')
    const partly = await at.type('verify-file', '--all', '--file', 'check.txt')
    expect([partly.code, partly.err]).toEqual([3, expect.stringContaining('mini-domains apps tells which')])
    at.write('mini-domains.yaml', configOf(emulator).replace('[www.example.com]', '[]'))
    expect((await at.type('verify-file', '--all')).code).toBe(7)
  })

  test('asks the vendor for the file', async () => {
    const { at } = await fleetDesk()
    const server = createServer((_, response) => response.end('no')).listen(0)
    const checked = await at.type('verify-file', 'localhost:1', '--vendor', 'wechat')
    server.close()
    expect(checked.code).toBe(2)
    expect(checked.out).toContain('https://localhost:1/')
  })
})
