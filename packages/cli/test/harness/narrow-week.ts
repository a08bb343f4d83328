import { type Desk, configOf, desk, vendors } from './command-line.js'
import { commands } from '../../src/commands/index.js'

/**
 * What a command printed: what was typed, and each line of both its outputs.
 */
export interface Printed {
  readonly command: string
  readonly lines: ReadonlyArray<string>
}

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

const wrongRows = ['微信,,无编号,普通,', '支付宝,x1,支付商户,普通,', '微信,wx-app-1,重复,普通,', ''].join('\n')

const appFiles = `appFiles:
  - path: 商家.csv
    columns: { id: 小程序AppID, vendor: 平台, name: 商家名称, label.tier: 客户等级 }
    vendors: { 微信: wechat, 百度: baidu }
`

const helps = ['--help', ...commands.map((define) => `${define((en) => en).command.name()} --help`)]

const mistyped = [
  'plna',
  'plan --htlm x --vendro=wechat --sekret y',
  'pool frob',
  'apply plan.jsonl --canary 500% --concurrency 0 --detach',
  'emulate --latency x',
]

const beginning = [
  'plan',
  'doctor',
  'init --vendor wechat --vendor baidu --app-file none.csv --request api.example.com',
  'init --vendor wechat --app wx0123456789abcdef --request api.example.com',
  'validate',
  'plan',
  'emulate --write mini-domains.yaml',
]

const looks = [
  'validate',
  'doctor',
  'apps',
  'plan',
  'verify',
  'budget',
  'history',
  'status',
  'notify',
  'pull --dry-run',
]

const strays = [
  'plan --vendor wecaht',
  'plan --label tier=金',
  'plan --app nosuchapp',
  'explain wx-app-1 api.example.com',
  'explain wx-app-9 api.example.com',
  'explain wx-app-1 stranger.example.org',
  'show nosuch',
  'apply nosuch.jsonl',
]

const applies = [
  'plan --out plan.jsonl --markdown plan.md --html plan.html',
  'apply plan.jsonl --dry-run',
  'apply plan.jsonl --yes --report failed.md',
  'apply plan.jsonl --only-failed --yes',
  'history',
]

const afterwards = [
  'verify --report verify.md',
  'budget --low 49',
  'pull --dry-run',
  ...['wx-app-1', 'wx-app-2', 'wx-app-3'].map((app) => `explain ${app} pay.example.com`),
  'get wx-app-1',
  'get wx-app-1 wx-app-2 --effective',
  'add wx-app-1 --request new.example.com,stranger.example.org --dry-run',
  'add wx-app-1 --request new.example.com,stranger.example.org',
  'add wx-app-1 --request http://1.2.3.4:80/path,localhost',
  'add wx-app-2 --webview www.example.com',
  'add wx-app-3 --request new.example.com',
  'delete wx-app-1 --request new.example.com',
  'set wx-app-1 --request api.example.com --dry-run',
  'pool get --vendor wechat',
  'pool add --vendor wechat --any stranger.example.org --yes',
  'pool delete --vendor wechat --any example.com --dry-run',
  ...['add', 'verify', 'remove'].map((step) => `migrate api.example.com new.example.net ${step}`),
  'migrate apii.example.com new.example.net add',
  'tokens status',
  'tokens check wx-app-1',
  'tokens import tokens.csv --vendor wechat',
  'apps discover',
  'authorize-url --vendor wechat --redirect https://www.example.com/back',
  'authorize-url --vendor wechat --redirect x',
  'secret list',
  'secret put wechat/secret --from-env WX_ID',
  'secret put',
  'verify-file nowhere.invalid --vendor wechat',
  'verify-file --all',
  'verify-file',
  'doctor --probe --out probe.md',
]

const withoutVendor = ['doctor', 'plan', 'verify', 'get wx-app-1']

const withoutStore = ['doctor', 'budget', 'plan']

const escape = '\u001b'

/** What a person reads: without styles, and without progress, which is written over. */
const read = (text: string): ReadonlyArray<string> =>
  text.replace(new RegExp(`\r${escape}\\[K[^\r]*|${escape}\\[\\d+m`, 'g'), '').split('\n')

const reader = (at: Desk, room: number) => {
  const printed: Array<Printed> = []
  const type = async (command: string): Promise<ReadonlyArray<string>> => {
    const { out, err } = await at.at(room)(...command.split(' '))
    const lines = [...read(out), ...read(err)]
    printed.push({ command, lines })
    return lines
  }
  const each = async (lines: ReadonlyArray<string>): Promise<void> => {
    for (const line of lines) await type(line)
  }
  /** Types what lasts until it is stopped, and stops it. */
  const untilStopped = async (command: string): Promise<void> => {
    const stopping = setInterval(at.interrupt, 20)
    await type(command)
    clearInterval(stopping)
  }
  return { printed, type, each, untilStopped }
}

/**
 * Lives a week of an agency at a terminal of so many places, with all that goes wrong in it, and keeps what was printed.
 */
export const narrowWeek = async (lang: string, room: number): Promise<ReadonlyArray<Printed>> => {
  const emulator = await vendors()
  const at = desk({ LANG: lang, MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64'), WX_ID: 'wx-platform' })
  const { printed, type, each, untilStopped } = reader(at, room)
  const config = configOf(emulator)
  await each([...helps, ...mistyped, ...beginning])

  at.write('mini-domains.yaml', config.replace('profile: shop', 'profile: shpo\npolcy: add-only'))
  await each(looks)
  at.write('mini-domains.yaml', config.replace('profile: shop', 'profile: shpo'))
  await each(looks)
  at.write('mini-domains.yaml', config.replace(/^apps:\n[^]*$/m, appFiles))
  at.write('商家.csv', `${sheet}${wrongRows}`)
  await each(looks)

  at.write('商家.csv', sheet)
  at.write('tokens.csv', 'appId,refreshToken\nwx-app-1,r1\n,\n')
  await each([...looks, ...strays])
  const spent = { modificationsUsed: { server: 50 } }
  emulator.wechat.seed({ apps: { 'wx-app-2': { authorized: false }, 'wx-app-3': spent } })
  await each(applies)
  const run = /[a-z\d]{8}-[a-z\d]{8}/.exec((await type('history')).join(' '))?.[0] ?? 'none'
  await each([`show ${run}`, `rollback ${run} --out back.jsonl`, ...afterwards])
  await untilStopped('listen --port 0')
  await untilStopped('emulate --apps 2 --scenario release-due --scenario merchant-revokes')

  await emulator.wechat.faults.closePort()
  await each(withoutVendor)
  at.write('mini-domains.yaml', `${config}store: redis://127.0.0.1:1\n`)
  await each(withoutStore)
  return printed
}
