import { type DomainError, type RawRequest } from '@mini-domains/core'
import { type Call, hasBody } from '@mini-domains/core/adapter'
import { decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type Session } from '../config.js'
import { endpointAt } from './endpoint.js'
import { readSuccess } from './reply.js'

/**
 * Calls any endpoint of WeChat: the body goes as JSON (`{}` by default), a code other than 0 is an error, and the
 * whole reply is decoded.
 */
export const raw =
  ({ client }: Session) =>
  <A>(call: Call, request: RawRequest<A>): TE.TaskEither<DomainError, A> =>
    client.send(
      call,
      {
        effect: request.readOnly === true ? 'read' : 'write',
        method: request.method,
        path: request.path,
        ...(request.query === undefined ? {} : { query: request.query }),
        ...(hasBody(request) ? { contentType: 'application/json', body: JSON.stringify(request.body ?? {}) } : {}),
      },
      (reply, context) => {
        const success = readSuccess(endpointAt(request.path), reply, context)
        return E.isLeft(success)
          ? success
          : decodeWith(request.reply, success.right.fields, reply, context, success.right.evidence)
      },
    )
