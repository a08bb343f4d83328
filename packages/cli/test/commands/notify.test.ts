import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '@mini-domains/core'
import { slackReceiver, webhookReceiver, wecomReceiver } from '../../../notify/test/receiver.js'
import { configOf, desk, eventsOf, vendors } from '../harness/command-line.js'

const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

interface Told {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

const isTold = (input: unknown): input is Told =>
  typeof input === 'object' && input !== null && 'type' in input && 'data' in input

const toldIn = (text: string): Told => {
  const parsed: unknown = JSON.parse(text)
  if (!isTold(parsed)) throw new Error('not a message of a webhook')
  return parsed
}

/** A desk whose config tells a webhook in English, and the robot of 企业微信 in Chinese. */
const toldDesk = async () => {
  const [webhook, wecom] = [await webhookReceiver(key, systemClock.now()), await wecomReceiver()]
  const emulator = await vendors()
  const at = desk({ HOOK_URL: webhook.url, HOOK_KEY: key, WECOM_URL: wecom.url })
  const notify = `notify:
  - { to: webhook, url: { env: HOOK_URL }, secret: { env: HOOK_KEY } }
  - { to: wecom, url: { env: WECOM_URL }, lang: zh, on: [apply-halted, verify-differs, authorization-lost] }
`
  at.write('mini-domains.yaml', `${configOf(emulator)}${notify}`)
  const told = (): ReadonlyArray<Told> => webhook.taken.map(({ text }) => toldIn(text))
  return { at, emulator, told, wecom, types: () => told().map(({ type }) => type) }
}

describe('whoever is under notify:', () => {
  test('hears that a plan was carried out, in their language, of what they asked for', async () => {
    const { at, told, wecom, types } = await toldDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    expect(await at.type('apply', 'plan.jsonl', '--yes')).toMatchObject({
      code: 0,
    })
    expect(types()).toEqual(['apply-finished'])
    expect(told()).toMatchObject([{ data: { complete: true, counts: { done: 12 } } }])
    expect(told()[0]?.data).not.toHaveProperty('hint')
    expect(wecom.taken).toEqual([])
  })

  test('hears of a verification only where somebody has to act, and not of what awaits a release', async () => {
    const { at, wecom, types } = await toldDesk()
    expect((await at.type('verify')).code).toBe(2)
    expect(types()).toEqual(['verify-differs'])
    expect(wecom.taken[0]?.text).toContain('mini-domains: 核对：共')
    expect(wecom.taken[0]?.text).toContain('服务器域名：有偏差')
    expect(wecom.taken[0]?.text).toContain('→ 原因、处理方与下一步见 mini-domains verify')
    await at.type('plan', '--out', 'plan.jsonl')
    await at.type('apply', 'plan.jsonl', '--yes')
    const after = await at.type('verify')
    expect(after).toMatchObject({ code: 0 })
    expect(after.out).toContain('awaiting release')
    expect(types()).toEqual(['verify-differs', 'apply-finished'])
  })

  test('hears that the rest of a vendor was left out', async () => {
    const { at, emulator, told, wecom, types } = await toldDesk()
    await at.type('plan', '--out', 'plan.jsonl', '--vendor', 'wechat')
    emulator.wechat.seed({ ipAllowlist: ['10.0.0.1'] })
    expect((await at.type('apply', 'plan.jsonl', '--yes')).code).not.toBe(0)
    expect(types()).toEqual(['apply-halted', 'apply-finished'])
    expect(told()[0]?.data['vendors']).toEqual(['wechat'])
    expect(wecom.taken[0]?.text).toContain('mini-domains: 执行已暂停')
    expect(wecom.taken[0]?.text).toMatch(/wechat：出现影响全部小程序的错误.*：本机 IP 地址不在第三方平台的白名单中/)
    expect(told()[1]?.data['text']).toContain("not on the platform's list (who must act: the platform owner)")
  })

  test('hears of lost authorisations, and of what could not be done', async () => {
    const { at, emulator, wecom, types } = await toldDesk()
    await at.type('plan', '--out', 'plan.jsonl')
    for (const app of ['wx-app-1', 'wx-app-2', 'wx-app-3'])
      emulator.wechat.seed({ apps: { [app]: { authorized: false } } })
    await at.type('apply', 'plan.jsonl', '--yes')
    expect(types()).toContain('authorization-lost')
    expect(types()).toContain('apply-finished')
    expect(wecom.taken.map(({ text }) => text).join('\n')).toContain('wechat · wx-app-1')
  })

  test('hears it with the names of merchants, and one of a thing as one', async () => {
    const { at, emulator, told, wecom } = await toldDesk()
    const config = readFileSync(join(at.folder, 'mini-domains.yaml'), 'utf8')
    at.write('mini-domains.yaml', config.replace("id: 'wx-app-1',", "id: 'wx-app-1', name: '果香阁',"))
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    emulator.wechat.seed({ apps: { 'wx-app-1': { authorized: false } } })
    await at.type('apply', 'plan.jsonl', '--yes')
    expect(told().map(({ data }) => data['text'])).toEqual([
      expect.stringMatching(/authorisation lost: 1 app\nwechat · 果香阁 \(wx-app-1\)\n/),
      expect.stringMatching(
        /wechat · 果香阁 \(wx-app-1\) · server domains: the app is not authorised.*\n→ .* then run it with --only-failed/s,
      ),
    ])
    expect(wecom.taken[0]?.text).toContain('果香阁 (wx-app-1)')
    emulator.wechat.seed({ apps: { 'wx-app-1': { authorized: true, modificationsUsed: { server: 50 } } } })
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1', '--force')
    await at.type('apply', 'plan.jsonl', '--yes')
    expect(told()[2]?.data['text']).toMatch(
      /fewer than 5 modifications left this month: 1 list\nwechat · 果香阁 \(wx-app-1\) · server domains: 0 left/,
    )
  })

  test('hears of an authorisation that a verification finds lost, each time until the merchant acts', async () => {
    const { at, emulator, told } = await toldDesk()
    emulator.baidu.seed({ apps: { 'bd-app-2': { authorized: false } } })
    for (const _ of [1, 2]) await at.type('verify', '--vendor', 'baidu', '--app', 'bd-app-2')
    const lost = told().filter(({ type }) => type === 'authorization-lost')
    expect(lost).toHaveLength(2)
    expect(lost[0]?.data['text']).toContain('baidu · bd-app-2')
  })

  test('hears of hosts that do not serve the confirm file', async () => {
    const { at, told } = await toldDesk()
    at.write('check.txt', 'abc')
    expect((await at.type('verify-file', 'localhost:1', '--file', 'check.txt')).code).toBe(2)
    expect(told()).toMatchObject([{ type: 'confirm-file-unverified', data: { hosts: 1 } }])
    expect(told()[0]?.data['text']).toContain('localhost:1')
  })

  test('hears of lists with little of the month left', async () => {
    const { at, emulator, told } = await toldDesk()
    emulator.wechat.seed({ apps: { 'wx-app-1': { modificationsUsed: { server: 50 } } } })
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    await at.type('apply', 'plan.jsonl', '--yes')
    const low = told().filter(({ type }) => type === 'budget-low')
    expect(low[0]?.data['text']).toContain('wechat · wx-app-1 · server domains: 0 left in')
  })

  test('hears the same of a nightly look at budgets, which ends with 2 where that is asked for', async () => {
    const { at, emulator, told, types } = await toldDesk()
    const nightly = ['budget', '--low', '5', '--detailed-exitcode']
    expect((await at.type(...nightly)).code).toBe(0)
    emulator.wechat.seed({ apps: { 'wx-app-1': { modificationsUsed: { server: 50 } } } })
    await at.type('plan', '--out', 'plan.jsonl', '--app', 'wx-app-1')
    await at.type('apply', 'plan.jsonl', '--yes')
    expect(types()).toEqual(['budget-low', 'apply-finished'])
    expect(await at.type(...nightly)).toMatchObject({ code: 2 })
    expect(types().slice(2)).toEqual(['budget-low'])
    expect(told()[2]).toMatchObject({ data: { lists: 1, below: 6 } })
    expect(told()[2]?.data['text']).toContain('wechat · wx-app-1 · server domains: 0 left in')
    expect((await at.type('budget', '--low', '5')).code).toBe(0)
    expect((await at.type('budget')).code).toBe(0)
    expect(types()).toHaveLength(4)
  })

  test('gets a test message, whatever they want to hear of', async () => {
    const { at, wecom, types } = await toldDesk()
    expect(await at.type('notify')).toMatchObject({ code: 0, out: '2 of 2 messages arrived\n' })
    expect(types()).toEqual(['test'])
    expect(wecom.taken[0]?.text).toContain('测试消息')
  })
})

describe('a message that does not arrive', () => {
  test('is a warning without the key, and changes no exit code but that of notify', async () => {
    const slack = await slackReceiver([{ status: 404 }, { status: 404 }])
    const emulator = await vendors()
    const at = desk({ SLACK_URL: slack.url })
    at.write('mini-domains.yaml', `${configOf(emulator)}notify: [{ to: slack, url: { env: SLACK_URL } }]\n`)
    await at.type('plan', '--out', 'plan.jsonl')
    const applied = await at.type('apply', 'plan.jsonl', '--yes')
    expect(applied.code).toBe(0)
    expect(applied.err).toContain('warning: not told: slack at 127.0.0.1')
    expect((await at.type('notify', '--lang', 'zh')).code).toBe(1)
    expect(at.printed()).not.toContain('XXXXXXXXXXXX')
  })

  test('is told before it is sent where its address is not set', async () => {
    const emulator = await vendors()
    const at = desk()
    at.write('mini-domains.yaml', `${configOf(emulator)}notify: [{ to: slack, url: { env: SLACK_URL } }]\n`)
    const told = eventsOf((await at.type('notify', '--json')).out)
    expect(told).toContainEqual(expect.objectContaining({ event: 'problem', problem: 'credentials' }))
  })

  test('cannot have its address in the config itself, and that address is not repeated', async () => {
    const at = desk()
    const url = 'https://hooks.slack.com/services/T0000/B0000/SECRETPART'
    at.write('mini-domains.yaml', `version: 1\nvendors: {}\nnotify: [{ to: slack, url: "${url}" }]\n`)
    const refused = await at.type('notify')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('{ env: NAME } or { store: NAME }')
    expect(at.printed()).not.toContain('SECRETPART')
  })
})
