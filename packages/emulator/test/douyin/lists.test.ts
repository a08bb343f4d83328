import type { DouyinSeed } from '../../src/index.js'
import { jsonOf, toDouyin, withEmulator } from '../client.js'

const server = '/api/apps/v2/domain/modify_server_domain/'
const webview = '/api/apps/v2/domain/modify_webview_domain/'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const present: DouyinSeed = {
  apps: { 'tt-app-1': { server: { configured: { request: ['a.example.com'], socket: ['s.example.com'] } } } },
}
const many = Array.from({ length: 21 }, (_, n) => `h${n}.example.com`)

describe('server domains of an app at Douyin', () => {
  it.each<[string, unknown, DouyinSeed, number]>([
    ['no kind named', { action: 'add' }, {}, 40026],
    ['an empty kind', { action: 'set', request: [] }, {}, 40026],
    ['an add of what is listed', { action: 'add', request: ['a.example.com', 'a.example.com'] }, present, 40026],
    ['a scheme', { action: 'add', request: ['https://a.example.com'] }, {}, 40027],
    ['a port', { action: 'add', request: ['a.example.com:8443'] }, {}, 40027],
    ['an IP address', { action: 'add', request: ['10.0.0.1'] }, {}, 40027],
    ['a host outside the pool', { action: 'add', request: ['b.example.com', 'x.org'] }, {}, 40023],
    [
      'a delete of what is not there',
      { action: 'delete', request: ['a.example.com', 'b.example.com'] },
      present,
      40028,
    ],
    ['too many', { action: 'add', request: many }, {}, 40024],
    ['an unknown action', { action: 'put' }, {}, 40001],
    ['a text in place of an array', { action: 'add', request: 'a.example.com' }, {}, 40001],
    ['a merchant who took it back', { action: 'get' }, { apps: { 'tt-app-1': { authorized: false } } }, 40022],
    ['a permission not granted', { action: 'get' }, { apps: { 'tt-app-1': { permitted: false } } }, 40036],
    ['a strange address', { action: 'get' }, { ipAllowlist: ['203.0.113.7'] }, 40006],
  ])('refuse the whole call for %s', (_name, body, seed, err_no) =>
    withEmulator(async (emulator) => {
      emulator.douyin.seed(seed)
      expect(jsonOf(await toDouyin(emulator, server, body))).toEqual(has({ err_no }))
      expect(emulator.douyin.requests().at(-1)?.tookEffect).toBe(false)
    })(),
  )

  it(
    'are bare hosts in arrays, read by get and written by add, delete and set',
    withEmulator(async (emulator) => {
      const id: unknown = expect.stringMatching(/^\d{14}[0-9A-F]{20}$/)
      const done = { err_no: 0, err_msg: '', log_id: id }
      expect(
        jsonOf(await toDouyin(emulator, server, { action: 'add', request: ['A.example.com'], upload: [] })),
      ).toEqual(done)
      expect(jsonOf(await toDouyin(emulator, server, { action: 'set', socket: ['s.example.com'] }))).toEqual(done)
      expect(jsonOf(await toDouyin(emulator, server.slice(0, -1), { action: 'get' }))).toEqual({
        ...done,
        data: { request: ['a.example.com'], socket: ['s.example.com'], upload: [], download: [] },
      })
      await toDouyin(emulator, server, { action: 'delete', request: ['a.example.com'] })
      expect(emulator.douyin.state().apps['tt-app-1']?.server.configured.request).toEqual([])
    }),
  )

  it.each<[string, DouyinSeed, unknown, unknown]>([
    [
      'an empty array clears its kind',
      { profile: { emptySet: 'clears' } },
      { action: 'set', request: [] },
      { request: [] },
    ],
    [
      'a kind left out is cleared',
      { profile: { setOmitted: 'cleared' } },
      { action: 'set', request: ['b.example.com'] },
      { request: ['b.example.com'], socket: [] },
    ],
    [
      'an add of what is listed is done',
      { profile: { unchanged: 'success' } },
      { action: 'add', request: ['a.example.com'] },
      { request: ['a.example.com'] },
    ],
    [
      'a delete takes off what is there',
      { profile: { deleteAbsent: 'rest' } },
      { action: 'delete', request: ['a.example.com', 'b.example.com'] },
      { request: [] },
    ],
  ])('have another reading: %s', (_name, seed, body, lists) =>
    withEmulator(async (emulator) => {
      emulator.douyin.seed({ ...present, ...seed })
      await toDouyin(emulator, server, body)
      expect(emulator.douyin.state().apps['tt-app-1']?.server.configured).toMatchObject(Object(lists))
    })(),
  )

  it(
    'may be counted over all kinds, be looked up in the pool of their kind, and be left out where there are none',
    withEmulator(async (emulator) => {
      emulator.douyin.seed({
        profile: { limitScope: 'all-kinds', poolMatch: 'same-kind', emptyList: 'absent' },
        platform: { server: { socket: ['only.example.org'] } },
      })
      const half = many.slice(0, 11)
      expect(jsonOf(await toDouyin(emulator, server, { action: 'add', request: half, upload: half }))).toEqual(
        has({ err_no: 40024 }),
      )
      expect(jsonOf(await toDouyin(emulator, server, { action: 'add', request: ['only.example.org'] }))).toEqual(
        has({ err_no: 40023 }),
      )
      await toDouyin(emulator, server, { action: 'add', socket: ['s.only.example.org'] })
      expect(jsonOf(await toDouyin(emulator, server, { action: 'get' }))).toEqual(
        has({ data: { socket: ['s.only.example.org'] } }),
      )
    }),
  )
})

describe('webview domains of an app at Douyin', () => {
  it(
    'are an array in an object, and not for apps of individuals',
    withEmulator(async (emulator) => {
      await toDouyin(emulator, webview, { action: 'add', webview: ['www.example.com'] })
      expect(jsonOf(await toDouyin(emulator, webview, { action: 'get' }))).toEqual(
        has({ data: { webview: ['www.example.com'] } }),
      )
      emulator.douyin.seed({ apps: { 'tt-app-1': { enterprise: false } } })
      expect(jsonOf(await toDouyin(emulator, webview, { action: 'get' }))).toEqual(has({ err_no: 40025 }))
    }),
  )
})

describe('the confirm file at Douyin', () => {
  it(
    "is the application's, under the path that says doamin",
    withEmulator(async (emulator) => {
      const { name, content } = emulator.douyin.state().platform.confirmFile
      const path = '/api/tpapp/v2/doamin/get_webview_check_file_info/'
      expect(jsonOf(await toDouyin(emulator, path))).toEqual(has({ data: { file_name: name, file_content: content } }))
    }),
  )
})

describe('a call to Douyin', () => {
  it.each<[string, string, string | undefined, DouyinSeed, number]>([
    ['a path that there is not', '/api/apps/v2/domain/modify', undefined, {}, 28001017],
    ['no token', server, '', {}, 28001003],
    ["the platform's token", server, 'clt.tt-platform.emulator', {}, 28001003],
    [
      'a token that has expired',
      server,
      undefined,
      { tokens: { 'isvact.tt-app-1.emulator': { state: 'expired' } } },
      28001008,
    ],
    ['no token, as v1 says it', server, '', { profile: { tokenCodes: 'v1' } }, 40020],
  ])('is refused for %s', (_name, path, token, seed, err_no) =>
    withEmulator(async (emulator) => {
      emulator.douyin.seed(seed)
      expect(jsonOf(await toDouyin(emulator, path, { action: 'get' }, token))).toEqual(has({ err_no }))
    })(),
  )
})
