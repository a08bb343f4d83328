import { type DomainError } from '@mini-domains/core'
import { afterAction, bilingual, evidenceOf, requestRejected } from '@mini-domains/core/adapter'
import { type ReplyDecoder, type TokenCall, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { readSuccess } from '../wire/reply.js'

const wrongSecret = bilingual(
  'Check componentAppId and componentAppSecret.',
  '请检查 componentAppId 与 componentAppSecret。',
)

/**
 * Decodes the fields of a success with a codec.
 */
export const decoderOf =
  <A>(codec: t.Decoder<unknown, A>): ReplyDecoder<A> =>
  (reply, context) => {
    const success = readSuccess('raw', reply, context)
    return E.isLeft(success) ? success : decodeWith(codec, success.right.fields, reply, context)
  }

/**
 * Decodes the reply to a call that carries the secret and no token. 40001 says at other calls that the token is bad; here it is the
 * secret (docs/vendors/wechat.md A.5).
 */
export const secretDecoderOf =
  <A>(codec: t.Decoder<unknown, A>): ReplyDecoder<A> =>
  (reply, context) =>
    E.mapLeft((error: DomainError): DomainError =>
      error._tag === 'TokenRejected' || error.vendorCode === 40125
        ? {
            ...requestRejected(context.call, evidenceOf(error)),
            actor: 'platform',
            retry: afterAction,
            hint: wrongSecret,
          }
        : error,
    )(decoderOf(codec)(reply, context))

type Body = Readonly<Record<string, string | number>>

/**
 * Makes the request of a call about tokens: POST, JSON (docs/vendors/wechat.md A.5).
 */
export const requestOf = (effect: 'read' | 'write', endpoint: string, body: Body): TokenCall<unknown>['request'] => ({
  effect,
  method: 'POST',
  path: `/cgi-bin/component/${endpoint}`,
  contentType: 'application/json',
  body: JSON.stringify(body),
})

/**
 * Adds the platform's token, in the query: old pages and new ones understand it under this name (docs/vendors/wechat.md A.5).
 */
export const withToken = (token: string, request: TokenCall<unknown>['request']): TokenCall<unknown>['request'] => ({
  ...request,
  query: { component_access_token: token },
})
