import * as E from 'fp-ts/lib/Either.js'
import { configOf, desk, eventsOf, fleetDesk } from '../../harness/command-line.js'

describe('get, add, delete, set and pool', () => {
  test('read and change the lists of an app at either vendor, with the same words', async () => {
    const { emulator, at } = await fleetDesk()
    for (const app of ['wx-app-1', 'bd-app-1']) {
      const added = await at.type(
        'add',
        app,
        '--request',
        'api.example.com,pay.example.com',
        '--webview',
        'www.example.com',
      )
      expect(added.code).toBe(0)
      expect(added.out).toContain('accepted')
      const again = await at.type('add', app, '--request', 'api.example.com')
      expect(again.out).toContain('already there')
      expect(again.out).toContain('no modification spent')
      expect((await at.type('delete', app, '--request', 'pay.example.com', '--yes')).code).toBe(0)
      expect((await at.type('get', app)).out).toContain('https://api.example.com')
      expect((await at.type('set', app, '--request', 'www.example.com', '--yes')).code).toBe(0)
      expect((await at.type('get', app, '--list', 'server')).out).not.toContain('https://api.example.com')
    }
    expect(emulator.wechat.state().apps['wx-app-1']?.server.configured['requestdomain']).toEqual([
      'https://www.example.com',
    ])
    expect(emulator.baidu.state().apps['bd-app-1']?.server.configured['request_domain']).toEqual([
      'https://www.example.com',
    ])
  })

  test('write nothing with --dry-run', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('add', 'wx-app-1', '--request', 'api.example.com', '--dry-run')
    await at.type('set', 'wx-app-1', '--request', 'api.example.com', '--dry-run', '--yes')
    await at.type('pool', 'add', '--vendor', 'wechat', '--any', 'x.example.org', '--dry-run')
    const wrote = emulator.wechat.requests().filter(({ tookEffect }) => tookEffect)
    expect(wrote).toHaveLength(0)
  })

  test('change the pool after a yes, and show it', async () => {
    const { emulator, at } = await fleetDesk()
    expect((await at.type('pool', 'add', '--vendor', 'wechat', '--any', 'shop.example.org')).code).toBe(4)
    const yes = await at.answer(['y'], 'pool', 'add', '--vendor', 'wechat', '--any', 'shop.example.org')
    expect(yes).toMatchObject({ code: 0 })
    expect(yes.out).toContain('+\u001b[39m any shop.example.org')
    expect(emulator.wechat.state().platform.server.published).toContain('shop.example.org')
    expect((await at.type('pool', 'get', '--vendor', 'wechat')).out).toContain('shop.example.org')
  })

  test('show both versions of a pool, and change the testing one alone where that is said', async () => {
    const { emulator, at } = await fleetDesk()
    const typed = ['pool', 'add', '--vendor', 'wechat', '--any', 'beta.example.org', '--for', 'testing', '--yes']
    expect((await at.type(...typed)).code).toBe(0)
    const { published, testing } = emulator.wechat.state().platform.server
    expect([published.includes('beta.example.org'), testing.includes('beta.example.org')]).toEqual([false, true])
    const shown = await at.type('pool', 'get', '--vendor', 'wechat', '--lang', 'zh')
    expect(shown.out).toContain('全网发布版')
    expect(shown.out).toMatch(/any · 测试版[^]*beta\.example\.org/)
    const listed = eventsOf((await at.type('pool', 'get', '--vendor', 'wechat', '--json')).out).find(
      ({ event }) => event === 'list',
    )
    expect(listed).toMatchObject({ versions: { testing: { any: testing }, published: { any: published } } })
    const kept = await at.type('pool', 'set', '--vendor', 'wechat', '--any', 'shop.example.org', '--yes')
    expect(kept.code).toBe(0)
    expect(emulator.wechat.state().platform.server.testing).toContain('beta.example.org')
    const refused = await at.type(
      'pool',
      'add',
      '--vendor',
      'baidu',
      '--request',
      'a.example.org',
      '--for',
      'testing',
      '--yes',
    )
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('one version only')
  })

  test('empty the pool of a vendor that does not tell kinds apart', async () => {
    const { emulator, at } = await fleetDesk()
    await at.type('pool', 'add', '--vendor', 'wechat', '--any', 'shop.example.org', '--yes')
    expect((await at.type('pool', 'set', '--vendor', 'wechat', '--clear', 'any', '--yes')).code).toBe(0)
    expect(emulator.wechat.state().platform.server.published).toEqual([])
  })

  test('refuse what can be known to be wrong before anything is sent, and say how to fix it', async () => {
    const { emulator, at } = await fleetDesk()
    const wrong = await at.type('add', 'wx-app-1', '--request', 'http://api.example.com')
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('Write it as https://api.example.com.')
    expect(emulator.wechat.requests()).toHaveLength(0)
    expect((await at.type('add', 'wx-app-1')).err).toContain('--request api.example.com')
    expect((await at.type('add', 'someone', '--request', 'a.example.com')).err).toContain('wechat, baidu')
    expect((await at.type('get', 'nobody/x')).err).toContain('wechat, baidu')
  })

  test('find an app among the rows of files, at its own vendor, and none at all where its vendor is not clear', async () => {
    const { emulator, at } = await fleetDesk()
    const config = configOf(emulator).replace(/^ *- \{ id: '..-app-[23]'.*\n/gm, '')
    at.write('mini-domains.yaml', `${config}appFiles: [{ path: apps.csv }, { path: more.jsonl, vendor: baidu }]\n`)
    at.write('apps.csv', 'id,vendor\nwx-app-2,wechat\nbd-app-2,baidu\nshared,wechat\n')
    at.write('more.jsonl', '{"id":"bd-app-3"}\n{"id":"shared"}\n')
    expect(await at.type('add', 'wx-app-2', '--request', 'api.example.com')).toMatchObject({ code: 0 })
    expect(await at.type('set', 'bd-app-3', '--request', 'api.example.com', '--yes')).toMatchObject({ code: 0 })
    const got = await at.type('get', 'wx-app-2', 'bd-app-3', 'wx-app-1', '--list', 'server')
    expect(got.code).toBe(0)
    expect(got.out).toContain('wechat · wx-app-2')
    expect(got.out).toContain('baidu · bd-app-3')
    expect(await at.type('delete', 'wx-app-2', '--request', 'api.example.com', '--yes')).toMatchObject({ code: 0 })
    const both = await at.type('delete', 'shared', '--request', 'api.example.com', '--yes')
    expect(both.code).toBe(1)
    expect(both.err).toContain('which vendor has the app shared?')
    expect((await at.type('get', 'baidu/shared')).err).not.toContain('which vendor')
    const nowhere = await at.type('get', 'someone', 'nobody')
    expect(nowhere.err).toMatch(/the app someone[^]*the app nobody/)
    expect(nowhere.err).not.toContain('mini-domains apps')
    at.write('more.jsonl', 'broken\n')
    expect((await at.type('get', 'someone')).err).toContain('mini-domains apps tells which')
  })

  test('say what the vendor rejected and how to fix it, and end as partial', async () => {
    const { at } = await fleetDesk()
    const partly = await at.type('add', 'wx-app-1', '--request', 'api.example.com,api.stranger.org')
    expect(partly.code).toBe(3)
    expect(partly.out).toContain('not-in-pool')
  })

  test('tell events of format 1 with --json, and nothing else', async () => {
    const { at } = await fleetDesk()
    const got = await at.type('get', 'wx-app-1', '--json')
    const events = eventsOf(got.out).map(({ event }) => event)
    expect(events).toEqual(['started', 'adapter', 'list', 'list', 'ended'])
    expect(got.err).toBe('')
    const added = await at.type('add', 'wx-app-1', '--request', 'api.example.com', '--json')
    expect(eventsOf(added.out).at(-2)).toMatchObject({ event: 'outcome', modification: 'spent' })
    const unsafe = await at.type(
      'set',
      'wx-app-1',
      '--request',
      'api.example.com',
      '--clear',
      'udp',
      '--webview',
      'www.example.com',
      '--json',
    )
    expect(eventsOf(unsafe.out).at(-1)).toMatchObject({ event: 'ended', status: 'unsafe', code: 4 })
  })

  test('quote the code and the request id of the vendor, who must act, and what to do', async () => {
    const { emulator, at } = await fleetDesk()
    emulator.wechat.authorisation.deauthorise('wx-app-1')
    const lost = await at.type('get', 'wx-app-1', '--list', 'server')
    expect(lost.code).toBe(1)
    expect(lost.err).toMatch(/code 61003/)
    expect(lost.err.match(/rid:? \S+/g)).toHaveLength(1)
    expect(lost.err).toContain('who must act: the merchant')
    const chinese = await at.type('get', 'wx-app-1', '--list', 'server', '--lang', 'zh')
    expect(chinese.err).toContain('处理方：商家')
  })

  test('go on after an adapter that throws, say that it is a defect of it, and not what it threw', async () => {
    const never = { _tag: 'Cannot', why: { en: 'no', zh: '无' }, link: '' }
    const fact = (value: unknown) => ({ value, source: '', date: '', confidence: 'guess' })
    const limits = { ports: fact(false), forbiddenHosts: fact([]) }
    const acts = { add: never, delete: never, set: never, copyPool: never, effective: never }
    const list = (kind: string) => ({ kinds: [kind], get: { _tag: 'Can' }, ...acts, limits })
    const level = { server: list('request'), webview: list('webview'), confirmFile: never }
    const read = ({ subject }: { readonly subject: string }) => {
      if (subject.includes('bad')) throw new Error('GET /?token=hush')
      return () => Promise.resolve(E.right({ domains: { request: ['https://a.example.com'] } }))
    }
    const lists = { server: { kinds: ['request'], read }, webview: { kinds: ['webview'], read } }
    const made = { vendor: 'stranger', capabilities: { app: level, platform: level }, app: lists, platform: lists }
    const stranger = {
      vendor: 'stranger',
      version: '1.0.0',
      create: () => E.right({ ...made, close: () => Promise.resolve() }),
    }
    const at = desk({}, { 'stranger-adapter': { stranger } })
    at.write('mini-domains.yaml', 'version: 1\nvendors: { mine: { adapter: stranger-adapter } }\n')
    const got = await at.type('get', 'bad-1', 'good-1', '--list', 'server')
    expect(got.code).toBe(3)
    expect(got.out).toContain('https://a.example.com')
    expect(got.err).toContain('the adapter threw, which is a defect of it')
    expect(at.printed()).not.toContain('hush')
  })
})
