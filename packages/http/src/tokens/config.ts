import { type InvalidConfig, bilingual, configIssues, invalidConfig, refined } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/**
 * Codec of the key that pushes are encrypted with, as a platform's console shows it: 43 characters of base64.
 */
export const EncodingAesKey = refined(
  t.string,
  (text) => /^[A-Za-z0-9+/]{43}$/.test(text),
  bilingual('the 43 characters of the key', '43 个字符的密钥'),
)

/**
 * Codec of how many seconds old, or ahead of time, the signature of a push may be.
 */
export const WindowSeconds = refined(t.number, (seconds) => seconds > 0, bilingual('more than 0', '大于 0 的数字'))

/**
 * Decodes the config of a vendor; the error lists every issue by its path.
 */
export const decodeConfig = <A>(
  vendor: string,
  codec: t.Decoder<unknown, A>,
  config: unknown,
): E.Either<InvalidConfig, A> =>
  E.mapLeft((errors: t.Errors) => invalidConfig(vendor, configIssues(errors)))(codec.decode(config))
