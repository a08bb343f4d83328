import { type Clock, systemClock } from '@mini-domains/core'
import { type InvalidConfig, type PushReader, type PushRequest, invalidConfig } from '@mini-domains/core/adapter'
import { type SealedPush, textInParsed, verifyingReader } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import { eventOf, fieldsOf, hasDeclaration } from './push-message.js'
import { WechatPushConfig, checked } from './token-config.js'

// Found without parsing: nothing is parsed before it is verified. Two of them, or a document type, is no push.
const encryptIn = ({ body, parsed }: PushRequest): string | undefined => {
  if (parsed !== undefined) return O.toUndefined(textInParsed(parsed, 'Encrypt'))
  if (hasDeclaration(body)) return undefined
  const found = [...body.matchAll(/<Encrypt>(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)\s*(?:\]\]>)?<\/Encrypt>/g)]
  return found.length === 1 ? found[0]?.[1] : undefined
}

// There is a `signature` too, which does not cover the sealed text and must not be used (docs/vendors/wechat.md A.5).
const sealedIn = (request: PushRequest): O.Option<SealedPush> => {
  const { timestamp, nonce, msg_signature: signature } = request.query
  const encrypt = encryptIn(request)
  if (timestamp === undefined || nonce === undefined || signature === undefined || encrypt === undefined) return O.none
  return O.some({ timestamp, nonce, encrypt, signature })
}

/**
 * Makes the reader of WeChat's pushes to the authorisation event URL (docs/vendors/wechat.md A.5). A config that is not
 * right is listed.
 */
export const wechatPushReader = (config: unknown, clock: Clock = systemClock): E.Either<InvalidConfig, PushReader> =>
  pipe(
    checked(WechatPushConfig, config),
    E.bimap(
      (issues) => invalidConfig('wechat', issues),
      ({ componentAppId, token, encodingAesKey, previousEncodingAesKey: previous, windowSeconds = 600 }) =>
        verifyingReader(
          { vendor: 'wechat', sealedIn, eventIn: (message) => O.chain(eventOf)(fieldsOf(message)) },
          {
            token,
            aesKeys: previous === undefined ? [encodingAesKey] : [encodingAesKey, previous],
            receiver: componentAppId,
            windowSeconds,
          },
          clock,
        ),
    ),
  )
