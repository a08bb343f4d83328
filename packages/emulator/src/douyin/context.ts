import type { JsonObject } from '../json.js'
import type { Call, Outcome } from '../server/call.js'
import type { Random } from '../state/random.js'
import type { DouyinApp, DouyinMemory, DouyinPlatform } from './state.js'

/** The emulated Douyin as its endpoints see it. */
export interface Vendor {
  readonly memory: DouyinMemory
  readonly random: Random
}

/** A call that was let in: its JSON body, empty for a GET, and when it came. */
export interface RequestContext {
  readonly vendor: Vendor
  readonly call: Call
  readonly body: JsonObject
  readonly at: number
}

/** An endpoint for an authorised app's token. */
export type AppHandler = (context: RequestContext, app: DouyinApp) => Outcome

/** An endpoint for the platform's token, or for none. */
export type PlatformHandler = (context: RequestContext, platform: DouyinPlatform) => Outcome
