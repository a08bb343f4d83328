import type { BaiduSeed } from '../../src/index.js'
import { jsonOf, toBaidu, withEmulator } from '../client.js'

const path = 'app/modifydomain'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)
const present = {
  apps: {
    'bd-app-1': {
      server: { configured: { request_domain: ['https://a.example.com'], socket_domain: ['wss://s.example.com'] } },
    },
  },
}
const many = Array.from({ length: 21 }, (_, n) => `https://h${n}.example.com`).join(',')

describe('server domains of an app at Baidu', () => {
  it.each<[string, { readonly [name: string]: string }, BaiduSeed, number]>([
    ['no kind named', { action: 'add' }, {}, 470013],
    ['an empty kind', { action: 'set', request_domain: '' }, {}, 470015],
    ['no scheme', { action: 'add', request_domain: 'a.example.com' }, {}, 470014],
    ['http', { action: 'add', request_domain: 'http://a.example.com' }, {}, 470014],
    ['a port', { action: 'add', request_domain: 'https://a.example.com:8443' }, {}, 470014],
    ['an IP address', { action: 'add', request_domain: 'https://10.0.0.1' }, {}, 470014],
    ["Baidu's own host", { action: 'add', request_domain: 'https://openapi.baidu.com' }, {}, 470014],
    ['https for a socket', { action: 'add', socket_domain: 'https://a.example.com' }, {}, 470014],
    ['a host outside the pool', { action: 'add', request_domain: 'https://x.org' }, {}, 470016],
    ['a delete of what is not there', { action: 'delete', request_domain: 'https://b.example.com' }, present, 470017],
    ['too many', { action: 'add', request_domain: many }, {}, 50046],
    [
      'a spent month',
      { action: 'add', request_domain: 'https://b.example.com' },
      { apps: { 'bd-app-1': { modificationsUsed: { server: 50 } } } },
      470011,
    ],
    ['an unknown action', { action: 'put' }, {}, 40001],
  ])('refuse the whole call for %s', (_name, fields, seed, errno) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed(seed)
      expect(jsonOf(await toBaidu(emulator, path, fields))).toEqual(has({ errno }))
      expect(emulator.baidu.requests().at(-1)?.tookEffect).toBe(false)
    })(),
  )

  it.each([
    ['untouched', ['wss://s.example.com']],
    ['cleared', []],
  ] as const)('leave kinds that a set leaves out %s', (setOmitted, sockets) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed({ ...present, profile: { setOmitted } })
      await toBaidu(emulator, path, { action: 'set', request_domain: 'https://b.example.com,https://c.example.com' })
      const lists = emulator.baidu.state().apps['bd-app-1']?.server.configured
      expect(lists?.request_domain).toEqual(['https://b.example.com', 'https://c.example.com'])
      expect(lists?.socket_domain).toEqual(sockets)
    })(),
  )

  it(
    'take an add of what is there for a success without effect',
    withEmulator(async (emulator) => {
      emulator.baidu.seed(present)
      const fields = { action: 'add', request_domain: 'https://a.example.com' }
      expect(jsonOf(await toBaidu(emulator, path, fields))).toEqual(has({ errno: 0, msg: 'success' }))
      expect(emulator.baidu.requests()[0]?.tookEffect).toBe(false)
    }),
  )

  it(
    'become effective at submission, where the own domains of the merchant are deleted',
    withEmulator(async (emulator) => {
      emulator.baidu.seed({
        apps: { 'bd-app-1': { server: { console: { request_domain: ['https://merchant.org'] } } } },
      })
      const fields = { action: 'add', request_domain: 'https://a.example.com' }
      await toBaidu(emulator, path, fields)
      emulator.baidu.release('bd-app-1')
      const server = emulator.baidu.state().apps['bd-app-1']?.server
      expect(server?.console.request_domain).toEqual([])
      expect(server?.effective.request_domain).toEqual(['https://a.example.com'])
    }),
  )
})
