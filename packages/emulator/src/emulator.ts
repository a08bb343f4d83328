import { createBaidu } from './baidu/model.js'
import { type BaiduProfile, baiduProfiles } from './baidu/profile.js'
import { defaultBaiduSeed } from './baidu/seed.js'
import type { BaiduSeed, BaiduState } from './baidu/state.js'
import { createDouyin } from './douyin/model.js'
import { type DouyinProfile, douyinProfiles } from './douyin/profile.js'
import { defaultDouyinSeed } from './douyin/seed.js'
import type { DouyinSeed, DouyinState } from './douyin/state.js'
import { startVendor, type VendorEmulator } from './server/vendor-emulator.js'
import { type Clock, systemClock } from './state/account.js'
import { seededRandom } from './state/random.js'
import { createWechat } from './wechat/model.js'
import { type WechatProfile, wechatProfiles } from './wechat/profile.js'
import { defaultWechatSeed } from './wechat/seed.js'
import type { WechatSeed, WechatState } from './wechat/state.js'

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
    }

/** How an emulator starts; with no options it is useful as it is. */
export interface EmulatorOptions {
  /** Merged over the default seed (`defaultWechatSeed`). */
  readonly wechat?: WechatSeed
  /** Merged over the default seed (`defaultBaiduSeed`). */
  readonly baidu?: BaiduSeed
  /** Merged over the default seed (`defaultDouyinSeed`). */
  readonly douyin?: DouyinSeed
  readonly profile?: ProfileChoice
  /** Milliseconds since 1970; the machine's clock by default. */
  readonly clock?: Clock
  /** Ports to listen on; a free one where none is given. */
  readonly ports?: { readonly wechat?: number; readonly baidu?: number; readonly douyin?: number }
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
  /** Stops the servers and breaks every open connection, stalled ones included. Safe to call twice. */
  readonly close: () => Promise<void>
}

const chosen = <P>(profiles: { readonly [K in ProfileName]: P }, choice: ProfileName | Partial<P> | undefined) =>
  typeof choice === 'string' ? profiles[choice] : (choice ?? {})

/** The servers that start, or none: where one does not, those that did are stopped. */
const started = async <A extends { readonly close: () => Promise<void> }>(
  running: ReadonlyArray<{ readonly close: () => Promise<void> }>,
  next: Promise<A>,
): Promise<A> =>
  next.catch(async (error: unknown) => {
    await Promise.all(running.map(({ close }) => close()))
    throw error
  })

/** Starts WeChat, Baidu and Douyin on 127.0.0.1. Rejects when a port asked for is taken or a seed has an unknown field. */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { profile = 'default', clock = systemClock, ports = {}, seed = 1, requestLog = 1000 } = options
  const choices = typeof profile === 'string' ? { wechat: profile, baidu: profile, douyin: profile } : profile
  const [wechatRandom, baiduRandom, douyinRandom] = [seededRandom(seed), seededRandom(seed + 1), seededRandom(seed + 2)]
  const wechatProfile: WechatSeed = { profile: chosen<WechatProfile>(wechatProfiles, choices.wechat) }
  const baiduProfile: BaiduSeed = { profile: chosen<BaiduProfile>(baiduProfiles, choices.baidu) }
  const douyinProfile: DouyinSeed = { profile: chosen<DouyinProfile>(douyinProfiles, choices.douyin) }
  const wechat = await startVendor(
    (askForTicket) =>
      createWechat({ random: wechatRandom, askForTicket }, defaultWechatSeed, wechatProfile, options.wechat ?? {}),
    { port: ports.wechat ?? 0, clock, random: wechatRandom, requestLog },
  )
  const baidu = await started(
    [wechat],
    startVendor(() => createBaidu(baiduRandom, defaultBaiduSeed, baiduProfile, options.baidu ?? {}), {
      port: ports.baidu ?? 0,
      clock,
      random: baiduRandom,
      requestLog,
    }),
  )
  const douyin = await started(
    [wechat, baidu],
    startVendor(() => createDouyin(douyinRandom, defaultDouyinSeed, douyinProfile, options.douyin ?? {}), {
      port: ports.douyin ?? 0,
      clock,
      random: douyinRandom,
      requestLog,
    }),
  )
  return {
    wechat: wechat.vendor,
    baidu: baidu.vendor,
    douyin: douyin.vendor,
    close: async () => {
      await Promise.all([wechat.close(), baidu.close(), douyin.close()])
    },
  }
}
