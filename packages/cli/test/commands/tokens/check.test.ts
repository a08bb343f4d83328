import type { Emulator } from '@mini-domains/emulator'
import { join } from 'node:path'
import { type Desk, type Typed, desk, eventsOf, vendors } from '../../harness/command-line.js'
import { pushConfig, pushEnvironment, whileListening } from '../../harness/listening.js'

/** What an event of a check says, without its texts. */
const factsOf = ({ out }: Typed): ReadonlyArray<unknown> =>
  eventsOf(out).flatMap((event): ReadonlyArray<unknown> => {
    if (event.event === 'problem') return [event.problem]
    return event.event === 'fact' && event.name === 'app-token' ? [event.value] : []
  })

const statusOf = ({ out }: Typed): unknown => eventsOf(out).find(({ event }) => event === 'ended')

const refreshing = { path: 'api_authorizer_token' }

describe('tokens check', () => {
  let emulator: Emulator
  let at: Desk
  beforeEach(async () => {
    emulator = await vendors()
    at = desk(pushEnvironment(emulator))
    at.write('mini-domains.yaml', pushConfig(emulator))
    await whileListening(at, async (url) => {
      await emulator.wechat.authorisation.pushTicket(url)
      await emulator.baidu.authorisation.pushTicket(url)
    })
  })

  test.each(['wx-app-1', 'bd-app-1'])('finds %s fine, in words, in Chinese and as an event', async (app) => {
    expect(await at.type('tokens', 'check', app)).toMatchObject({ code: 0, out: `${app}  has a token\n` })
    expect(await at.type('tokens', 'check', app, '--lang', 'zh')).toMatchObject({ code: 0, out: `${app}  令牌可用\n` })
    const told = await at.type('tokens', 'check', app, '--json')
    expect(told.code).toBe(0)
    expect(factsOf(told)).toMatchObject([{ app, state: 'ready' }])
    expect(statusOf(told)).toMatchObject({ status: 'done', code: 0 })
    expect(at.printed()).not.toMatch(/refreshtoken@@@|token-wx|61_[0-9a-f]|4[256]\.[0-9a-f]{8}/)
  })

  test.each([
    ['wx-app-1', 'wechat'],
    ['bd-app-1', 'baidu'],
  ] as const)('of %s tells that the merchant took it back, though a good token is kept', async (app, vendor) => {
    expect(await at.type('tokens', 'check', app)).toMatchObject({ code: 0 })
    emulator[vendor].authorisation.deauthorise(app)
    const lost = await at.type('tokens', 'check', app)
    expect(lost).toMatchObject({ code: 1, out: '' })
    expect(lost.err).toContain('error: AuthorizationLost')
    expect(lost.err).toContain('who must act: the merchant')
    const told = await at.type('tokens', 'check', app, '--json')
    expect(told.code).toBe(1)
    expect(factsOf(told)).toEqual(['AuthorizationLost'])
    expect(statusOf(told)).toMatchObject({ status: 'error', code: 1 })
    const zh = await at.type('tokens', 'check', app, '--lang', 'zh')
    expect(zh.err).toContain('处理方：商家\n  → 请商家重新授权给第三方平台。')
    expect((await at.type('tokens', 'status', app)).out).toMatch(new RegExp(`${app} +lost`))
  })

  test('asks again about an app taken for lost, and finds it fine once the merchant authorised again', async () => {
    emulator.baidu.authorisation.deauthorise('bd-app-1')
    expect(await at.type('tokens', 'check', 'bd-app-1')).toMatchObject({ code: 1 })
    expect(await at.type('get', 'bd-app-1')).toMatchObject({ code: 1 })
    emulator.baidu.authorisation.authorise('bd-app-1')
    const calls = emulator.baidu.tokenCalls().total
    expect(await at.type('get', 'bd-app-1')).toMatchObject({ code: 1 })
    expect(emulator.baidu.tokenCalls().total).toBe(calls)
    expect(await at.type('tokens', 'check', 'bd-app-1')).toMatchObject({ code: 0 })
    expect(await at.type('get', 'bd-app-1')).toMatchObject({ code: 0 })
  })

  test.each(['wechat/wx-mistyped', 'baidu/bd-mistyped'])(
    'tells that the id may be mistyped, and keeps nothing of it: %s',
    async (app) => {
      for (let round = 0; round < 2; round += 1) {
        const told = await at.type('tokens', 'check', app)
        expect(told).toMatchObject({ code: 1, out: '' })
        expect(told.err).toContain('the vendor knows no authorisation of this app')
        expect(told.err).toContain('Check the id of the app.')
        expect(told.err).not.toContain('gone since')
        expect((await at.type('tokens', 'status', app)).out).toMatch(/mistyped +unknown/)
      }
    },
  )

  test('moves no loss: it is gone since the first time', async () => {
    expect(await at.type('tokens', 'check', 'wx-app-1')).toMatchObject({ code: 0 })
    emulator.wechat.authorisation.deauthorise('wx-app-1')
    expect((await at.type('tokens', 'check', 'wx-app-1')).err).toContain('error: AuthorizationLost')
    const since = async () => /gone since \S+Z/.exec((await at.type('tokens', 'check', 'wx-app-1')).err)?.[0]
    const first = await since()
    expect(first).toBeDefined()
    expect(await since()).toBe(first)
  })

  test('tells an authorisation whose code was never exchanged', async () => {
    emulator.wechat.authorisation.authorise('wx-new')
    const told = await at.type('tokens', 'check', 'wechat/wx-new')
    expect(told).toMatchObject({ code: 1, out: '' })
    expect(told.err).toContain('never completed')
    expect(told.err).toContain('Ask the merchant to authorise the platform again.')
  })

  test('tells the code, its owner and the hint where the vendor refuses, and the app is not lost by it', async () => {
    emulator.wechat.faults.add({
      kind: 'reply',
      match: refreshing,
      body: { errcode: 61016, errmsg: 'function category of API need be confirmed by component' },
      times: 9,
    })
    const refused = await at.type('tokens', 'check', 'wx-app-1')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('error: PermissionDenied')
    expect(refused.err).toContain('the vendor said: code 61016, function category')
    expect(refused.err).toContain('who must act: the platform owner')
    const zh = await at.type('tokens', 'check', 'wx-app-1', '--lang', 'zh')
    expect(zh.err).toContain('处理方：第三方平台负责人')
    expect(zh.err).toContain('权限集')
    const told = await at.type('tokens', 'check', 'wx-app-1', '--json')
    expect(factsOf(told)).toEqual(['PermissionDenied'])
    emulator.wechat.faults.clear()
    expect(await at.type('tokens', 'check', 'wx-app-1')).toMatchObject({ code: 0 })
  })

  test('tells a pushed authorisation whose code the vendor refuses', async () => {
    const fresh = desk(pushEnvironment(emulator))
    fresh.write('mini-domains.yaml', pushConfig(emulator))
    emulator.wechat.faults.add({
      kind: 'reply',
      match: { path: 'api_query_auth' },
      body: { errcode: 61010, errmsg: 'code expired' },
      times: 9,
    })
    await whileListening(fresh, async (url) => {
      await emulator.wechat.authorisation.pushTicket(url)
      await emulator.wechat.authorisation.push(url, { event: 'authorised', appId: 'wx-new' })
    })
    const told = await fresh.type('tokens', 'check', 'wechat/wx-new')
    expect(told).toMatchObject({ code: 1, out: '' })
    expect(told.err).toContain('never completed')
    expect(told.err).toContain('who must act: the merchant')
  })

  test('tells a vendor that cannot be reached, and takes nobody for lost by it', async () => {
    await emulator.wechat.faults.closePort()
    const none = await at.type('tokens', 'check', 'wx-app-1')
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.err).toMatch(/error: ConnectionFailed: no connection \(127\.0\.0\.1:\d+: ECONNREFUSED\)/)
    expect((await at.type('tokens', 'check', 'wx-app-1', '--lang', 'zh')).err).toContain('请检查网络、代理和 baseUrl')
    expect(factsOf(await at.type('tokens', 'check', 'wx-app-1', '--json'))).toEqual(['ConnectionFailed'])
    await emulator.wechat.faults.openPort()
    expect(await at.type('tokens', 'check', 'wx-app-1')).toMatchObject({ code: 0 })
    await emulator.wechat.faults.closePort()
    expect(await at.type('tokens', 'check', 'wx-app-1')).toMatchObject({ code: 1, out: '' })
  })

  test.each([
    [
      'an app nobody has',
      ['wx-nobody'],
      /which vendor has the app wx-nobody\?\n.*--vendor NAME or NAME\/wx-nobody/,
      'wx-nobody 属于哪个厂商',
    ],
    ['a vendor that is not there', ['tiktok/wx-app-1'], /no vendor "tiktok"\n.*wechat, baidu/, '没有厂商“tiktok”'],
    ['no app at all', [], /check needs apps: their ids, or a selection/, '需要小程序 ID'],
    ['an app that never authorised', ['wechat/wx-nobody'], /AuthorizationLost: .*wx-nobody/, '请商家重新授权'],
  ] as const)('ends with 1 for %s', async (_name, words, en, zh) => {
    const unknown = await at.type('tokens', 'check', ...words)
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toMatch(en)
    expect((await at.type('tokens', 'check', ...words, '--lang', 'zh')).err).toContain(zh)
    const told = await at.type('tokens', 'check', ...words, '--json')
    expect(factsOf(told)).toHaveLength(1)
    expect(statusOf(told)).toMatchObject({ status: 'error', code: 1 })
  })

  test('asks about the apps that are selected, each of them, those of a file too', async () => {
    const files = 'appFiles: [{ path: apps.csv, vendor: baidu }]\n'
    at.write('mini-domains.yaml', `${pushConfig(emulator)}${files}`)
    at.write('apps.csv', 'id,label.tier\nbd-app-2,gold\nbd-app-3,\n')
    const both = await at.type('tokens', 'check', '--app', '*-app-1')
    expect(both).toMatchObject({ code: 0, out: 'wx-app-1  has a token\nbd-app-1  has a token\n' })
    expect(await at.type('tokens', 'check', '--label', 'tier=gold')).toMatchObject({
      code: 0,
      out: 'bd-app-2  has a token\n',
    })
    at.write('apps.csv', 'id,label.tier\nbd-app-2,gold\nbd-app-3,,x\n')
    const partly = await at.type('tokens', 'check', '--label', 'tier=gold')
    expect(partly).toMatchObject({ code: 3, out: 'bd-app-2  has a token\n' })
    expect(partly.err).toContain('mini-domains apps tells which')
  })

  test('takes names or a selection, not both, so that no option is passed over', async () => {
    const both = await at.type('tokens', 'check', 'wx-app-1', '--label', 'tier=gold')
    expect(both).toMatchObject({ code: 1, out: '' })
    expect(both.err).toContain('--label does not go with apps that are named')
    expect((await at.type('tokens', 'import', 'apps.csv', '--exclude', 'wx*')).err).toContain(
      '--exclude does not go with import',
    )
  })

  test('goes on past one that fails, and ends with 3 where some are fine', async () => {
    emulator.wechat.authorisation.deauthorise('wx-app-2')
    const apps = ['wechat/wx-app-2', 'wx-app-1', 'bd-app-1']
    const some = await at.type('tokens', 'check', ...apps)
    expect(some).toMatchObject({ code: 3, out: 'wx-app-1  has a token\nbd-app-1  has a token\n' })
    expect(some.err).toContain('wx-app-2')
    const told = await at.type('tokens', 'check', ...apps, '--json')
    expect(factsOf(told)).toMatchObject(['AuthorizationLost', { app: 'wx-app-1' }, { app: 'bd-app-1' }])
    expect(statusOf(told)).toMatchObject({ status: 'partial', code: 3 })
  })

  test('reads, and never changes anything at the vendor', async () => {
    const lists = () => [
      Object.values(emulator.wechat.state().apps).map(({ server, webview }) => ({ server, webview })),
      Object.values(emulator.baidu.state().apps).map(({ server, webview }) => ({ server, webview })),
    ]
    const before = lists()
    await at.type('tokens', 'check', 'wx-app-1', 'bd-app-1')
    expect(lists()).toEqual(before)
  })
})

describe('tokens check without a store', () => {
  const check = async (environment: Readonly<Record<string, string | undefined>>, config?: string) => {
    const emulator = await vendors()
    const at = desk({ ...pushEnvironment(emulator), ...environment })
    at.write('mini-domains.yaml', config ?? pushConfig(emulator))
    return {
      plain: await at.type('tokens', 'check', 'wechat/wx-app-1'),
      zh: await at.type('tokens', 'check', 'wechat/wx-app-1', '--lang', 'zh'),
      told: await at.type('tokens', 'check', 'wechat/wx-app-1', '--json'),
      at,
    }
  }

  test.each([
    ['an address of another kind', 'postgres://:pw-of-it@127.0.0.1/0', '(postgres:)', '（postgres:）'],
    [
      'a Redis that is away',
      'redis://:pw-of-it@127.0.0.1:1/0',
      'redis://127.0.0.1:1/0 cannot be opened',
      '无法打开存储',
    ],
    ['a file that is none of its own', 'mini-domains.yaml', 'cannot be opened', '无法打开存储'],
    ['a path through a file', 'mini-domains.yaml/store.db', 'cannot be opened', '无法打开存储'],
  ])('ends with 1 and names %s', async (_name, store, en, zh) => {
    const elsewhere = desk()
    elsewhere.write('mini-domains.yaml', pushConfig(await vendors()).repeat(4))
    const place = store.includes(':') ? store : join(elsewhere.folder, store)
    const { plain, zh: chinese, told } = await check({ MINI_DOMAINS_STORE: place })
    expect(plain).toMatchObject({ code: 1, out: '' })
    expect(plain.err).toContain(en)
    expect(plain.err).not.toContain('pw-of-it')
    expect(chinese.err).toContain(zh)
    expect(factsOf(told)).toEqual(['store'])
  })

  test('ends with 1 and names the key that is missing', async () => {
    const { plain, told } = await check({ MINI_DOMAINS_KEY: undefined })
    expect(plain).toMatchObject({ code: 1, out: '' })
    expect(plain.err).toContain('MINI_DOMAINS_KEY')
    expect(factsOf(told)).toEqual(['InvalidConfig'])
  })

  test('tells that there is nothing to ask where the tokens are a table', async () => {
    const config = `version: 1
allowInlineSecrets: true
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: 'http://127.0.0.1:1' }
    credentials: { tokens: '{"apps":{"wx-app-1":"t"}}' }
`
    const { plain, zh, told } = await check({}, config)
    expect(plain).toMatchObject({ code: 1, out: '' })
    expect(plain.err).toContain('takes its tokens from a table')
    expect(zh.err).toContain('来自固定表')
    expect(factsOf(told)).toEqual(['credentials'])
  })
})
