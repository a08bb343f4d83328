import type { JsonObject } from '../json.js'
import type { Call, Outcome } from '../server/call.js'
import type { Random } from '../state/random.js'
import type { WechatApp, WechatMemory, WechatPlatform } from './state.js'

/** The emulated WeChat as its endpoints see it. `calls` counts calls by owner and path since the last clear_quota. */
export interface Vendor {
  readonly memory: WechatMemory
  readonly random: Random
  readonly calls: Map<string, number>
  /** Asks for a ticket to be pushed soon. */
  readonly askForTicket: () => void
}

/** A call that was let in: its JSON body and when it came. */
export interface RequestContext {
  readonly vendor: Vendor
  readonly call: Call
  readonly body: JsonObject
  readonly at: number
}

/** An endpoint for an authorised app's token. */
export type AppHandler = (context: RequestContext, app: WechatApp) => Outcome

/** An endpoint for the platform's token. */
export type PlatformHandler = (context: RequestContext, platform: WechatPlatform) => Outcome
