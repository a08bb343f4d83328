import { type DomainError, appSubject, platformSubject } from '@mini-domains/core'
import { type AppId, type Call, spentNothing, subjectName } from '@mini-domains/core/adapter'
import {
  type ReplyDecoder,
  type VendorClient,
  type VendorRequest,
  decodeWith,
  withoutExcerpt,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type Answer, type Success, readAnswer, successOf } from './answer.js'
import { type Readings } from './config.js'
import { endpointAt } from './endpoint.js'

/**
 * One call of the token flow (docs/vendors/baidu.md B.3).
 */
export interface TokenCall<A> {
  /** `token.refresh`. */
  readonly operation: string
  readonly appId?: AppId
  readonly request: Pick<VendorRequest, 'effect' | 'method' | 'path' | 'query' | 'contentType' | 'body'>
  readonly secrets: ReadonlyArray<string>
  readonly reply: t.Decoder<unknown, A>
}

const readings: Readings = { emptySet: 'delete', setSends: 'every-kind', absentData: 'unreadable', code44001: 'token' }

/**
 * Says where a call of the token flow is.
 */
export const callOf = (operation: string, appId?: AppId): Call => {
  const target = appId === undefined ? platformSubject : appSubject(appId)
  return { vendor: 'baidu', operation, subject: subjectName(target), target }
}

/**
 * Reads a reply whose envelope may be any of three, or none: the documents do not agree on which (docs/vendors/baidu.md B.3).
 */
const reading = <A>(path: string, codec: t.Decoder<unknown, A>): ReplyDecoder<A> => {
  const answerOf = readAnswer(endpointAt(path), readings)
  return (reply, context) => {
    const take = (answer: Answer) =>
      answer._tag === 'Bare' ? E.right<DomainError, Success>(answer) : successOf(reply, context)(answer)
    const success = E.chain(take)(answerOf(reply, context))
    const value = E.isLeft(success)
      ? success
      : decodeWith(codec, success.right.body, reply, context, success.right.evidence)
    return E.mapLeft(withoutExcerpt)(value)
  }
}

/**
 * Makes a call of the token flow. Its token, where it has one, is in its own query.
 */
export const tokenCall = <A>(
  client: VendorClient,
  { operation, appId, request, secrets, reply }: TokenCall<A>,
): TE.TaskEither<DomainError, A> =>
  TE.mapLeft((error: DomainError): DomainError => ({ ...error, ...spentNothing }))(
    // No call of the token flow is a modification of a list, however it ends.
    client.send(callOf(operation, appId), { ...request, token: 'none', secrets }, reading(request.path, reply)),
  )
