import { type ConfigIssue, UnbrokenText, closed, configIssues } from '@mini-domains/core/adapter'
import { type HttpSettings, httpSettings } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const AesKey = t.refinement(t.string, (text) => /^[A-Za-z0-9+/]{43}$/.test(text), 'the 43 characters of the key')

const Window = t.refinement(t.number, (seconds) => seconds > 0, 'more than 0')

/**
 * Checks what Baidu's platform tokens are got with: the platform's key (TP key), and the HTTP settings.
 */
export const BaiduTokenConfig: t.Type<BaiduTokenConfig> = closed('a Baidu platform', { clientId: UnbrokenText }, httpSettings)

/**
 * What Baidu's platform tokens are got with.
 */
export interface BaiduTokenConfig extends HttpSettings {
  readonly clientId: string
}

/**
 * Checks what Baidu's pushes are read with (docs/vendors/baidu.md B.3). `previousAesKey` is the key before the last change of
 * it. `windowSeconds`: how old, or ahead of time, the signature of a push may be; 600.
 */
export const BaiduPushConfig: t.Type<BaiduPushConfig> = closed(
  'the pushes of a Baidu platform',
  { clientId: UnbrokenText, token: UnbrokenText, aesKey: AesKey },
  { previousAesKey: AesKey, windowSeconds: Window },
)

/**
 * What Baidu's pushes are read with.
 */
export interface BaiduPushConfig {
  readonly clientId: string
  readonly token: string
  readonly aesKey: string
  /** The key before its last change, which pushes under way may still be sealed with. */
  readonly previousAesKey?: string | undefined
  /** How old, or ahead of time, the signature of a push may be. Default 600. */
  readonly windowSeconds?: number | undefined
}

/**
 * Reads a config, or lists what is wrong with it.
 */
export const checked = <A>(codec: t.Decoder<unknown, A>, config: unknown): E.Either<ReadonlyArray<ConfigIssue>, A> =>
  E.mapLeft(configIssues)(codec.decode(config))
