import type { WechatSeed } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const server = '/cgi-bin/component/modify_wxa_server_domain'
const webview = '/cgi-bin/component/modify_wxa_jump_domain'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)

describe('the pools of a WeChat platform', () => {
  it(
    'change in their testing version alone unless both are asked for',
    withEmulator(async (emulator) => {
      await toWechat(emulator, server, { action: 'add', wxa_server_domain: 'a.org;b.org' })
      const together = { action: 'delete', wxa_server_domain: 'example.com', is_modify_published_together: true }
      expect(jsonOf(await toWechat(emulator, server, together))).toEqual({
        errcode: 0,
        errmsg: 'ok',
        published_wxa_server_domain: 'example.net',
        testing_wxa_server_domain: 'example.net;a.org;b.org',
      })
      expect(emulator.wechat.state().platform.modificationsUsed.server).toBe(2)
    }),
  )

  it(
    'keep what a set repeats letter for letter, whichever version lists it, and refuse the same form as new',
    withEmulator(async (emulator) => {
      const pool = { testing: ['Beta.ORG/', 'a.org'], published: ['LIVE.org/', 'a.org'] }
      emulator.wechat.seed({ platform: { webview: pool } })
      const set = (hosts: string) => ({ action: 'set', wxa_jump_h5_domain: hosts, is_modify_published_together: true })
      expect(jsonOf(await toWechat(emulator, webview, set('LIVE.org/;Beta.ORG/;b.org')))).toEqual(
        has({ errcode: 0, testing_wxa_jump_h5_domain: 'LIVE.org/;Beta.ORG/;b.org' }),
      )
      expect(jsonOf(await toWechat(emulator, webview, set('LIVE.org/;new.org/')))).toEqual(has({ errcode: 9410016 }))
    }),
  )

  it.each([
    ['as-listed', [0, 9410016], ['OLD.org/', 'old.org']],
    ['any', [0, 0], ['OLD.org/']],
    ['judged', [9410016, 9410016], ['OLD.org/', 'old.org']],
  ] as const)('know what is listed in a spelling of its own %s, by the profile', (listedSpelling, errcodes, added) =>
    withEmulator(async (emulator) => {
      const call = async (action: string, hosts: string): Promise<unknown> => {
        const pool = { testing: ['OLD.org/'], published: [] }
        emulator.wechat.seed({ profile: { listedSpelling }, platform: { webview: pool } })
        const answer = jsonOf(await toWechat(emulator, webview, { action, wxa_jump_h5_domain: hosts }))
        return Object.entries(answer ?? {}).find(([name]) => name === 'errcode')?.[1]
      }
      expect([await call('set', 'OLD.org/;a.org'), await call('set', 'old.org/;a.org')]).toEqual(errcodes)
      await call('add', 'old.org')
      expect(emulator.wechat.state().platform.webview.testing).toEqual(added)
      expect(await call('delete', 'OLD.org/')).toBe(0)
      expect(emulator.wechat.state().platform.webview.testing).toEqual([])
    })(),
  )

  it.each<[string, string, object, WechatSeed, object]>([
    [
      'an unpublished platform',
      server,
      { action: 'add', wxa_server_domain: 'a.org', is_modify_published_together: true },
      { platform: { published: false } },
      { errcode: 61028 },
    ],
    [
      'a scheme',
      server,
      { action: 'add', wxa_server_domain: 'https://a.org;b.org' },
      {},
      { errcode: 9410016, invalid_wxa_server_domain: 'https://a.org' },
    ],
    [
      'too many',
      server,
      { action: 'add', wxa_server_domain: 'a.org' },
      { limits: { serverPool: 2 } },
      { errcode: 65316 },
    ],
    [
      'a spent month',
      server,
      { action: 'add', wxa_server_domain: 'a.org' },
      { platform: { modificationsUsed: { server: 50 } } },
      { errcode: 45104 },
    ],
    ['an unknown action', server, { action: 'put' }, {}, { errcode: 40052 }],
    ['an endless host', server, { action: 'add', wxa_server_domain: 'a'.repeat(300) }, {}, { errcode: 40039 }],
    [
      'a check file missing',
      webview,
      { action: 'add', wxa_jump_h5_domain: 'a.org' },
      { confirmFileMissing: ['a.org'] },
      { errcode: -1 },
    ],
    [
      'a check file missing, named',
      webview,
      { action: 'add', wxa_jump_h5_domain: 'a.org' },
      { confirmFileMissing: ['a.org'], profile: { jumpMinusOne: 'no' } },
      { errcode: 9410016, invalid_wxa_jump_h5_domain: 'a.org' },
    ],
  ])('refuse a change for %s', (_name, path, body, seed, expected) =>
    withEmulator(async (emulator) => {
      emulator.wechat.seed(seed)
      expect(jsonOf(await toWechat(emulator, path, body))).toEqual(has({ ...expected }))
      expect(emulator.wechat.state().platform.server.testing).toEqual(['example.com', 'example.net'])
    })(),
  )

  it(
    'take a delete of an unknown host for a success that costs nothing',
    withEmulator(async (emulator) => {
      const answer = await toWechat(emulator, server, { action: 'delete', wxa_server_domain: 'x.org' })
      expect(jsonOf(answer)).toEqual(has({ errcode: 0 }))
      expect(emulator.wechat.state().platform.modificationsUsed.server).toBe(0)
    }),
  )

  it(
    'answer a get of an empty, unpublished pool bare where the profile says so',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({
        profile: { emptyPoolGet: 'bare' },
        platform: { published: false, webview: { testing: [], published: [] } },
      })
      const { text } = await toWechat(emulator, webview, { action: 'get' })
      expect(text).toBe('{"testing_wxa_jump_h5_domain":""}')
    }),
  )
})
