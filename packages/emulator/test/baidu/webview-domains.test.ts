import type { BaiduSeed } from '../../src/index.js'
import { jsonOf, toBaidu, withEmulator } from '../client.js'

const path = 'app/modifywebviewdomain'
const has = (fields: { readonly [name: string]: unknown }): unknown => expect.objectContaining(fields)

describe('web-view domains of an app at Baidu', () => {
  it(
    'adopt the whole pool when no action is sent',
    withEmulator(async (emulator) => {
      expect(jsonOf(await toBaidu(emulator, path, {}))).toEqual(has({ errno: 0 }))
      expect(jsonOf(await toBaidu(emulator, path, { action: 'get' }))).toEqual(
        has({ data: 'https://example.com,https://example.net' }),
      )
    }),
  )

  it.each<[string, { readonly [name: string]: string }, BaiduSeed, number]>([
    ['no list', { action: 'set' }, {}, 470013],
    ['an empty list', { action: 'add', web_view_domain: '' }, {}, 470015],
    ['wss', { action: 'add', web_view_domain: 'wss://a.example.com' }, {}, 470014],
    ['a host outside the pool', { action: 'add', web_view_domain: 'https://x.org' }, {}, 470016],
    ['a delete of what is not there', { action: 'delete', web_view_domain: 'https://a.example.com' }, {}, 470017],
    [
      'a spent month',
      { action: 'add', web_view_domain: 'https://a.example.com' },
      { limits: { modificationsPerMonth: 0 } },
      470012,
    ],
    ['too many', { action: 'add', web_view_domain: 'https://a.example.com' }, { limits: { webview: 0 } }, 50045],
  ])('refuse %s', (_name, fields, seed, errno) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed(seed)
      expect(jsonOf(await toBaidu(emulator, path, fields))).toEqual(has({ errno }))
    })(),
  )
})
