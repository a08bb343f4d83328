import type { Call, Outcome } from '../server/call.js'
import type { Random } from '../state/random.js'
import type { BaiduApp, BaiduMemory, BaiduPlatform } from './state.js'

/** The emulated Baidu as its endpoints see it. `calls` counts the calls of limited paths since the last reset. */
export interface Vendor {
  readonly memory: BaiduMemory
  readonly random: Random
  readonly calls: Map<string, number>
}

/** A call that was let in: its fields, from the query and the form body alike, and when it came. */
export interface RequestContext {
  readonly vendor: Vendor
  readonly call: Call
  readonly fields: URLSearchParams
  readonly at: number
}

/** An endpoint for an authorised app's token. */
export type AppHandler = (context: RequestContext, app: BaiduApp) => Outcome

/** An endpoint for the platform's token. */
export type PlatformHandler = (context: RequestContext, platform: BaiduPlatform) => Outcome
