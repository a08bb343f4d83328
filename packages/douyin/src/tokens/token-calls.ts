import { type DomainError } from '@mini-domains/core'
import { type ReplyDecoder, type TokenCall, type TokenClient, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { tokenHeader } from '../wire/endpoint.js'
import { readSuccess } from '../wire/reply.js'

/**
 * A token call of the platform's: its token goes into the header, as that of any call.
 */
export type PlatformCall = Omit<TokenCall<never>, 'decode' | 'secrets'> & { readonly secrets?: ReadonlyArray<string> }

/**
 * Decodes the fields of a success; `bare` as the component token comes, without an envelope (docs/vendors/douyin.md C.1.6).
 */
export const decoderOf =
  <A>(codec: t.Decoder<unknown, A>, bare: 'refused' | 'taken'): ReplyDecoder<A> =>
  (reply, context) => {
    const success = readSuccess(reply, context, bare)
    return E.isLeft(success) ? success : decodeWith(codec, success.right.fields, reply, context, success.right.evidence)
  }

/**
 * Makes a token call with the platform's token.
 */
export const send = <A>(
  client: TokenClient,
  token: string,
  { request, secrets = [], ...call }: PlatformCall,
  codec: t.Decoder<unknown, A>,
): TE.TaskEither<DomainError, A> =>
  client.send({
    ...call,
    request: { ...request, headers: { [tokenHeader]: token } },
    secrets: [token, ...secrets],
    decode: decoderOf(codec, 'refused'),
  })
