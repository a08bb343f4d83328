import { jsonOf, toWechat, withEmulator } from '../client.js'

const none = {
  requestdomain: [],
  wsrequestdomain: [],
  uploaddomain: [],
  downloaddomain: [],
  udpdomain: [],
  tcpdomain: [],
}
const only = (entry: string) => ({ ...none, requestdomain: [entry] })

describe('effective server domains at WeChat', () => {
  it(
    'show what came from where, and follow the configured lists only at release',
    withEmulator(async (emulator) => {
      const console = { requestdomain: ['https://merchant.org'] }
      emulator.wechat.seed({ apps: { 'wx-app-1': { server: { console, effective: console } } } })
      const add = (entry: string) => ({ action: 'add', requestdomain: [entry] })
      await toWechat(emulator, '/wxa/modify_domain', add('https://a.example.com'))
      await toWechat(emulator, '/wxa/modify_domain_directly', add('https://x.org'))
      const layers = {
        errcode: 0,
        errmsg: 'ok',
        third_domain: only('https://a.example.com'),
        direct_domain: only('https://x.org'),
      }
      expect(jsonOf(await toWechat(emulator, '/wxa/get_effective_domain', {}))).toEqual({
        ...layers,
        mp_domain: only('https://merchant.org'),
        effective_domain: only('https://merchant.org'),
      })
      emulator.wechat.release('wx-app-1')
      expect(jsonOf(await toWechat(emulator, '/wxa/get_effective_domain', {}))).toEqual({
        ...layers,
        mp_domain: none,
        effective_domain: { ...none, requestdomain: ['https://a.example.com', 'https://x.org'] },
      })
    }),
  )

  it(
    'lose at release a domain whose host left the pool after it was configured',
    withEmulator(async (emulator) => {
      await toWechat(emulator, '/wxa/modify_domain', { action: 'add', requestdomain: ['https://a.example.com'] })
      emulator.wechat.seed({ platform: { server: { published: ['example.net'] } } })
      emulator.wechat.release('wx-app-1')
      expect(emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain).toEqual([])
    }),
  )
})
