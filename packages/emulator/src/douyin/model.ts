import { createMemory, withdraw } from '../state/memory.js'
import { memoryModel, type VendorModel } from '../state/model.js'
import type { Random } from '../state/random.js'
import { headerToken, readBody } from './access.js'
import type { Vendor } from './context.js'
import { authorise, pushOf } from './pushes.js'
import { released } from './release.js'
import { answerDouyin, plainPath } from './routes.js'
import { douyinSeedShape, douyinWorld, newDouyinApp } from './seed.js'
import type { DouyinApp, DouyinSeed, DouyinState, DouyinWorld } from './state.js'
import { tokenCallOf } from './tokens.js'

/** Makes the rules of Douyin around a memory that starts with the seeds given, in their order. */
export const createDouyin = (
  random: Random,
  ...seeds: ReadonlyArray<DouyinSeed>
): VendorModel<DouyinState, DouyinSeed> => {
  const memory = createMemory<DouyinWorld, DouyinApp>(douyinWorld)
  const vendor: Vendor = { memory, random }
  const kept = memoryModel<DouyinWorld, DouyinApp>(memory, {
    newApp: newDouyinApp,
    shape: douyinSeedShape,
    seeds,
    released,
    forget: () => undefined,
  })
  return {
    ...kept,
    answer: (call) => answerDouyin(vendor, call),
    actionOf: (call) => {
      const action = readBody(call)?.action
      return typeof action === 'string' ? action : (call.query.get('grant_type') ?? '')
    },
    tokenOf: headerToken,
    tokenCallOf: (call) => tokenCallOf(vendor, call, plainPath(call)),
    authorise: (appId, at) => authorise(vendor, appId, at),
    deauthorise: (appId) => withdraw(memory, appId),
    pushOf: (order, at) => pushOf(vendor, order, at),
  }
}
