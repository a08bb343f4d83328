import { isObject } from '../../src/json.js'
import { jsonOf, toBaidu, withEmulator } from '../client.js'

const dataOf = (answer: unknown): unknown => (isObject(answer) ? answer.data : undefined)
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)

describe('the pools of a Baidu platform', () => {
  it(
    'are given as arrays, where an app gives strings',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toBaidu(emulator, 'tp/modifywebviewdomain', { action: 'get' }))).toEqual(
        has({ data: ['https://example.com', 'https://example.net'] }),
      )
      await toBaidu(emulator, 'tp/modifydomain', { action: 'add', socket_domain: 'wss://s.org' })
      const answer = jsonOf(await toBaidu(emulator, 'tp/modifydomain', { action: 'get' }))
      expect(answer).toEqual(
        has({ data: has({ socket_domain: ['wss://example.com', 'wss://example.net', 'wss://s.org'] }) }),
      )
    }),
  )

  it(
    'keep what a set repeats letter for letter, and refuse the same form as new or where the host is not filed',
    withEmulator(async (emulator) => {
      const odd = 'https://OLD.org/'
      const platform = { server: { request_domain: [odd] }, webview: [odd] }
      emulator.baidu.seed({ platform, icpMissing: ['gone.org'] })
      const calls = [
        ['tp/modifydomain', 'request_domain'],
        ['tp/modifywebviewdomain', 'web_view_domain'],
      ] as const
      for (const [path, field] of calls) {
        const set = (entries: string) => toBaidu(emulator, path, { action: 'set', [field]: entries })
        expect(jsonOf(await set(`${odd},https://a.org`))).toEqual(has({ errno: 0 }))
        expect(jsonOf(await set(`${odd},https://b.org/`))).toEqual(has({ errno: 470014 }))
      }
      expect(emulator.baidu.state().platform.server.request_domain).toEqual([odd, 'https://a.org'])
      emulator.baidu.seed({ platform: { webview: ['https://gone.org/'] } })
      const unfiled = { action: 'set', web_view_domain: 'https://gone.org/,https://a.org' }
      expect(jsonOf(await toBaidu(emulator, 'tp/modifywebviewdomain', unfiled))).toEqual(has({ errno: 470014 }))
    }),
  )

  it.each([
    ['as-listed', [0, 470014, 50040, 0]],
    ['any', [0, 0, 0, 0]],
    ['judged', [470014, 470014, 50040, 0]],
  ] as const)('know what is listed in a spelling of its own %s, by the profile', (listedSpelling, errnos) =>
    withEmulator(async (emulator) => {
      const odd = 'https://OLD.org/'
      const calls = [
        ['tp/modifydomain', 'request_domain'],
        ['tp/modifywebviewdomain', 'web_view_domain'],
      ] as const
      for (const [path, field] of calls) {
        const errnoOf = async (action: string, entries: string): Promise<unknown> => {
          emulator.baidu.seed({
            profile: { listedSpelling },
            platform: { server: { request_domain: [odd] }, webview: [odd] },
          })
          const answer = jsonOf(await toBaidu(emulator, path, { action, [field]: entries }))
          return Object.entries(answer ?? {}).find(([name]) => name === 'errno')?.[1]
        }
        expect([
          await errnoOf('set', `${odd},https://a.org`),
          await errnoOf('set', 'https://old.org/,https://a.org'),
          await errnoOf('delete', 'https://old.org'),
          await errnoOf('delete', odd),
        ]).toEqual(errnos)
        expect(emulator.baidu.state().platform.server.request_domain).not.toContain('https://old.org')
      }
    })(),
  )

  it.each([
    ['doc', 50040, 50041],
    ['enum', 50042, 50043],
  ] as const)('refuse unknown deletes and missing check files by the codes of the %s', (tpCodes, absent, unconfirmed) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed({ profile: { tpCodes }, confirmFileMissing: ['a.org'] })
      const gone = { action: 'delete', request_domain: 'https://a.org' }
      expect(jsonOf(await toBaidu(emulator, 'tp/modifydomain', gone))).toEqual(has({ errno: absent }))
      const fresh = { action: 'add', web_view_domain: 'https://a.org' }
      expect(jsonOf(await toBaidu(emulator, 'tp/modifywebviewdomain', fresh))).toEqual(has({ errno: unconfirmed }))
    })(),
  )

  it.each([
    ['tp/modifydomain', 'request_domain', 'https://a.org'],
    ['tp/modifywebviewdomain', 'web_view_domain', 'https://a.org'],
  ])('take lists without an action at %s as an add, or refuse them, by the profile', (path, field, entry) =>
    withEmulator(async (emulator) => {
      const listed = async () => jsonOf(await toBaidu(emulator, path, { action: 'get' }))
      const before = await listed()
      emulator.baidu.seed({ profile: { poolWithoutAction: 'refused' } })
      expect(jsonOf(await toBaidu(emulator, path, { [field]: entry }))).toEqual(has({ errno: 40001 }))
      expect(dataOf(await listed())).toEqual(dataOf(before))
      emulator.baidu.seed({ profile: { poolWithoutAction: 'added' } })
      expect(jsonOf(await toBaidu(emulator, path, { [field]: entry }))).toEqual(has({ errno: 0 }))
      expect(JSON.stringify(dataOf(await listed()))).toContain(`"https://example.net","${entry}"`)
      expect(jsonOf(await toBaidu(emulator, path, { [field]: entry, action: '' }))).toEqual(has({ errno: 40001 }))
    })(),
  )

  it(
    'hold no more than their limit',
    withEmulator(async (emulator) => {
      emulator.baidu.seed({ limits: { pool: 2 } })
      const server = { action: 'add', request_domain: 'https://a.org' }
      expect(jsonOf(await toBaidu(emulator, 'tp/modifydomain', server))).toEqual(has({ errno: 50046 }))
      const webview = { action: 'add', web_view_domain: 'https://a.org' }
      expect(jsonOf(await toBaidu(emulator, 'tp/modifywebviewdomain', webview))).toEqual(has({ errno: 50045 }))
    }),
  )
})
