import { type EmulatorOptions } from '@mini-domains/emulator'

const old = ['https://old.example.com']
const registered = ['example.com', 'shop.example']

/**
 * What the emulated vendors hold already, in their own words: a download domain of the app, so that the report shows what becomes of it, and
 * the pool of the one where it is kept in the console, as an operator fills it in by hand.
 */
export const seeds: EmulatorOptions = {
  wechat: { apps: { 'wx-app-1': { server: { configured: { downloaddomain: old } } } } },
  baidu: { apps: { 'bd-app-1': { server: { configured: { download_domain: old } } } } },
  huawei: { apps: { 'hw-app-1': { domains: { download: old } } } },
  douyin: {
    platform: { server: { request: registered, socket: registered, upload: registered, download: registered } },
    apps: { 'tt-app-1': { server: { configured: { download: old } } } },
  },
}
