import { LimitsConfig, TokensConfig, closed } from '@mini-domains/core/adapter'
import { httpSettings } from '@mini-domains/http'
import * as t from 'io-ts'

/**
 * Checks a config for WeChat.
 *
 * - `tokens`: where authorizer and component access tokens come from.
 * - `appDomains`: `pool` (default) writes an app's lists from the platform pool; `direct` uses the `_directly` twins, which
 *   need no pool but have the limits of an ordinary mini program (docs/vendors/wechat.md A.2.1, A.2.3).
 * - `pool`: which versions of the pool a change is for that does not say: `auto` (default) for both, which is the testing one
 *   alone as long as the platform is not published (A.3.1, E 7); `published` for both, and an error where it is not published;
 *   `testing` for that one alone.
 * - `setSends`: a guess, for `set` and kinds that it does not name: `every-kind` (default) repeats what is listed, `named`
 *   leaves them out (A.1.5).
 * - `emptySet`: a guess, for clearing a kind: `send` (default) sends `[]`, `delete` deletes what is listed, which costs a
 *   second modification where another kind gains something (A.1.5).
 * - `limits` and the HTTP settings: see core and http.
 */
export const WechatConfig = closed(
  'a WeChat config',
  { tokens: TokensConfig },
  {
    ...httpSettings,
    limits: LimitsConfig,
    appDomains: t.keyof({ pool: null, direct: null }),
    pool: t.keyof({ auto: null, published: null, testing: null }),
    setSends: t.keyof({ 'every-kind': null, named: null }),
    emptySet: t.keyof({ send: null, delete: null }),
  },
)

/**
 * A config for WeChat.
 */
export type WechatConfig = t.TypeOf<typeof WechatConfig>
