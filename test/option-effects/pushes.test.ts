import { type Clock, systemClock } from '../../packages/core/src/index.js'
import { type Emulator, startEmulator } from '../../packages/emulator/src/index.js'
import { right } from '../../packages/core/test/either.js'
import { BaiduPushConfig, baiduPushReader } from '../../packages/baidu/src/index.js'
import { DouyinPushConfig, douyinPushReader } from '../../packages/douyin/src/index.js'
import { WechatPushConfig, wechatPushReader } from '../../packages/wechat/src/index.js'
import { optionsOf } from './options.js'

const codecs = { wechat: WechatPushConfig, baidu: BaiduPushConfig, douyin: DouyinPushConfig }
const readers = { wechat: wechatPushReader, baidu: baiduPushReader, douyin: douyinPushReader }

type Vendor = keyof typeof codecs

const configs = ({ wechat, baidu, douyin }: Emulator): Readonly<Record<Vendor, Readonly<Record<string, string>>>> => ({
  wechat: {
    componentAppId: wechat.state().platform.appId,
    token: wechat.state().platform.pushToken,
    encodingAesKey: wechat.state().platform.aesKey,
  },
  baidu: {
    clientId: baidu.state().platform.clientId,
    token: baidu.state().platform.pushToken,
    aesKey: baidu.state().platform.aesKey,
  },
  douyin: {
    componentAppId: douyin.state().platform.appId,
    token: douyin.state().platform.pushToken,
    aesKey: douyin.state().platform.aesKey,
  },
})

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const otherKey = 'Z'.repeat(42) + 'E'
const later: Clock = { ...systemClock, now: () => systemClock.now() + 700_000 }

/** What a config reads of a push of the vendor's: the tag of the event, or why it was refused. */
const read = (vendor: Vendor, config: Readonly<Record<string, unknown>>, clock?: Clock): unknown =>
  right(readers[vendor](config, clock)).read(emulator[vendor].authorisation.build({ event: 'ticket' }))

const both = (vendor: Vendor, option: string): readonly [unknown, unknown] => {
  const config = configs(emulator)[vendor]
  if (option === 'windowSeconds')
    return [read(vendor, { ...config, windowSeconds: 1_000 }, later), read(vendor, config, later)]
  const previous = /^previous(.)(.*)$/.exec(option)
  if (previous === null) return [read(vendor, { ...config, [option]: otherKey }), read(vendor, config)]
  const current = `${previous[1]?.toLowerCase()}${previous[2]}`
  const changed = { ...config, [current]: otherKey }
  return [read(vendor, { ...changed, [option]: config[current] }), read(vendor, changed)]
}

const cases = (['wechat', 'baidu', 'douyin'] as const).flatMap((vendor) =>
  optionsOf(codecs[vendor]).map((option) => ({ vendor, option })),
)

test.each(cases)(
  '$option of the config that pushes of $vendor are read with changes what is read',
  ({ vendor, option }) => {
    const tags = both(vendor, option).map((result) =>
      JSON.stringify(result).includes('"_tag":"Right"') ? 'read' : 'refused',
    )
    expect(tags.sort()).toEqual(['read', 'refused'])
  },
)
