import {
  type FourLists,
  PrefetchLimitsConfig,
  type ListCapabilities,
  type SetRules,
  strictObject,
} from '@mini-domains/core/adapter'
import { type PrefetchKind, TokenSource } from '@mini-domains/core'
import { type HttpSettings, type VendorClient, httpSettings } from '@mini-domains/http'
import * as t from 'io-ts'

/**
 * A config for WeChat, as one writes it.
 */
export interface WechatConfig extends HttpSettings {
  readonly vendor?: 'wechat' | undefined
  /** Where the access tokens of apps (authorizer) and platform (component) come from. */
  readonly tokens: TokenSource
  /** Figures to put over WeChat's. */
  readonly limits?: PrefetchLimitsConfig | undefined
  /**
   * `pool` (default) writes an app's lists from the platform pool; `direct` uses the `_directly` twins, which need no pool but
   * have the limits of an ordinary mini program (docs/vendors/wechat.md A.2.1, A.2.3).
   */
  readonly appDomains?: 'pool' | 'direct' | undefined
  /**
   * Which versions of the pool a change is for that does not say. `auto` (default): both, which is the testing one alone as long
   * as the platform is not published (docs/vendors/wechat.md A.3.1, E 7). `published`: both, and an error where the platform is
   * not published. `testing`: that one alone.
   */
  readonly pool?: 'auto' | 'published' | 'testing' | undefined
  /**
   * A guess, for `set` and kinds that it does not name: `every-kind` (default) repeats what is listed, `named` leaves them out
   * (docs/vendors/wechat.md A.1.5).
   */
  readonly setSends?: 'every-kind' | 'named' | undefined
  /**
   * A guess, for clearing a kind: `send` (default) sends `[]`, `delete` deletes what is listed, which costs a second modification
   * where another kind gains something (docs/vendors/wechat.md A.1.5).
   */
  readonly emptySet?: 'send' | 'delete' | undefined
}

/**
 * Checks a config for WeChat.
 */
export const WechatConfig: t.Type<WechatConfig> = strictObject(
  'a WeChat config',
  { tokens: TokenSource },
  {
    ...httpSettings,
    vendor: t.literal('wechat'),
    limits: PrefetchLimitsConfig,
    appDomains: t.keyof({ pool: null, direct: null }),
    pool: t.keyof({ auto: null, published: null, testing: null }),
    setSends: t.keyof({ 'every-kind': null, named: null }),
    emptySet: t.keyof({ send: null, delete: null }),
  },
)

/**
 * What WeChat has: both lists at both levels, and of an app the hosts to look up beforehand.
 */
export interface WechatCapabilities extends FourLists {
  readonly app: FourLists['app'] & { readonly prefetch: ListCapabilities<PrefetchKind> }
}

/**
 * What every call of a driver goes through, the config, and what its lists can do.
 */
export interface Session {
  readonly client: VendorClient
  readonly config: WechatConfig
  readonly capabilities: WechatCapabilities
}

/**
 * Takes the guesses about a `set` from a config, or the careful ones (docs/vendors/wechat.md A.1.5).
 */
export const setRulesOf = ({ setSends = 'every-kind', emptySet = 'send' }: WechatConfig): SetRules => ({
  setSends,
  emptySet,
})
