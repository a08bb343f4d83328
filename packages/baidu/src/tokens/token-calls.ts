import { type DomainError } from '@mini-domains/core'
import {
  NonEmptyText,
  type ReplyDecoder,
  Seconds,
  type TokenCall,
  type TokenClient,
  decodeWith,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type DecodedReply, type Success, decodeReply, successOf } from '../wire/reply.js'
import { type Readings } from '../config.js'
import { endpointAt } from '../wire/endpoint.js'

/**
 * The reply with the platform's token (docs/vendors/baidu.md B.3).
 */
export const PlatformToken = t.type({ data: t.type({ access_token: NonEmptyText, expires_in: Seconds }) })

/**
 * The reply to both grants, which is flat (docs/vendors/baidu.md B.3).
 */
export const AppTokens = t.type({ access_token: NonEmptyText, refresh_token: NonEmptyText, expires_in: Seconds })

/**
 * The reply with a new code (docs/vendors/baidu.md B.3).
 */
export const RetrievedCode = t.type({ data: t.type({ authorization_code: NonEmptyText }) })

/**
 * The reply with a pre-auth code (docs/vendors/baidu.md B.3).
 */
export const PreAuthCode = t.type({ data: t.type({ pre_auth_code: NonEmptyText, expires_in: Seconds }) })

const readings: Readings = { emptySet: 'delete', setSends: 'every-kind', absentData: 'unreadable', code44001: 'token' }

/**
 * Decodes a reply whose envelope may be any of three, or none: the documents do not agree on which (docs/vendors/baidu.md B.3).
 */
const decoderOf = <A>(path: string, codec: t.Decoder<unknown, A>): ReplyDecoder<A> => {
  const decode = decodeReply(endpointAt(path), readings)
  return (reply, context) => {
    const take = (answer: DecodedReply) =>
      answer._tag === 'Bare' ? E.right<DomainError, Success>(answer) : successOf(reply, context)(answer)
    const success = E.chain(take)(decode(reply, context))
    if (E.isLeft(success)) return success
    return decodeWith(codec, success.right.body, reply, context, success.right.evidence)
  }
}

/**
 * Makes a token call whose success is read by a codec.
 */
export const send = <A>(
  client: TokenClient,
  call: Omit<TokenCall<A>, 'decode'>,
  codec: t.Decoder<unknown, A>,
): TE.TaskEither<DomainError, A> => client.send({ ...call, decode: decoderOf(call.request.path, codec) })
