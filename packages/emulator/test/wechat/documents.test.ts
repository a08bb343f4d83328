import { toWechat, withEmulator } from '../client.js'

const legacy = { profile: { wechat: 'legacy' as const } }
const pools = (hosts: ReadonlyArray<string>) => ({
  wechat: {
    platform: { server: { testing: hosts, published: hosts }, webview: { testing: hosts, published: hosts } },
  },
})

describe('the example exchanges of WeChat documents', () => {
  const lists = {
    requestdomain: ['https://www.qq.com', 'https://www.qq.com'],
    wsrequestdomain: ['wss://www.qq.com', 'wss://www.qq.com'],
    uploaddomain: ['https://www.qq.com', 'https://www.qq.com'],
    downloaddomain: ['https://www.qq.com', 'https://www.qq.com'],
  }

  it(
    'answer an add of server domains with the lists it took, as the English page prints it',
    withEmulator(
      async (emulator) => {
        const { text, status } = await toWechat(emulator, '/wxa/modify_domain', { action: 'add', ...lists })
        expect(text).toBe(JSON.stringify({ errcode: 0, errmsg: 'ok', ...lists }))
        expect(status).toBe(200)
        expect(emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual([
          'https://www.qq.com',
        ])
      },
      { ...pools(['qq.com']), profile: { wechat: { fields: 'four-kinds', slashes: 'plain' } } },
    ),
  )

  it(
    'answer a get of server domains with four lists, as the oldest page prints it',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({ apps: { 'wx-app-1': { server: { configured: lists } } } })
      const { text } = await toWechat(emulator, '/wxa/modify_domain', { action: 'get' })
      expect(text).toBe(JSON.stringify({ errcode: 0, errmsg: 'ok', ...lists }))
    }, legacy),
  )

  it(
    'answer an add of business domains with errcode and errmsg alone',
    withEmulator(
      async (emulator) => {
        const { text } = await toWechat(emulator, '/wxa/setwebviewdomain', {
          action: 'add',
          webviewdomain: ['https://www.qq.com', 'https://m.qq.com'],
        })
        expect(text).toBe('{"errcode":0,"errmsg":"ok"}')
      },
      pools(['qq.com']),
    ),
  )

  it.each([
    ['get', undefined, 'www.qq.com;wx.qq.com'],
    ['set', false, 'www.qq.com;wx.qq.com'],
    ['add', true, 'www.qq.com;wx.qq.com'],
  ])('answer %s of the business domain pool with both versions of it', (action, together, hosts) =>
    withEmulator(
      async (emulator) => {
        const { text } = await toWechat(emulator, '/cgi-bin/component/modify_wxa_jump_domain', {
          action,
          ...(together === undefined ? {} : { is_modify_published_together: together, wxa_jump_h5_domain: hosts }),
        })
        expect(text).toBe(
          '{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"www.qq.com;wx.qq.com",' +
            '"testing_wxa_jump_h5_domain":"www.qq.com;wx.qq.com"}',
        )
      },
      pools(['www.qq.com', 'wx.qq.com']),
    )(),
  )

  it(
    'show what was seen on the wire: known domains dropped unsaid, a wrong scheme mangled, 85301 with empty lists',
    withEmulator(async (emulator) => {
      emulator.wechat.seed({
        apps: { 'wx-app-1': { server: { configured: { requestdomain: ['https://a.example.com'] } } } },
      })
      const { text } = await toWechat(emulator, '/wxa/modify_domain', {
        requestdomain: ['https://a.example.com'],
        wsrequestdomain: ['https://c-b.example.com'],
        action: 'add',
      })
      const [before, after] = text.split(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/)
      expect(before).toBe(
        '{"errcode":85301,"errmsg":"no domain to modify after filtered, please confirm the domain has been set in ' +
          'miniprogram or open, and follows the rule of domains',
      )
      expect(after).toBe(
        '","requestdomain":[],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[],"udpdomain":[],' +
          '"tcpdomain":[],"invalid_requestdomain":[],"invalid_wsrequestdomain":["wss:\\/\\/https:\\/\\/c-b.example.com"],' +
          '"invalid_uploaddomain":[],"invalid_downloaddomain":[],"invalid_udpdomain":[],"invalid_tcpdomain":[],' +
          '"no_icp_domain":[]}',
      )
    }),
  )

  it(
    'answer an app with no business domains as seen on the wire',
    withEmulator(async (emulator) => {
      const { text } = await toWechat(emulator, '/wxa/get_effective_webviewdomain', {})
      expect(text).toBe(
        '{"errcode":0,"errmsg":"ok","mp_webviewdomain":[],"third_webviewdomain":[],"direct_webviewdomain":[],' +
          '"effective_webviewdomain":[]}',
      )
    }),
  )

  it(
    'give the check file as seen on the wire',
    withEmulator(async (emulator) => {
      const { text } = await toWechat(emulator, '/wxa/get_webviewdomain_confirmfile', {})
      expect(text).toBe(
        '{"errcode":0,"errmsg":"ok","file_name":"87PweoaRBw.txt","file_content":"7c5ffce3ba1f0e2c4b0fd684e371f25b"}',
      )
    }),
  )
})
