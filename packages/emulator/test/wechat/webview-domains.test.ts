import type { WechatSeed } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const path = '/wxa/setwebviewdomain'
const directly = '/wxa/setwebviewdomain_directly'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const body = (action: string, ...webviewdomain: ReadonlyArray<string>) => ({ action, webviewdomain })
const present = { apps: { 'wx-app-1': { webview: { configured: ['https://a.example.com'] } } } }

describe('business domains of an app at WeChat', () => {
  it(
    'adopts the whole pool when no action is sent, and keeps what was there',
    withEmulator(async (emulator) => {
      emulator.wechat.seed(present)
      expect(jsonOf(await toWechat(emulator, path, {}))).toEqual({ errcode: 0, errmsg: 'ok' })
      expect(emulator.wechat.state().apps['wx-app-1']?.webview.configured).toEqual([
        'https://a.example.com',
        'https://example.com',
        'https://example.net',
      ])
    }),
  )

  it.each([
    ['as-listed', [0, 89021, 89022]],
    ['any', [0, 0, 0]],
    ['judged', [89021, 89021, 89022]],
  ] as const)('knows what is listed in a spelling of its own %s, by the profile', (listedSpelling, errcodes) =>
    withEmulator(async (emulator) => {
      const odd = 'http://WWW.example.com'
      const call = async (action: string, ...entries: ReadonlyArray<string>): Promise<unknown> => {
        const apps = { 'wx-app-1': { webview: { configured: [odd] } } }
        emulator.wechat.seed({ profile: { listedSpelling }, apps })
        const answer = jsonOf(await toWechat(emulator, path, body(action, ...entries)))
        return Object.entries(answer ?? {}).find(([name]) => name === 'errcode')?.[1]
      }
      const other = 'http://www.example.com'
      expect([
        await call('set', odd, 'https://a.example.com'),
        await call('set', other, 'https://a.example.com'),
        await call('delete', other),
      ]).toEqual(errcodes)
      expect(await call('delete', odd)).toBe(0)
    })(),
  )

  it.each<[string, string, object, WechatSeed, number]>([
    ['no change', path, body('add', 'https://a.example.com'), present, 89019],
    ['an empty pool', path, {}, { platform: { webview: { published: [] } } }, 89020],
    ['a host outside the pool', path, body('add', 'https://x.org'), {}, 89021],
    ['an entry without https', path, body('add', 'www.example.com'), {}, 89021],
    ['a port', path, body('add', 'https://www.example.com:8443'), {}, 89021],
    ['a delete of what is not there', path, body('delete', 'https://b.example.com'), present, 89022],
    [
      'too many',
      path,
      body('add', ...Array.from({ length: 101 }, (_, n) => `https://h${n}.example.com`)),
      { profile: { webviewLimit: '100' } },
      89029,
    ],
    [
      'a spent month',
      path,
      body('add', 'https://b.example.com'),
      { apps: { 'wx-app-1': { modificationsUsed: { webview: 50 } } } },
      89030,
    ],
    ["a private owner's program", path, body('get'), { apps: { 'wx-app-1': { accountType: 'individual' } } }, 89231],
    ['no action, directly', directly, {}, {}, 40052],
    [
      'a check file missing, directly',
      directly,
      body('add', 'https://x.org'),
      { confirmFileMissing: ['x.org'] },
      86103,
    ],
  ])('refuses %s', (_name, at, sent, seed, errcode) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed(seed)
      expect(jsonOf(await toWechat(emulator, at, sent))).toEqual(has({ errcode }))
      expect(emulator.wechat.requests().at(-1)?.tookEffect).toBe(false)
    })(),
  )

  it(
    'directly: takes a domain outside every pool and answers with the list',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toWechat(emulator, directly, body('add', 'https://x.org')))).toEqual({
        errcode: 0,
        errmsg: 'ok',
        webviewdomain: ['https://x.org'],
      })
    }),
  )

  it(
    'becomes effective at release, where what the pool does not hold is deleted and direct domains stay',
    withEmulator(async (emulator) => {
      const console = ['https://merchant.org']
      emulator.wechat.seed({ ...present, platform: {} })
      emulator.wechat.seed({ apps: { 'wx-app-1': { webview: { direct: ['https://x.org'], console } } } })
      emulator.wechat.release('wx-app-1')
      expect(jsonOf(await toWechat(emulator, '/wxa/get_effective_webviewdomain', {}))).toEqual({
        errcode: 0,
        errmsg: 'ok',
        mp_webviewdomain: [],
        third_webviewdomain: ['https://a.example.com'],
        direct_webviewdomain: ['https://x.org'],
        effective_webviewdomain: ['https://a.example.com', 'https://x.org'],
      })
      expect(() => emulator.wechat.release('nobody')).toThrow('nobody')
    }),
  )
})
