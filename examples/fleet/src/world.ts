import { baidu } from '@mini-domains/baidu'
import { type DomainError, createDomainProvider, decodeConfig } from '@mini-domains/core'
import { douyin } from '@mini-domains/douyin'
import { type Emulator, type EmulatorOptions, openings, startEmulator } from '@mini-domains/emulator'
import { type DesiredState, type FleetVendor } from '@mini-domains/fleet'
import { huawei } from '@mini-domains/huawei'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'

const adapters = [wechat, baidu, huawei, douyin]

/**
 * Every vendor on this machine, and what speaks to them.
 */
export interface World {
  readonly emulator: Emulator
  readonly vendors: Readonly<Record<string, FleetVendor>>
  readonly close: () => Promise<void>
}

const ours = ['https://api.shop.example']
const old = ['https://old.example.com']
const registered = ['example.com', 'shop.example']

// As a platform finds its apps after some years: old domains, and one that a merchant added. Each in its vendor's own words; the pool of the
// vendor that keeps it in its console is filled in by hand.
const seeds: EmulatorOptions = {
  wechat: {
    apps: {
      'wx-tea': { server: { configured: { requestdomain: [...ours, 'https://crm.example.net'] } } },
      'wx-books': { server: { configured: { downloaddomain: old } } },
      'wx-shoes': {},
    },
  },
  baidu: {
    apps: {
      'bd-tea': { server: { configured: { request_domain: ours } } },
      'bd-books': { server: { configured: { download_domain: old } } },
    },
  },
  huawei: { apps: { 'hw-tea': { domains: { httpRequest: ours } }, 'hw-books': { domains: { download: old } } } },
  douyin: {
    platform: {
      server: { request: registered, socket: registered, upload: registered, download: registered },
      webview: registered,
    },
    apps: {
      'tt-tea': { server: { configured: { request: ours } } },
      'tt-books': { server: { configured: { download: old } } },
    },
  },
}

/**
 * Starts every vendor on free ports and makes a provider of each that the config names.
 */
export const startWorld = async (desired: DesiredState): Promise<E.Either<DomainError, World>> => {
  const emulator = await startEmulator(seeds)
  const opened = new Map(Object.entries(openings(emulator)))
  const vendors: Record<string, FleetVendor> = {}
  const close = async (): Promise<void> => {
    for (const { provider } of Object.values(vendors)) await provider.close()
    await emulator.close()
  }
  for (const { vendor, version } of adapters) {
    const named = desired.content.vendors[vendor]
    const opening = opened.get(vendor)
    if (named === undefined || opening === undefined) continue
    const { baseUrl, platformToken, appTokens, credentials } = opening
    const tokens = { platform: platformToken, apps: appTokens }
    const rate = { all: { perSecond: 200 } }
    const provider = pipe(
      decodeConfig(adapters, { vendor, baseUrl, tokens, rate, ...credentials }),
      E.chain((settings) => createDomainProvider(adapters, settings)),
    )
    if (E.isLeft(provider)) {
      await close()
      return provider
    }
    vendors[vendor] = { provider: provider.right, adapter: { name: named.adapter, version } }
  }
  return E.right({ emulator, vendors, close })
}

/**
 * Lets one write take effect at WeChat and its answer get lost: the worst that can happen to a change.
 */
export const breakOneReply = (emulator: Emulator): void => {
  emulator.wechat.faults.add({
    kind: 'reset-after',
    match: { path: '/wxa/modify_domain', appId: 'wx-shoes', action: 'add' },
  })
}

const writesOf = ({ requests }: Pick<Emulator['wechat'], 'requests'>): number =>
  requests().filter(({ tookEffect }) => tookEffect).length

/**
 * How many writes took effect at each vendor, as it counts them itself.
 */
export const writesMade = (emulator: Emulator): Readonly<Record<string, number>> => ({
  wechat: writesOf(emulator.wechat),
  baidu: writesOf(emulator.baidu),
  huawei: writesOf(emulator.huawei),
  douyin: writesOf(emulator.douyin),
})

/**
 * How many that is in all.
 */
export const writesInAll = (made: ReturnType<typeof writesMade>): number =>
  Object.values(made).reduce((sum, count) => sum + count, 0)
