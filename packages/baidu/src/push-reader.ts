import { type Clock, systemClock } from '@mini-domains/core'
import { type InvalidConfig, type PushReader, type PushRequest, invalidConfig } from '@mini-domains/core/adapter'
import { type SealedPush, textInParsed, verifyingReader } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import { eventOf, fieldsOf, textOf } from './push-message.js'
import { BaiduPushConfig, checked } from './token-config.js'

// The envelope is JSON itself, so it has to be parsed before its signature is known; what was sealed is not. A parser that was here
// first has left the same, or nothing.
const envelopeIn = ({ body, parsed }: PushRequest): ((name: string) => string) => {
  if (parsed !== undefined)
    return (name) =>
      pipe(
        textInParsed(parsed, name),
        O.getOrElse(() => ''),
      )
  const fields = O.toUndefined(fieldsOf(body)) ?? {}
  return (name) => textOf(fields, name)
}

const sealedIn = (request: PushRequest): O.Option<SealedPush> => {
  const part = envelopeIn(request)
  const sealed = {
    timestamp: part('TimeStamp'),
    nonce: part('Nonce'),
    encrypt: part('Encrypt'),
    signature: part('MsgSignature'),
  }
  return Object.values(sealed).every((text) => text !== '') ? O.some(sealed) : O.none
}

const secretsOf = ({ token, aesKey, previousAesKey, clientId, windowSeconds = 600 }: BaiduPushConfig) => ({
  token,
  aesKeys: [aesKey, previousAesKey].filter((key) => key !== undefined),
  receiver: clientId,
  windowSeconds,
})

const spelling = {
  vendor: 'baidu',
  sealedIn,
  eventIn: (message: string) => O.chain(eventOf)(fieldsOf(message)),
}

/**
 * Makes the reader of Baidu's pushes (docs/vendors/baidu.md B.3). A config that is not right is listed.
 */
export const baiduPushReader = (config: unknown, clock: Clock = systemClock): E.Either<InvalidConfig, PushReader> =>
  pipe(
    checked(BaiduPushConfig, config),
    E.mapLeft((issues) => invalidConfig('baidu', issues)),
    E.map((settings) => verifyingReader(spelling, secretsOf(settings), clock)),
  )
