import { baidu } from '@mini-domains/baidu'
import { type DomainAdapter, type DomainProvider, createDomainProvider, systemClock } from '@mini-domains/core'
import {
  type Emulator,
  type EmulatorOptions,
  baiduPlatformToken,
  baiduTokenOf,
  startEmulator,
  wechatTokenOf,
} from '@mini-domains/emulator'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress } from '../src/lists/list-address.js'
import { type FleetVendors } from '../src/lists/open-list.js'

/** A clock of the true time that never sleeps, so that no test waits between two attempts. */
export const restless = { ...systemClock, sleep: () => Promise.resolve() }

const idsOf = (prefix: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(4, '0')}`)

const hosts = ['example.com', 'example.net']

/** What the config of each vendor has besides its address and tokens. */
export type Configs = { readonly [V in 'wechat' | 'baidu']?: Readonly<Record<string, unknown>> }

const providerAt = (
  vendor: 'wechat' | 'baidu',
  baseUrl: string,
  apps: Record<string, string>,
  config: Configs,
): DomainProvider => {
  const platform = vendor === 'wechat' ? 'token-wx-platform' : baiduPlatformToken
  const made = createDomainProvider<DomainAdapter>(
    [wechat, baidu],
    { vendor, baseUrl, timeoutMs: 2000, tokens: { platform, apps }, ...config[vendor] },
    { clock: restless },
  )
  if (E.isLeft(made)) throw new Error(made.left.message)
  return made.right
}

const tableOf = (ids: ReadonlyArray<string>, tokenOf: (id: string) => string): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [id, tokenOf(id)]))

/** Providers for so many apps at both emulated vendors. */
export const vendorsAt = (
  urls: { readonly wechat: string; readonly baidu: string },
  count: number,
  config: Configs = {},
): FleetVendors => ({
  wechat: {
    provider: providerAt('wechat', urls.wechat, tableOf(idsOf('wx', count), wechatTokenOf), config),
    adapter: { name: '@mini-domains/wechat', version: '0.0.0' },
  },
  baidu: {
    provider: providerAt('baidu', urls.baidu, tableOf(idsOf('bd', count), baiduTokenOf), config),
    adapter: { name: '@mini-domains/baidu', version: '0.0.0' },
  },
})

/** So many apps at both vendors, with empty lists, and pools that hold what the tests ask for. */
export const emulatedFleet = async (count: number, options: EmulatorOptions = {}, config: Configs = {}) => {
  const emulator: Emulator = await startEmulator({ requestLog: 100_000, ...options })
  const wechatIds = idsOf('wx', count)
  const baiduIds = idsOf('bd', count)
  emulator.wechat.seed({ apps: Object.fromEntries(wechatIds.map((id) => [id, {}])) })
  emulator.baidu.seed({ apps: Object.fromEntries(baiduIds.map((id) => [id, {}])) })
  const urls = { wechat: emulator.wechat.baseUrl, baidu: emulator.baidu.baseUrl }
  const vendors = vendorsAt(urls, count, config)
  return {
    emulator,
    vendors,
    urls,
    hosts,
    wechatIds,
    baiduIds,
    usedBy: ({ vendor, app = '', list }: ListAddress): number =>
      emulator[vendor === 'wechat' ? 'wechat' : 'baidu'].state().apps[app]?.modificationsUsed[list] ?? 0,
    modificationsOf: (vendor: 'wechat' | 'baidu') => {
      const used =
        vendor === 'wechat'
          ? Object.values(emulator.wechat.state().apps).map(({ modificationsUsed }) => modificationsUsed)
          : Object.values(emulator.baidu.state().apps).map(({ modificationsUsed }) => modificationsUsed)
      return used.reduce((sum, { server, webview }) => sum + server + webview, 0)
    },
    close: async () => {
      await vendors['wechat']?.provider.close()
      await vendors['baidu']?.provider.close()
      await emulator.close()
    },
  }
}
