import type { Emulator } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const path = '/wxa/get_prefetchdnsdomain'

const set = (emulator: Emulator, ...hosts: ReadonlyArray<string>) =>
  toWechat(emulator, '/wxa/set_prefetchdnsdomain', { prefetch_dns_domain: hosts.map((url) => ({ url })) })

const listed = async ({ wechat }: Emulator): Promise<unknown> =>
  (await fetch(`${wechat.baseUrl}${path}?access_token=token-wx-app-1`)).json()

const code = (errcode: number): unknown => expect.objectContaining({ errcode })

describe('hosts that WeChat looks up beforehand', () => {
  it(
    'are replaced by each set, and read by GET with how many there can be',
    withEmulator(async (emulator) => {
      expect(jsonOf(await set(emulator, 'a.example.com', 'b.example.com'))).toEqual({ errcode: 0, errmsg: 'ok' })
      await set(emulator, 'c.example.com')
      expect(await listed(emulator)).toEqual({
        errcode: 0,
        errmsg: 'ok',
        prefetch_dns_domain: [{ url: 'c.example.com' }],
        size_limit: 5,
      })
      expect(jsonOf(await toWechat(emulator, path, {}))).toEqual(code(43001))
    }),
  )

  it(
    'are refused by code, the list as it was',
    withEmulator(async (emulator) => {
      const used = { month: '', server: 0, webview: 0, prefetch: 49 }
      emulator.wechat.seed({ icpMissing: ['unfiled.example'], apps: { 'wx-app-1': { modificationsUsed: used } } })
      expect(jsonOf(await set(emulator, 'www.unfiled.example'))).toEqual(code(9420001))
      expect(jsonOf(await set(emulator, 'https://a.example.com'))).toEqual(code(9420001))
      const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `${label}.example.com`)
      expect(jsonOf(await set(emulator, ...six))).toEqual(code(9420002))
      const bare = { prefetch_dns_domain: ['a.example.com'] }
      expect(jsonOf(await toWechat(emulator, '/wxa/set_prefetchdnsdomain', bare))).toEqual(code(47001))
      expect(jsonOf(await set(emulator, 'a.example.com'))).toEqual(code(0))
      expect(jsonOf(await set(emulator, 'b.example.com'))).toEqual(code(9420000))
      expect(await listed(emulator)).toMatchObject({ prefetch_dns_domain: [{ url: 'a.example.com' }] })
    }),
  )
})
