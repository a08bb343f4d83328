import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeLegacy } from '../../../files/test/legacy.js'
import { configOf, desk, eventsOf, fleetDesk } from '../harness/command-line.js'

const vendorsPart = `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    credentials: { componentAppId: { env: NOWHERE_SET }, componentAppSecret: { env: NOT_SET_EITHER } }
`

const at = (config: string, files: Readonly<Record<string, string>> = {}) => {
  const one = desk()
  one.write('mini-domains.yaml', `${vendorsPart}${config}`)
  for (const [name, text] of Object.entries(files)) one.write(name, text)
  return one
}

describe('validate', () => {
  test('says how many apps it looked at, and asks no vendor', async () => {
    const { emulator, at: fleet } = await fleetDesk()
    expect(await fleet.type('validate')).toMatchObject({ code: 0, out: '6 apps looked at, 0 faults\n', err: '' })
    expect(emulator.wechat.requests()).toEqual([])
    expect(emulator.baidu.requests()).toEqual([])
  })

  test('tells what is wrong with the rates of a vendor, and takes one of each class of calls', async () => {
    const config = (rate: string) => `version: 1
vendors: { wechat: { adapter: '@mini-domains/wechat', config: { rate: ${rate}, attempts: 0 } } }
apps: [{ id: wx1, vendor: wechat }]
`
    const one = desk()
    one.write('mini-domains.yaml', config('{ token: { perSecond: 0 } }'))
    const { code, err } = await one.type('validate')
    expect(code).toBe(1)
    expect(err).toContain('vendors.wechat.config.rate.token.perSecond')
    expect(err).toContain('vendors.wechat.config.attempts')
    const rates = '{ all: { perSecond: 9 }, read: { perSecond: 9 }, write: { perSecond: 9 }, token: { perSecond: 9 } }'
    one.write('mini-domains.yaml', config(rates).replace(', attempts: 0', ''))
    expect(await one.type('validate')).toMatchObject({ code: 0, err: '' })
  })

  test('needs no secret, in the environment or in a store', async () => {
    const one = at('apps: [{ id: wx1, vendor: wechat }]\n')
    expect(await one.type('validate', '--lang', 'zh')).toMatchObject({
      code: 0,
      out: '已检查 1 个小程序，发现 0 处错误\n',
    })
  })

  test('names every fault of the config and of its files by file, line and column', async () => {
    const one = at(
      `profiles: { shop: { server: { any: [api.example.com], request: ['api.example.com:8443', a.example.com] } } }
profile: shop
appFiles: [{ path: apps.csv, vendor: wechat }]
`,
      { 'apps.csv': 'id,profile,frozen,webview\nwx1,,,\nwx2,shpo,,\nwx3,,perhaps,\nwx4,,,www.example.com/path\n' },
    )
    const { code, out, err } = await one.type('validate')
    expect(code).toBe(1)
    expect(err).toContain('mini-domains.yaml:6:31: server.any: expected a kind of this vendor')
    expect(err).toContain('apps.csv:3:1: no profile of the name "shpo"')
    expect(err).toContain('apps.csv:4:1: frozen: expected true or false')
    expect(err).toContain('apps.csv:5:1: webview: expected a domain (Remove the path')
    expect(out).toBe('3 apps looked at, 4 faults\n')
  })

  test('tells what is wrong with many rows once, with their lines, and counts them all', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `wx${n},perhaps\n`).join('')
    const one = at('appFiles: [{ path: apps.csv, vendor: wechat }]\n', { 'apps.csv': `id,frozen\n${rows}` })
    const { code, out, err } = await one.type('validate')
    expect(code).toBe(1)
    expect(err.split('error:')).toHaveLength(2)
    expect(err).toContain('apps.csv: 39 more as on line 2: lines 3–41')
    expect(out).toBe('0 apps looked at, 40 faults\n')
  })

  test('finds more domains than a list of the vendor holds', async () => {
    const many = Array.from({ length: 301 }, (_, n) => `h${n}.example.com`).join(', ')
    const one = at(`profiles: { shop: { server: { request: [${many}] } } }
apps: [{ id: wx1, vendor: wechat, profile: shop }, { id: wx2, vendor: wechat, profile: shop }]
`)
    const { code, out, err } = await one.type('validate')
    expect(code).toBe(1)
    expect(err).toMatch(/mini-domains\.yaml:6:\d+: server\.request: expected At most \d+ domains fit here/)
    expect(out).toBe('2 apps looked at, 1 fault\n')
  })

  test('checks the part of each vendor as its adapter reads it, and each pool', async () => {
    const one = desk()
    one.write(
      'mini-domains.yaml',
      `version: 1
vendors:
  wechat: { adapter: '@mini-domains/wechat', config: { timeoutMs: soon } }
  other: { adapter: '@mini-domains/nobody' }
  baidu: { adapter: '@mini-domains/baidu' }
pools: { baidu: { server: { udp: [api.example.com] } } }
apps: [{ id: wx1, vendor: wechat }]
`,
    )
    const { code, err } = await one.type('validate')
    expect(code).toBe(1)
    expect(err).toContain('mini-domains.yaml:3:67: vendors.wechat.config.timeoutMs: expected')
    expect(err).toContain('mini-domains.yaml:4:21: the package @mini-domains/nobody cannot be loaded')
    expect(err).toContain('mini-domains.yaml:6:29: server.udp: expected a kind of this vendor')
  })

  test('does not call a config good in which there is no app', async () => {
    const { code, err } = await at('apps: []\n').type('validate')
    expect(code).toBe(7)
    expect(err).toContain('nothing was looked at')
  })

  test('points out a rule that selects no app, which is no fault', async () => {
    const one = at(
      'rules: [{ select: { labels: { tier: goldd } }, frozen: true }]\napps: [{ id: wx1, vendor: wechat }]\n',
    )
    const { code, out, err } = await one.type('validate')
    expect(code).toBe(0)
    expect(err).toContain('mini-domains.yaml:6:11: rules.0.select: selects none of the apps')
    expect(out).toBe('1 app looked at, 0 faults\n')
  })

  test('gives each fault and the count as events', async () => {
    const { at: fleet, emulator } = await fleetDesk()
    fleet.write('mini-domains.yaml', `${configOf(emulator)}appFiles: [{ path: none.csv, vendor: wechat }]\n`)
    const { code, out } = await fleet.type('validate', '--json')
    const events = eventsOf(out)
    expect(code).toBe(1)
    expect(events.filter(({ event }) => event === 'problem')).toMatchObject([{ problem: 'config', at: 'none.csv:1:1' }])
    expect(events).toContainEqual({
      format: 1,
      event: 'fact',
      name: 'validated',
      value: { file: 'mini-domains.yaml', apps: 6, faults: 1 },
    })
  })

  describe('of a spreadsheet of 40 columns in Chinese, saved in GBK,', () => {
    const others = Array.from({ length: 35 }, (_, n) => `备用列${n + 1}`)
    const header = ['序号', '小程序AppID', '平台', '商家名称', '等级', ...others].join(',')
    const row = (n: number): string => [n, `wx${n}`, '微信', `商家${n}号`, n === 1 ? '金' : '银', ...others].join(',')
    const columns = 'columns: { id: 小程序AppID, vendor: 平台, name: 商家名称, label.tier: 等级 }'
    const sheet = (more = `, ${columns}`) => {
      const one = desk()
      one.write(
        'mini-domains.yaml',
        `${vendorsPart.replace('wechat:', '微信:')}appFiles: [{ path: 商家.csv${more} }]\n`,
      )
      writeFileSync(join(one.folder, '商家.csv'), encodeLegacy('gbk', `${[header, row(1), row(2)].join('\r\n')}\r\n`))
      return one
    }

    test('takes it as it is where its columns are named, and tells once which it passes over', async () => {
      const at = sheet()
      const { code, out, err } = await at.type('validate', '--lang', 'zh')
      expect({ code, out }).toEqual({ code: 0, out: '已检查 2 个小程序，发现 0 处错误\n' })
      expect(err).toBe(`注意：商家.csv 中的这些列已忽略：序号、${others.join('、')}\n`)
      const listed = await at.type('apps', '--label', 'tier=金')
      expect(listed.out).toMatch(/^微信 +wx1 +\S+ +tier=金$/m)
      expect(listed.out).not.toContain('wx2')
      expect(listed.err).toBe(`note: 商家.csv: ignored columns: 序号, ${others.join(', ')}\n`)
      const facts = eventsOf((await at.type('validate', '--json')).out).filter(
        (event) => event.event === 'fact' && event.name === 'ignored-columns',
      )
      expect(facts).toMatchObject([{ value: { path: '商家.csv', columns: ['序号', ...others] } }])
    })

    test('refuses it once where they are not named, and says how', async () => {
      const { code, out, err } = await sheet('').type('validate')
      expect({ code, out }).toEqual({ code: 1, out: '0 apps looked at, 1 fault\n' })
      expect(err).toContain('序号')
      expect(err).toContain('Or say with columns:')
    })

    test('refuses it once where it lacks a column that is named, and tells those that it has', async () => {
      const { code, out, err } = await sheet(`, ${columns.replace('平台', '所属平台')}`).type(
        'validate',
        '--lang',
        'zh',
      )
      expect({ code, out }).toEqual({ code: 1, out: '已检查 0 个小程序，发现 1 处错误\n' })
      expect(err).toContain('表头没有列 所属平台')
      expect(err).toContain('表头的列为：序号、小程序AppID、平台、')
    })
  })
})
