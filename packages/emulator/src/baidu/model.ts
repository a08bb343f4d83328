import { createMemory, withdraw } from '../state/memory.js'
import { memoryModel, type VendorModel } from '../state/model.js'
import type { Random } from '../state/random.js'
import { readFields } from './access.js'
import type { Vendor } from './context.js'
import { authorise, pushOf } from './pushes.js'
import { released } from './release.js'
import { answerBaidu } from './routes.js'
import { newBaiduApp, baiduSeedShape, baiduWorld } from './seed.js'
import type { BaiduApp, BaiduSeed, BaiduState, BaiduWorld } from './state.js'
import { tokenCallOf } from './tokens.js'

/** Makes the rules of Baidu around a memory that starts with the seeds given, in their order. */
export const createBaidu = (random: Random, ...seeds: ReadonlyArray<BaiduSeed>): VendorModel<BaiduState, BaiduSeed> => {
  const memory = createMemory<BaiduWorld, BaiduApp>(baiduWorld)
  const vendor: Vendor = { memory, random, calls: new Map() }
  const kept = memoryModel<BaiduWorld, BaiduApp>(memory, {
    newApp: newBaiduApp,
    shape: baiduSeedShape,
    seeds,
    released,
    forget: () => vendor.calls.clear(),
  })
  return {
    ...kept,
    answer: (call) => answerBaidu(vendor, call),
    actionOf: (call) => {
      const fields = readFields(call)
      return fields.get('action') ?? fields.get('grant_type') ?? ''
    },
    tokenOf: (call) => readFields(call).get('access_token') ?? '',
    tokenCallOf: (call) => tokenCallOf(vendor, call),
    authorise: (appId, at) => authorise(vendor, appId, at),
    deauthorise: (appId) => withdraw(memory, appId),
    pushOf: (order, at) => pushOf(vendor, order, at),
  }
}
