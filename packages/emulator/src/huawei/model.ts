import { createMemory, withdraw } from '../state/memory.js'
import { memoryModel, type VendorModel } from '../state/model.js'
import type { Random } from '../state/random.js'
import { bearerOf, namedAppOf } from './access.js'
import type { Vendor } from './context.js'
import { answerHuawei } from './routes.js'
import { huaweiSeedShape, huaweiWorld, newHuaweiApp } from './seed.js'
import type { HuaweiApp, HuaweiSeed, HuaweiState, HuaweiWorld } from './state.js'
import { grantTypeOf, tokenCallOf, tokenPath } from './tokens.js'

/** Makes the rules of Huawei around a memory that starts with the seeds given, in their order. */
export const createHuawei = (
  random: Random,
  ...seeds: ReadonlyArray<HuaweiSeed>
): VendorModel<HuaweiState, HuaweiSeed> => {
  const memory = createMemory<HuaweiWorld, HuaweiApp>(huaweiWorld)
  const vendor: Vendor = { memory, random }
  const kept = memoryModel<HuaweiWorld, HuaweiApp>(memory, {
    newApp: newHuaweiApp,
    shape: huaweiSeedShape,
    seeds,
    // Nothing is known of releases (docs/vendors/huawei.md C.7.2).
    released: (_, app) => app,
    forget: () => undefined,
  })
  return {
    ...kept,
    answer: (call) => answerHuawei(vendor, call),
    actionOf: (call) =>
      call.path === tokenPath
        ? grantTypeOf(call)
        : `${call.method === 'GET' ? 'get' : 'set'} ${call.query.get('category') ?? ''}`.trim(),
    tokenOf: bearerOf,
    // One token serves every app, so whom a call is about its header says.
    appOf: (call) => (memory.tokens.has(bearerOf(call)) ? namedAppOf(call) || undefined : undefined),
    tokenCallOf: (call) => tokenCallOf(vendor, call),
    // Nothing is exchanged for it: authorisation makes an app reachable, and no code comes with it (C.7.5).
    authorise: (appId) => {
      memory.apps.set(appId, { ...(memory.apps.get(appId) ?? newHuaweiApp(appId)), authorized: true })
      return ''
    },
    deauthorise: (appId) => withdraw(memory, appId),
    pushOf: () => undefined,
  }
}
