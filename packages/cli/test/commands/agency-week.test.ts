import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import type { Emulator } from '@mini-domains/emulator'
import { wecomReceiver } from '../../../notify/test/receiver.js'
import { type Desk, configOf, desk, eventsOf, vendors } from '../harness/command-line.js'

const count = 20

const ids = (prefix: string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${prefix}-app-${index + 1}`)

/** The agency's sheet as its office exports it: a title, Chinese headers, columns of no interest. */
const sheetOf = (frozen: ReadonlyArray<string> = []): string => {
  const row = (vendor: string) => (id: string, index: number) =>
    `${index + 1},${vendor},${id},商家${id},${index % 5 === 0 ? '金牌' : '普通'},${frozen.includes(id) ? '是' : ''},备注`
  return [
    '商家清单（十一月）,,,,,,',
    '序号,平台,小程序AppID,商家名称,客户等级,是否停用,备注',
    ...ids('wx').map(row('微信')),
    ...ids('bd').map(row('百度')),
    '',
  ].join('\r\n')
}

const columns = '{ id: 小程序AppID, vendor: 平台, name: 商家名称, label.tier: 客户等级, frozen: 是否停用 }'

const weekConfig = (emulator: Emulator): string =>
  configOf(emulator, count).replace(
    /^apps:\n[^]*$/m,
    `appFiles:\n  - { path: 商家.csv, columns: ${columns}, vendors: { 微信: wechat, 百度: baidu } }\n`,
  )

/** An agency's vendors, and a store that outlives whoever works with it. */
const agency = async () => {
  const emulator = await vendors()
  for (const [vendor, prefix] of [
    ['wechat', 'wx'],
    ['baidu', 'bd'],
  ] as const)
    emulator[vendor].seed({ apps: Object.fromEntries(ids(prefix).map((id) => [id, {}])) })
  const volume = desk()
  let config = weekConfig(emulator)
  let sheet = sheetOf()
  /** Somebody, or a container, in a folder that has nothing but the config and the sheet. */
  const arrives = (environment: Readonly<Record<string, string>> = {}): Desk => {
    const at = desk({ LANG: 'zh_CN.UTF-8', MINI_DOMAINS_STORE: join(volume.folder, 'store.db'), ...environment })
    at.write('mini-domains.yaml', config)
    at.write('商家.csv', sheet)
    return at
  }
  const release = (): void => {
    for (const id of ids('wx')) emulator.wechat.release(id)
  }
  const writes = (change: (text: string) => string): void => {
    config = change(config)
  }
  const exports = (next: string): void => {
    sheet = next
  }
  return { emulator, arrives, release, writes, exports }
}

const planned = async (at: Desk, ...words: ReadonlyArray<string>): Promise<string> => {
  expect((await at.type('plan', '--out', 'plan.jsonl', ...words)).code).toBe(0)
  return readFileSync(join(at.folder, 'plan.jsonl'), 'utf8')
}

type Charged = Readonly<Record<string, { readonly modificationsUsed: { readonly server: number } }>>

const serverSpent = (apps: Charged): ReadonlyArray<number> =>
  Object.keys(apps).map((id) => apps[id]?.modificationsUsed.server ?? 0)

const spentIn = ({ wechat, baidu }: Emulator): ReadonlyArray<number> => [
  ...serverSpent(wechat.state().apps),
  ...serverSpent(baidu.state().apps),
]

// Three words of English in a row, other than a command to type, are a sentence that nobody put into Chinese.
const english = (...printed: ReadonlyArray<string>): ReadonlyArray<string> =>
  printed
    .join('\n')
    .replace(/mini-domains [a-z-]+/g, '')
    .match(/[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/g) ?? []

describe("an agency's week:", () => {
  test('two colleagues work at once and one is stopped, and no list is charged twice', async () => {
    const { emulator, arrives } = await agency()
    const [one, other] = [arrives(), arrives()]
    expect((await one.type('apps')).out).toMatch(/wechat +wx-app-1 +商家wx-app-1 +tier=金牌/)
    const plan = await planned(one)
    await planned(other, '--label', 'tier=金牌')
    const applying = one.type('apply', 'plan.jsonl', '--yes')
    while (spentIn(emulator).every((spent) => spent === 0)) await setImmediate()
    one.interrupt()
    const stopped = await applying
    expect(stopped.code).toBe(6)
    expect(stopped.out + stopped.err).toContain('再次运行同一命令即可续跑')
    one.write('again.jsonl', plan)
    const [rest, gold] = await Promise.all([
      one.type('apply', 'again.jsonl', '--yes'),
      other.type('apply', 'plan.jsonl', '--yes'),
    ])
    expect([rest.code, gold.code]).toEqual([0, 0])
    expect(new Set(spentIn(emulator))).toEqual(new Set([1]))
    expect(english(rest.out, rest.err, gold.out, gold.err)).toEqual([])
    expect((await other.type('history')).out).toContain('已取消')
  }, 60_000)

  test('a merchant takes the authorisation back amid an apply, is named to whoever can act, and comes back', async () => {
    const { emulator, arrives, writes } = await agency()
    const robot = await wecomReceiver()
    writes((config) => `${config}notify: [{ to: wecom, url: { env: ROBOT }, lang: zh, on: [authorization-lost] }]\n`)
    const at = arrives({ ROBOT: robot.url })
    await planned(at)
    emulator.wechat.seed({ apps: { 'wx-app-7': { authorized: false } } })
    const applied = await at.type('apply', 'plan.jsonl', '--yes')
    expect(applied.code).toBe(3)
    expect(applied.out).toContain('处理方：商家')
    expect(applied.out).toContain('商家wx-app-7 (wx-app-7)')
    expect(applied.err).toMatch(/^wechat：小程序，\d+ 项变更$/m)
    expect(robot.taken[0]?.text).toContain('wx-app-7')
    const night = await at.type('verify')
    expect(night.code).toBe(0)
    expect(night.out).toMatch(/^40 个小程序：.*1 待商家授权/)
    expect(night.out).toMatch(/、\S+ \(wx-app-\d+\) 等 \d+ 个$/m)
    const explained = await at.type('explain', 'wx-app-7', 'api.example.com')
    expect(explained.code).toBe(2)
    expect(explained.out).toContain('下一步（商家）')
    emulator.wechat.seed({ apps: { 'wx-app-7': { authorized: true } } })
    expect((await at.type('apply', 'plan.jsonl', '--only-failed', '--yes')).code).toBe(0)
    expect((await at.type('verify')).out).toMatch(/^40 个小程序：20 一致，20 待发布/)
    expect(english(at.printed())).toEqual([])
  }, 60_000)

  test('a host moves in all apps but three, which hold up nobody and lose nothing', async () => {
    const { emulator, arrives, release, writes, exports } = await agency()
    const move = ['migrate', 'api.example.com', 'new.example.net'] as const
    writes((config) => config.replace('profile: shop\n', 'profile: shop\npolicy: add-only\n'))
    const first = arrives()
    await planned(first)
    await first.type('apply', 'plan.jsonl', '--yes')
    const out = ['wx-app-3', 'wx-app-5', 'wx-app-9']
    exports(sheetOf(['wx-app-3']))
    emulator.wechat.seed({
      apps: { 'wx-app-5': { authorized: false }, 'wx-app-9': { modificationsUsed: { server: 50 } } },
    })
    const added = await arrives().type(...move, 'add')
    expect(added.out).toContain('migrations:')
    writes((config) => `${config}migrations: [{ from: api.example.com, to: new.example.net }]\n`)
    const adding = arrives()
    await planned(adding)
    expect((await adding.type('apply', 'plan.jsonl', '--yes')).code).toBe(3)
    release()
    // Weeks may pass: each night is green, and no plan takes the new host away again.
    const night = await arrives().type('verify')
    expect(night.code).toBe(0)
    expect(night.out).toMatch(/^40 个小程序：37 一致，1 已冻结，1 待商家授权，1 受阻$/m)
    expect((await arrives().type('plan')).out).toMatch(/待修改 0 个（域名 \+0 -0，修改 0 次），受阻 4 个/)
    const ending = arrives()
    const verified = await ending.type(...move, 'verify', '--confirm', 'baidu')
    expect(verified.code).toBe(0)
    for (const app of out) expect(verified.out).toContain(app)
    expect((await ending.type(...move, 'remove', '--out', 'remove.jsonl')).code).toBe(0)
    expect((await ending.type('apply', 'remove.jsonl', '--yes')).code).toBe(0)
    const { apps } = emulator.wechat.state()
    const still = Object.keys(apps).filter((id) =>
      apps[id]?.server.configured.requestdomain.includes('https://api.example.com'),
    )
    expect(still.sort()).toEqual(out)
    writes((config) => config.replace(/migrations: .*\n/, '').replaceAll('api.example.com', 'new.example.net'))
    // Two of them can be done by now: thawed, and authorised again.
    exports(sheetOf())
    emulator.wechat.seed({ apps: { 'wx-app-5': { authorized: true } } })
    const later = arrives()
    await planned(later)
    expect((await later.type('apply', 'plan.jsonl', '--yes')).code).toBe(0)
    const after = emulator.wechat.state().apps
    for (const id of ['wx-app-3', 'wx-app-5'])
      expect(after[id]?.server.configured.requestdomain).toContain('https://new.example.net')
    expect(english(added.out, added.err, verified.out, verified.err, night.out)).toEqual([])
  }, 90_000)

  test('a fresh container looks each night, and is red for what was not looked at', async () => {
    const { emulator, arrives, exports } = await agency()
    const day = arrives()
    await planned(day)
    await day.type('apply', 'plan.jsonl', '--yes')
    const good = await arrives().type('verify', '--json')
    expect(good.code).toBe(0)
    expect(eventsOf(good.out).at(-1)).toMatchObject({ event: 'ended', status: 'done', code: 0 })

    await emulator.wechat.faults.closePort()
    const down = await arrives().type('verify')
    expect(down.code).toBe(3)
    expect(down.out).toMatch(/^40 个小程序：20 一致，20 无法读取/)
    await emulator.wechat.faults.openPort()

    const away = await arrives({ MINI_DOMAINS_STORE: 'redis://127.0.0.1:1' }).type('verify')
    expect(away.code).toBe(1)
    expect(away.err).toContain('（不可用）')

    exports('')
    expect((await arrives().type('verify')).code).toBe(3)
    exports('序号,平台,小程序AppID,商家名称,客户等级,是否停用,备注\r\n')
    const headerAlone = await arrives().type('verify')
    expect(headerAlone.code).toBe(3)
    expect(headerAlone.out).toContain('其中没有任何小程序')
    expect(english(down.out, down.err, away.err, headerAlone.out)).toEqual([])
  }, 60_000)
})
