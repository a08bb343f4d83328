import { toBaidu, withEmulator } from '../client.js'

const bare = { profile: { baidu: { envelope: 'bare' as const } } }

describe('the example exchanges of Baidu documents', () => {
  it(
    'answer a get of server domains with comma-joined strings, wss downloads and all',
    withEmulator(async (emulator) => {
      const https = ['https://www.baidu.com', 'https://www.baidu.com']
      const wss = ['wss://www.baidu.com', 'wss://www.baidu.com']
      const configured = { request_domain: https, socket_domain: wss, download_domain: wss, upload_domain: wss }
      emulator.baidu.seed({ apps: { 'bd-app-1': { server: { configured } } } })
      const { text, status } = await toBaidu(emulator, 'app/modifydomain', { action: 'get' })
      expect(status).toBe(200)
      expect(text).toBe(
        '{"errno":0,"msg":"success","data":{"request_domain":"https://www.baidu.com,https://www.baidu.com",' +
          '"socket_domain":"wss://www.baidu.com,wss://www.baidu.com",' +
          '"download_domain":"wss://www.baidu.com,wss://www.baidu.com",' +
          '"upload_domain":"wss://www.baidu.com,wss://www.baidu.com"}}',
      )
    }, bare),
  )

  it(
    'answer a get of web-view domains with one string',
    withEmulator(async (emulator) => {
      const configured = ['https://www.baidu.com', 'https://www.baidu.com']
      emulator.baidu.seed({ apps: { 'bd-app-1': { webview: { configured } } } })
      const { text } = await toBaidu(emulator, 'app/modifywebviewdomain', { action: 'get' })
      expect(text).toBe('{"errno":0,"msg":"success","data":"https://www.baidu.com,https://www.baidu.com"}')
    }, bare),
  )

  it.each(['add', 'set', 'delete'])('answer %s with errno and msg alone', (action) =>
    withEmulator(async (emulator) => {
      emulator.baidu.seed({
        apps: { 'bd-app-1': { server: { configured: { request_domain: ['https://a.example.com'] } } } },
      })
      const fields = { action, request_domain: 'https://a.example.com' }
      const { text } = await toBaidu(emulator, 'app/modifydomain', fields)
      expect(text).toBe('{"errno":0,"msg":"success"}')
    }, bare)(),
  )

  it(
    'give the check file raw, under its fixed name and with its length',
    withEmulator(async ({ baidu }) => {
      const token = baidu.state().platform.token
      const response = await fetch(`${baidu.baseUrl}/rest/2.0/smartapp/tp/download/domaincer?access_token=${token}`)
      expect(response.headers.get('content-disposition')).toBe('attachment; filename=bd_mapp_domaincer.txt')
      expect(response.headers.get('content-type')).toBe('application/octet-stream;charset=UTF-8')
      expect(response.headers.get('content-length')).toBe('32')
      expect(await response.text()).toBe(baidu.state().platform.confirmFile.content)
    }),
  )
})
