import { baiduTokenOf, wechatTokenOf } from '@mini-domains/emulator'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Desk, desk, vendors } from '../../harness/command-line.js'

const asks = [
  'init',
  '--vendor',
  'wechat',
  '--vendor',
  'baidu',
  '--app-file',
  'apps.csv',
  '--request',
  'api.example.com',
]

const config = (at: Desk): string => readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')

describe('init of several vendors, from a file of apps', () => {
  test('writes a config whose plan runs', async () => {
    const emulator = await vendors()
    const tokens = (platform: string, app: string, token: string) =>
      JSON.stringify({ platform, apps: { [app]: token } })
    const at = desk({
      WECHAT_TOKENS: tokens('token-wx-platform', 'wx-app-1', wechatTokenOf('wx-app-1')),
      BAIDU_TOKENS: tokens('42.bd-platform.2592000.4102444800.emulator', 'bd-app-1', baiduTokenOf('bd-app-1')),
    })
    at.write('apps.csv', '\ufeffAppID(小程序ID);vendor\r\nwx-app-1;wechat\r\nbd-app-1;baidu\r\n')
    const started = await at.type(...asks)
    expect(started).toMatchObject({ code: 0, err: '' })
    expect(started.out).toContain('2 apps looked at, 0 faults')
    expect(started.out).toContain('WECHAT_COMPONENT_APPID')
    expect(started.out).toContain('BAIDU_CLIENT_ID')
    // To the emulator, with tokens that are there, in the place of the vendor and its tickets.
    const urls = [emulator.wechat.baseUrl, emulator.baidu.baseUrl]
    const tables = ['WECHAT_TOKENS', 'BAIDU_TOKENS']
    at.write(
      'mini-domains.yaml',
      config(at)
        .replace(/# config: \{ rate: .* \}\n/g, () => `config: { baseUrl: '${urls.shift()}' }\n`)
        .replace(/credentials:\n(?: {6}.*\n)+/g, () => `credentials: { tokens: { env: ${tables.shift()} } }\n`),
    )
    expect(await at.type('validate')).toMatchObject({ code: 0 })
    const planned = await at.type('plan', '--out', 'plan.jsonl')
    expect(planned.out.match(/\+ request https:\/\/api\.example\.com/g)).toHaveLength(2)
    expect((await at.type('apply', 'plan.jsonl', '--yes')).code).toBe(0)
    expect((await at.type('verify')).code).toBe(0)
  })

  test('reads a sheet as an office exports it: a title, Chinese headers, words for the vendors, signs before ids', async () => {
    await vendors()
    const at = desk()
    const rows = [
      '商家清单（十一月）,,,,,',
      '序号,平台,小程序AppID,商家名称,"客户\n等级",是否停用',
      '1,微信,wx-app-1,果香阁,金牌,',
      "2,百度智能小程序,'17712345,面包房,普通,是",
    ]
    at.write('apps.csv', `\ufeff${rows.join('\r\n')}\r\n`)
    const started = await at.type(...asks)
    expect(started.code).toBe(0)
    expect(started.out).toContain('2 apps looked at, 0 faults')
    expect(config(at)).toContain('vendors: { 微信: "wechat", 百度智能小程序: "baidu" }')
    expect(config(at)).toMatch(/^ {4}# .*label\.KEY：序号 \| 客户 等级$/m)
    const listed = (await at.type('apps')).out
    expect(listed).toMatch(/wechat +wx-app-1/)
    expect(listed).toMatch(/baidu +17712345/)
  })

  test('takes no word for a vendor that says more than its name, and tells its rows', async () => {
    await vendors()
    const at = desk()
    const words = ['WeChat Mini Program', '企业微信', '微信/百度', '百度小程序']
    at.write('apps.csv', `id,vendor\n${words.map((word, n) => `app-${n},${word}\n`).join('')}`)
    const { code, err } = await at.type(...asks)
    expect(code).toBe(3)
    expect(config(at)).toContain('vendors: { "WeChat Mini Program": "wechat", 百度小程序: "baidu" }')
    expect(err).toContain('apps.csv:3:1: no vendor of the name "企业微信"')
    expect(err).toContain('apps.csv:4:1: no vendor of the name "微信/百度"')
  })

  test('takes the vendors from the file where none is named', async () => {
    const at = desk()
    const rows = ['平台,小程序AppID', '抖音,tt-app-1', '微信小程序,wx-app-1', '支付宝,al-app-1']
    at.write('apps.csv', `${rows.join('\r\n')}\r\n`)
    const { code, err } = await at.type('init', '--app-file', 'apps.csv', '--request', 'api.example.com')
    expect(code).toBe(3)
    expect(config(at)).toMatch(/^vendors:\n {2}wechat:[^]*^ {2}douyin:[^]*^profiles:/m)
    expect(config(at)).not.toContain('baidu')
    expect(config(at)).toContain('vendors: { 抖音: "douyin", 微信小程序: "wechat" }')
    expect(err).toContain('apps.csv:4:1: no vendor of the name "支付宝"')
  })

  test.each([
    ['names none that is known', 'vendor,id\n支付宝,al-app-1\n'],
    ['has no column for them', 'id\nwx-app-1\n'],
    ['is not there', undefined],
  ])('asks for a vendor where the file %s', async (_, text) => {
    const at = desk()
    if (text !== undefined) at.write('apps.csv', text)
    const { code, err } = await at.type('init', '--app-file', 'apps.csv')
    expect([code, err]).toEqual([1, expect.stringContaining('no vendor was named')])
  })

  test('writes lines that are right once their # is taken away', async () => {
    const at = desk()
    at.write('apps.csv', 'id,vendor\nwx-app-1,wechat\nbd-app-1,baidu\ntt-app-1,douyin\nhw-app-1,huawei\n')
    await at.type('init', '--app-file', 'apps.csv', '--request', 'api.example.com')
    at.write(
      'mini-domains.yaml',
      config(at).replace(/^( *)# ?(?=(?:config|pushes|keep|socket|upload|download|pools):| {2})/gm, '$1'),
    )
    expect(config(at)).toMatch(/^ {4}config: \{ rate: /m)
    expect(config(at)).toMatch(/^pools:\n {2}wechat:/m)
    expect(await at.type('validate')).toMatchObject({ code: 0 })
  })

  test('says which secrets belong into the store, and where apps come from when there are none yet', async () => {
    const at = desk()
    const { out, err } = await at.type('init', '--vendor', 'huawei', '--request', 'api.example.com')
    expect(out).toMatch(/^ {2}mini-domains secret put huawei\/secret {2}# /m)
    expect(err).toContain('mini-domains apps discover')
  })

  test('tells rows that are no apps before a plan is made', async () => {
    await vendors()
    const at = desk()
    at.write('apps.csv', 'id,vendor\nwx-app-1,wecaht\nbd-app-1,baidu\n')
    const { code, out, err } = await at.type(...asks)
    expect(code).toBe(3)
    expect(err).toContain('apps.csv:2')
    expect(out).toMatch(/1 fault$/m)
  })

  test('asks whose an app is where several vendors may have it', async () => {
    const at = desk()
    const refused = await at.type('init', '--vendor', 'wechat', '--vendor', 'baidu', '--app', 'app-1')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('wechat/app-1 or baidu/app-1')
    expect((await at.type('init', '--vendor', 'wechat', '--vendor', 'baidu', '--app', 'baidu/app-1')).code).toBe(0)
    expect(config(at)).toContain('{ id: "app-1", vendor: baidu }')
  })
})
