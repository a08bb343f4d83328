import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { clockFinding, nodeFinding, proxyFinding } from '../src/check-up.js'
import { desk, eventsOf, fleetDesk, vendors } from './command-line.js'

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
    expect((await at.type('apps')).code).toBe(0)
  })

  test('writes nothing where who was asked went away', async () => {
    const at = desk()
    expect((await at.answer(['wechat', 'wx1'], 'init')).code).toBe(6)
    expect((await at.type('apps')).code).toBe(1)
  })

  test('needs to be told the vendor where nobody can answer', async () => {
    const at = desk()
    expect((await at.type('init')).err).toContain('--vendor wechat or --vendor baidu')
  })
})

describe('apps', () => {
  test('lists those of the config, and how many its files hold', async () => {
    const at = desk()
    at.write(
      'mini-domains.yaml',
      `${platform('https://api.example.com')}appFiles: [{ path: apps.csv, vendor: wechat }]\n`,
    )
    at.write('apps.csv', 'id\nwx1\nwx2\nwx3\n')
    const listed = await at.type('apps')
    expect(listed.out).toContain('tier=gold')
    expect(listed.out).toContain('apps.csv: 3 rows')
    const picked = eventsOf((await at.type('apps', '--label', 'tier=go*', '--json')).out)
    expect(picked.filter(({ event }) => event === 'app')).toHaveLength(1)
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
    expect(status.out).toMatch(/wx-app-1\s+│ idle/)
    expect(eventsOf((await at.type('tokens', 'status', '--json')).out).map(({ event }) => event)).toContain('fact')
    expect(at.printed()).not.toContain('refreshtoken@@@')
    expect(at.printed()).not.toContain('secret-wx-platform')
    expect((await at.type('tokens', 'import', 'nothing.csv')).code).toBe(1)
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

  test('says what to mend: a token, an adapter, a key', async () => {
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

  test('knows old Nodes, proxies that are none, and clocks that are off', () => {
    expect(nodeFinding('v20.18.0').verdict).toBe('bad')
    expect(nodeFinding('v22.1.0').verdict).toBe('good')
    expect(proxyFinding({ HTTPS_PROXY: 'http://me:pass@proxy.example:3128' }).message.en).toBe(
      'HTTPS_PROXY: proxy.example:3128',
    )
    expect(proxyFinding({ HTTPS_PROXY: ':::' }).verdict).toBe('bad')
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
