import { parseObject } from '../json.js'
import { createMemory, withdraw } from '../state/memory.js'
import { memoryModel, type VendorModel } from '../state/model.js'
import { tokenIn } from './access.js'
import type { Vendor } from './context.js'
import { authorise, pushOf } from './pushes.js'
import { released } from './release.js'
import { answerWechat } from './routes.js'
import { newWechatApp, wechatSeedShape, wechatWorld } from './seed.js'
import type { WechatApp, WechatSeed, WechatState, WechatWorld } from './state.js'
import { tokenCallOf } from './tokens.js'

/** Makes the rules of WeChat around a memory that starts with the seeds given, in their order. */
export const createWechat = (
  { random, askForTicket }: Pick<Vendor, 'random' | 'askForTicket'>,
  ...seeds: ReadonlyArray<WechatSeed>
): VendorModel<WechatState, WechatSeed> => {
  const memory = createMemory<WechatWorld, WechatApp>(wechatWorld)
  const vendor: Vendor = { memory, random, calls: new Map(), askForTicket }
  const kept = memoryModel<WechatWorld, WechatApp>(memory, {
    newApp: newWechatApp,
    shape: wechatSeedShape,
    seeds,
    released,
    forget: () => vendor.calls.clear(),
  })
  return {
    ...kept,
    answer: (call) => answerWechat(vendor, call),
    actionOf: (call) => {
      // The only list that has a path for each of its two calls, and no action.
      if (call.path === '/wxa/get_prefetchdnsdomain') return 'get'
      if (call.path === '/wxa/set_prefetchdnsdomain') return 'set'
      const action = parseObject(call.body)?.action
      return typeof action === 'string' ? action : ''
    },
    tokenOf: tokenIn,
    tokenCallOf: (call) => tokenCallOf(vendor, call),
    authorise: (appId, at) => authorise(vendor, appId, at),
    deauthorise: (appId) => withdraw(memory, appId),
    pushOf: (order, at) => pushOf(vendor, order, at),
  }
}
