import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from '../../src/commands/index.js'
import { widthOf } from '../../src/output/text-width.js'
import { type Desk, configOf, desk, vendors } from '../harness/command-line.js'

const room = 60

const key = Buffer.alloc(32, 7).toString('base64')

// Made of blanks, letters of ASCII and a comma or a stop behind them: an address, or a command that is to be copied.
const oneWord = /^ *(?:[→✓✗!+=-] )?(?:[!-~]+|`[ -~]+`|(?:source|eval|<|\(|"|\$|\d+|[*]| )*mini-domains[ -~]*)[，。；：、）,.;:]*$/u

const sheet = [
  '商家清单（十一月）,,,,',
  '平台,小程序AppID,商家名称,客户等级,备注',
  '微信,wx-app-1,果香阁水果店（城西分店）,金牌,',
  '微信,wx-app-2,面包房,普通,',
  '微信,wx-app-3,老街牛肉面馆与川味小炒联合运营,普通,',
  '百度,bd-app-1,果香阁水果店（城西分店）,金牌,',
  '百度,bd-app-2,面包房,普通,',
  '百度,bd-app-3,花店,普通,',
  '',
].join('\n')

const appFiles = `appFiles:
  - path: 商家.csv
    columns: { id: 小程序AppID, vendor: 平台, name: 商家名称, label.tier: 客户等级 }
    vendors: { 微信: wechat, 百度: baidu }
`

/** Every line that a week prints, by the command that printed it. */
const week = async (lang: 'en' | 'zh'): Promise<ReadonlyArray<readonly [command: string, line: string]>> => {
  const emulator = await vendors()
  const at = desk({
    LANG: lang === 'zh' ? 'zh_CN.UTF-8' : 'en',
    MINI_DOMAINS_KEY: key,
    WX_ID: 'wx-platform',
  })
  const lines: Array<readonly [string, string]> = []
  const type: Desk['type'] = async (...argv) => {
    const typed = await at.at(Number(process.env["ROOM"] ?? room))(...argv)
    for (const line of (typed.out + typed.err).replace(/\r\u001b\[K[^\r]*/g, '').split('\n')) lines.push([argv.join(' '), line.replace(/\u001b\[\d+m/g, '')])
    return typed
  }
  const meanwhile = async (...argv: ReadonlyArray<string>): Promise<void> => {
    const running = type(...argv)
    const timer = setInterval(() => at.interrupt(), 20)
    await running
    clearInterval(timer)
  }
  await type()
  for (const define of commands) await type(define((en) => en).command.name(), '--help')
  await type('plna')
  await type('plan', '--htlm', 'x', '--vendro=wechat', '--sekret', 'y')
  await type('pool', 'frob')
  await type('apply', 'plan.jsonl', '--canary', '500%', '--concurrency', '0', '--detach')
  await type('plan')
  await type('doctor')
  await type('init', '--vendor', 'wechat', '--vendor', 'baidu', '--app-file', 'none.csv', '--request', 'api.example.com')
  await type('init', '--vendor', 'wechat', '--vendor', 'baidu', '--app', 'wx0123', '--request', 'https://a b')
  await type('init', '--vendor', 'wechat', '--app', 'wx0123456789abcdef', '--request', 'api.example.com')
  await type('init', '--vendor', 'wechat', '--app', 'wx0123456789abcdef', '--request', 'api.example.com')
  await type('validate')
  await type('plan')

  const config = configOf(emulator)
  at.write('mini-domains.yaml', config.replace('request: [', 'request: [prefetch, ').replace('profile: shop', 'profile: shpo\npolcy: add-only'))
  for (const command of ['validate', 'plan', 'apps', 'doctor', 'explain']) await type(command, ...(command === 'explain' ? ['wx-app-1', 'api.example.com'] : []))
  at.write('mini-domains.yaml', config.replace(/^apps:\n[^]*$/m, appFiles))
  at.write('商家.csv', `${sheet}微信,,无编号,普通,\n支付宝,x1,支付商户,普通,\n微信,wx-app-1,重复,普通,\n`)
  for (const command of ['validate', 'plan', 'apps', 'doctor', 'verify', 'budget']) await type(command)
  at.write('商家.csv', sheet)
  for (const command of ['validate', 'doctor', 'apps', 'plan', 'verify', 'budget', 'history', 'status', 'notify', 'schema', 'worker'])
    await type(command)
  await type('plan', '--vendor', 'wecaht')
  await type('plan', '--label', 'tier=金')
  await type('plan', '--app', 'nosuchapp')
  for (const app of ['wx-app-1', 'wx-app-9']) await type('explain', app, 'api.example.com')
  await type('explain', 'wx-app-1', 'stranger.example.org')
  emulator.wechat.seed({ apps: { 'wx-app-2': { authorized: false }, 'wx-app-3': { modificationsUsed: { server: 50 } } } })
  await type('plan', '--out', 'plan.jsonl', '--markdown', 'plan.md', '--html', 'plan.html')
  await type('apply', 'plan.jsonl', '--dry-run')
  await type('apply', 'plan.jsonl')
  await type('apply', 'plan.jsonl', '--yes', '--report', 'failed.md')
  await type('apply', 'plan.jsonl', '--yes')
  await type('apply', 'plan.jsonl', '--only-failed', '--yes')
  const history = await type('history')
  const [run = ''] = /[a-z\d]{7,}-[a-z\d]{8}/.exec(history.out) ?? []
  await type('show', run)
  await type('show', 'nosuch')
  await type('rollback', run, '--out', 'back.jsonl')
  await type('verify', '--report', 'verify.md')
  await type('budget', '--low', '49')
  await type('pull', '--dry-run')
  for (const app of ['wx-app-1', 'wx-app-2', 'wx-app-3']) await type('explain', app, 'pay.example.com')
  await type('get', 'wx-app-1')
  await type('get', 'wx-app-1', 'wx-app-2', '--effective')
  await type('add', 'wx-app-1', '--request', 'new.example.com,stranger.example.org', '--dry-run')
  await type('add', 'wx-app-1', '--request', 'new.example.com,stranger.example.org')
  await type('add', 'wx-app-1', '--request', 'http://1.2.3.4:80/path,localhost')
  await type('add', 'wx-app-2', '--webview', 'www.example.com')
  await type('delete', 'wx-app-1', '--request', 'new.example.com')
  await type('set', 'wx-app-1', '--request', 'api.example.com', '--dry-run')
  await type('pool', 'get', '--vendor', 'wechat')
  await type('pool', 'add', '--vendor', 'wechat', '--any', 'stranger.example.org', '--yes')
  await type('pool', 'delete', '--vendor', 'wechat', '--any', 'example.com', '--dry-run')
  await type('migrate', 'api.example.com', 'new.example.net', 'add')
  await type('migrate', 'api.example.com', 'new.example.net', 'verify')
  await type('migrate', 'api.example.com', 'new.example.net', 'remove')
  await type('migrate', 'apii.example.com', 'new.example.net', 'add')
  await type('tokens', 'status')
  await type('tokens', 'check', 'wx-app-1')
  at.write('tokens.csv', 'appId,refreshToken\nwx-app-1,r1\n,\n')
  await type('tokens', 'import', 'tokens.csv', '--vendor', 'wechat')
  await type('apps', 'discover')
  await type('apps', 'discover', '--vendor', 'baidu', '--out', 'new.csv')
  await type('authorize-url', '--vendor', 'wechat', '--redirect', 'https://www.example.com/back')
  await type('authorize-url', '--vendor', 'wechat', '--redirect', 'x')
  await type('secret', 'list')
  await type('secret', 'put', 'wechat/secret', '--from-env', 'WX_ID')
  await type('secret', 'put')
  await type('verify-file', 'nowhere.invalid', '--vendor', 'wechat')
  await type('verify-file', '--all')
  await type('verify-file')
  await meanwhile('listen', '--port', '0')
  await meanwhile('emulate', '--port', '0', '--scenario', 'release-due', '--scenario', 'merchant-revokes')
  await type('emulate', '--write', 'mini-domains.yaml')
  await type('emulate', '--latency', 'x')
  await type('doctor', '--probe')
  await type('doctor', '--probe', '--out', 'probe.md')
  await type('completion', 'bash')
  await emulator.wechat.faults.closePort()
  for (const command of ['doctor', 'plan', 'verify']) await type(command)
  await type('get', 'wx-app-1')
  at.write('mini-domains.yaml', `${config}store: redis://127.0.0.1:1\n`)
  for (const command of ['doctor', 'budget', 'worker', 'plan']) await type(command)
  return lines
}

describe.each(['en', 'zh'] as const)('at a terminal of 60 places, in %s', (lang) => {
  let lines: Awaited<ReturnType<typeof week>> = []

  beforeAll(async () => {
    lines = await week(lang)
    if (process.env['DUMP'] !== undefined) {
      let last = ''
      writeFileSync(join('/tmp', `h2-${lang}.txt`), lines.map(([command, line]) => `${command === last ? '' : `\n$ ${(last = command)}\n`}${line}`).join('\n'))
    }
  }, 120_000)

  test('no line is wider but for an address or a command that is to be copied', () => {
    const copied = /^(?:completion|schema)\b/
    expect(lines.filter(([command, line]) => !copied.test(command) && widthOf(line) > room && !oneWord.test(line))).toEqual([])
  })

  test('no line begins with what closes a sentence', () => {
    expect(lines.filter(([, line]) => /^ *[，。；：、！？）》”]/u.test(line))).toEqual([])
  })
})
