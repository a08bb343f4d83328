import { type DomainError } from '@mini-domains/core'
import { type IssuedToken, domainsRefused } from '@mini-domains/core/adapter'
import { NonEmptyText, type ReplyDecoder, Seconds, type TokenClient, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { jsonType } from '../wire/codecs.js'
import { tokenPath } from '../wire/endpoint.js'
import { decodeReply } from '../wire/reply.js'

const PlatformToken = t.type({ access_token: NonEmptyText, expires_in: Seconds })

// A success needs no `ret` (docs/vendors/huawei.md C.7.5).
const decode: ReplyDecoder<t.TypeOf<typeof PlatformToken>> = (reply, context) => {
  const answer = decodeReply(reply, context)
  if (E.isLeft(answer)) return answer
  const { evidence } = answer.right
  return answer.right._tag === 'Rejected'
    ? E.left(domainsRefused(context.call, evidence, answer.right.reason))
    : decodeWith(PlatformToken, answer.right.body, reply, context, evidence)
}

const second = 1_000

/**
 * Gets a token of the platform with its client id and secret (docs/vendors/huawei.md C.7.5). The former ones stay good, so the call may
 * be repeated.
 */
export const platformToken = (
  client: TokenClient,
  clientId: string,
  clientSecret: string,
): TE.TaskEither<DomainError, IssuedToken> =>
  pipe(
    client.send({
      operation: 'token.platform',
      request: {
        effect: 'read',
        method: 'POST',
        path: tokenPath,
        contentType: jsonType,
        body: JSON.stringify({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }),
      },
      secrets: [clientSecret],
      decode,
    }),
    TE.map((reply) => ({ token: reply.access_token, expiresInMs: reply.expires_in * second })),
  )
