import { createBaidu } from './baidu/model.js'
import { type BaiduProfile, baiduProfiles } from './baidu/profile.js'
import { defaultBaiduSeed } from './baidu/seed.js'
import type { BaiduSeed, BaiduState } from './baidu/state.js'
import { createDouyin } from './douyin/model.js'
import { type DouyinProfile, douyinProfiles } from './douyin/profile.js'
import { defaultDouyinSeed } from './douyin/seed.js'
import type { DouyinSeed, DouyinState } from './douyin/state.js'
import { createHuawei } from './huawei/model.js'
import { type HuaweiProfile, huaweiProfiles } from './huawei/profile.js'
import { defaultHuaweiSeed } from './huawei/seed.js'
import type { HuaweiSeed, HuaweiState } from './huawei/state.js'
import { type Running, startVendor, type VendorEmulator } from './server/vendor-emulator.js'
import { type Clock, systemClock } from './state/account.js'
import type { VendorModel } from './state/model.js'
import { type Random, seededRandom } from './state/random.js'
import { createWechat } from './wechat/model.js'
import { type WechatProfile, wechatProfiles } from './wechat/profile.js'
import { defaultWechatSeed } from './wechat/seed.js'
import type { WechatSeed, WechatState } from './wechat/state.js'

/** The vendors that are emulated, each with what the ids of its apps begin with. */
export const emulatedVendors = { wechat: 'wx', baidu: 'bd', douyin: 'tt', huawei: 'hw' } as const

/** A vendor that is emulated. */
export type EmulatedVendorName = keyof typeof emulatedVendors

/** A ready-made profile, there for each vendor. */
export type ProfileName = keyof typeof wechatProfiles

/** The names of the ready-made profiles. */
export const profileNames: ReadonlyArray<ProfileName> = ['default', 'legacy', 'contrary']

/** Which readings of contradicting sources hold: one name for all vendors, or for each a name or single choices. */
export type ProfileChoice =
  | ProfileName
  | {
      readonly wechat?: ProfileName | Partial<WechatProfile>
      readonly baidu?: ProfileName | Partial<BaiduProfile>
      readonly douyin?: ProfileName | Partial<DouyinProfile>
      readonly huawei?: ProfileName | Partial<HuaweiProfile>
    }

/** How an emulator starts; with no options it is useful as it is. */
export interface EmulatorOptions {
  /** Merged over the default seed (`defaultWechatSeed`). */
  readonly wechat?: WechatSeed
  /** Merged over the default seed (`defaultBaiduSeed`). */
  readonly baidu?: BaiduSeed
  /** Merged over the default seed (`defaultDouyinSeed`). */
  readonly douyin?: DouyinSeed
  /** Merged over the default seed (`defaultHuaweiSeed`). */
  readonly huawei?: HuaweiSeed
  /** How many apps each vendor starts with, before its seed: `wx-app-1` and so on. 3 by default. */
  readonly apps?: number
  readonly profile?: ProfileChoice
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly clock?: Clock
  /** Ports to listen on; a free one where none is given. */
  readonly ports?: { readonly [V in EmulatedVendorName]?: number }
  /** The start of all ids and lots, 1 by default: the same seed gives the same ones. */
  readonly seed?: number
  /** How many requests each vendor's report keeps, 1000 by default. */
  readonly requestLog?: number
}

/** All vendors, running. */
export interface Emulator {
  readonly wechat: VendorEmulator<WechatState, WechatSeed>
  readonly baidu: VendorEmulator<BaiduState, BaiduSeed>
  readonly douyin: VendorEmulator<DouyinState, DouyinSeed>
  readonly huawei: VendorEmulator<HuaweiState, HuaweiSeed>
  /** Stops the servers and breaks every open connection, stalled ones included. Safe to call twice. */
  readonly close: () => Promise<void>
}

/** A default seed with so many apps. */
const withApps = <S extends object>(name: EmulatedVendorName, seed: S, count: number | undefined) => {
  if (count === undefined) return seed
  const ids = Array.from({ length: count }, (_, index) => `${emulatedVendors[name]}-app-${index + 1}`)
  return { ...seed, apps: Object.fromEntries(ids.map((id) => [id, {}])) }
}

const chosen = <P>(profiles: { readonly [K in ProfileName]: P }, choice: ProfileName | Partial<P> | undefined) =>
  typeof choice === 'string' ? profiles[choice] : (choice ?? {})

/** Starts the vendors on 127.0.0.1. Rejects when a port asked for is taken or a seed has an unknown field. */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { profile = 'default', clock = systemClock, ports = {}, seed = 1, requestLog = 1000, apps } = options
  const choices =
    typeof profile === 'string' ? { wechat: profile, baidu: profile, douyin: profile, huawei: profile } : profile
  const running: Array<Running<unknown, never>['close']> = []
  const close = async (): Promise<void> => {
    await Promise.all(running.map((each) => each()))
  }
  // Each vendor draws from a row of its own, so what one is asked changes no other.
  const start = async <S, P>(
    name: EmulatedVendorName,
    create: (random: Random, askForTicket: () => void) => VendorModel<S, P>,
  ): Promise<VendorEmulator<S, P>> => {
    const random = seededRandom(seed + Object.keys(emulatedVendors).indexOf(name))
    const setting = { port: ports[name] ?? 0, clock, random, requestLog }
    const vendor = await startVendor((askForTicket) => create(random, askForTicket), setting)
    running.push(vendor.close)
    return vendor.vendor
  }
  try {
    const wechatProfile: WechatSeed = { profile: chosen<WechatProfile>(wechatProfiles, choices.wechat) }
    const baiduProfile: BaiduSeed = { profile: chosen<BaiduProfile>(baiduProfiles, choices.baidu) }
    const douyinProfile: DouyinSeed = { profile: chosen<DouyinProfile>(douyinProfiles, choices.douyin) }
    const huaweiProfile: HuaweiSeed = { profile: chosen<HuaweiProfile>(huaweiProfiles, choices.huawei) }
    return {
      wechat: await start('wechat', (random, askForTicket) =>
        createWechat(
          { random, askForTicket },
          withApps('wechat', defaultWechatSeed, apps),
          wechatProfile,
          options.wechat ?? {},
        ),
      ),
      baidu: await start('baidu', (random) =>
        createBaidu(random, withApps('baidu', defaultBaiduSeed, apps), baiduProfile, options.baidu ?? {}),
      ),
      douyin: await start('douyin', (random) =>
        createDouyin(random, withApps('douyin', defaultDouyinSeed, apps), douyinProfile, options.douyin ?? {}),
      ),
      huawei: await start('huawei', (random) =>
        createHuawei(random, withApps('huawei', defaultHuaweiSeed, apps), huaweiProfile, options.huawei ?? {}),
      ),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
