import type { Call } from '../server/call.js'
import type { Random } from '../state/random.js'
import type { Category, HuaweiMemory } from './state.js'

/** The emulated Huawei as its endpoints see it. */
export interface Vendor {
  readonly memory: HuaweiMemory
  readonly random: Random
}

/** A call that was let in: for which list, and when it came. */
export interface RequestContext {
  readonly vendor: Vendor
  readonly call: Call
  readonly category: Category
  readonly at: number
}
