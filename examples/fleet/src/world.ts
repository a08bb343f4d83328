import { baidu } from '@mini-domains/baidu'
import { type DomainAdapter, type DomainError, createDomainProvider } from '@mini-domains/core'
import { type Emulator, baiduTokenOf, startEmulator, wechatTokenOf } from '@mini-domains/emulator'
import { type DesiredState, type FleetVendor } from '@mini-domains/fleet'
import { wechat } from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'

/**
 * Both vendors on this machine, and what speaks to them.
 */
export interface World {
  readonly emulator: Emulator
  readonly vendors: Readonly<Record<string, FleetVendor>>
  readonly close: () => Promise<void>
}

// As a platform finds its apps after some years: old domains, and one that a merchant added.
const wechatApps = {
  'wx-tea': { server: { configured: { requestdomain: ['https://api.shop.example', 'https://crm.example.net'] } } },
  'wx-books': { server: { configured: { downloaddomain: ['https://old.example.com'] } } },
  'wx-shoes': {},
}

const baiduApps = {
  'bd-tea': { server: { configured: { request_domain: ['https://api.shop.example'] } } },
  'bd-books': { server: { configured: { download_domain: ['https://old.example.com'] } } },
  'bd-shoes': {},
}

const tokensOf = (ids: ReadonlyArray<string>, tokenOf: (id: string) => string) =>
  Object.fromEntries(ids.map((id) => [id, tokenOf(id)]))

const adapterName = (desired: DesiredState, vendor: string): string => desired.content.vendors[vendor]?.adapter ?? ''

/**
 * Starts both vendors on free ports and makes a provider of each.
 */
export const startWorld = async (desired: DesiredState): Promise<E.Either<DomainError, World>> => {
  const emulator = await startEmulator({ wechat: { apps: wechatApps }, baidu: { apps: baiduApps } })
  const open = (adapter: DomainAdapter, baseUrl: string, tokens: unknown): E.Either<DomainError, FleetVendor> => {
    const { vendor, version } = adapter
    const provider = createDomainProvider([adapter], { vendor, baseUrl, tokens, rate: { all: { perSecond: 200 } } })
    const named = { name: adapterName(desired, vendor), version }
    return E.isLeft(provider) ? provider : E.right({ provider: provider.right, adapter: named })
  }
  const ofWechat = open(wechat, emulator.wechat.baseUrl, {
    platform: 'token-wx-platform',
    apps: tokensOf(Object.keys(wechatApps), wechatTokenOf),
  })
  const ofBaidu = open(baidu, emulator.baidu.baseUrl, {
    platform: '42.bd-platform.2592000.4102444800.emulator',
    apps: tokensOf(Object.keys(baiduApps), baiduTokenOf),
  })
  const close = async (): Promise<void> => {
    for (const vendor of [ofWechat, ofBaidu]) if (E.isRight(vendor)) await vendor.right.provider.close()
    await emulator.close()
  }
  if (E.isRight(ofWechat) && E.isRight(ofBaidu))
    return E.right({ emulator, vendors: { wechat: ofWechat.right, baidu: ofBaidu.right }, close })
  await close()
  return E.isLeft(ofWechat) ? ofWechat : E.map(() => ({ emulator, vendors: {}, close }))(ofBaidu)
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

/**
 * How many modifications each vendor really made.
 */
export const modificationsMade = ({ wechat: ofWechat, baidu: ofBaidu }: Emulator) => ({
  wechat: ofWechat.requests().filter(({ tookEffect }) => tookEffect).length,
  baidu: ofBaidu.requests().filter(({ tookEffect }) => tookEffect).length,
})
