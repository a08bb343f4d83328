import { type ConfigIssue, UnbrokenText, closed, configIssues } from '@mini-domains/core/adapter'
import { type HttpSettings, httpSettings } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const EncodingAesKey = t.refinement(
  t.string,
  (text) => /^[A-Za-z0-9+/]{43}$/.test(text),
  'the 43 characters of the key',
)

/**
 * Checks what WeChat's platform tokens are got with: the platform's app id and secret, and the HTTP settings.
 */
export const WechatTokenConfig: t.Type<WechatTokenConfig> = closed(
  'a WeChat platform',
  { componentAppId: UnbrokenText, componentAppSecret: UnbrokenText },
  httpSettings,
)

/**
 * What WeChat's platform tokens are got with.
 */
export interface WechatTokenConfig extends HttpSettings {
  readonly componentAppId: string
  readonly componentAppSecret: string
}

/**
 * Checks what WeChat's pushes are read with. `previousEncodingAesKey` is the key before the last change of it, which pushes
 * under way may still be sealed with (docs/vendors/wechat.md A.5). `windowSeconds`: how old, or ahead of time, the
 * signature of a push may be; 600.
 */
export const WechatPushConfig: t.Type<WechatPushConfig> = closed(
  'the pushes of a WeChat platform',
  { componentAppId: UnbrokenText, token: UnbrokenText, encodingAesKey: EncodingAesKey },
  {
    previousEncodingAesKey: EncodingAesKey,
    windowSeconds: t.refinement(t.number, (n) => n > 0, 'more than 0'),
  },
)

/**
 * What WeChat's pushes are read with.
 */
export interface WechatPushConfig {
  readonly componentAppId: string
  readonly token: string
  readonly encodingAesKey: string
  /** The key before its last change, which pushes under way may still be sealed with. */
  readonly previousEncodingAesKey?: string | undefined
  /** How old, or ahead of time, the signature of a push may be. Default 600. */
  readonly windowSeconds?: number | undefined
}

/**
 * Reads a config, or lists what is wrong with it.
 */
export const checked = <A>(codec: t.Decoder<unknown, A>, config: unknown): E.Either<ReadonlyArray<ConfigIssue>, A> =>
  E.mapLeft(configIssues)(codec.decode(config))
