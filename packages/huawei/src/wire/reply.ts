import { type DomainError } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  domainsRefused,
  perhapsSpent,
  unknownCode,
} from '@mini-domains/core/adapter'
import {
  type Reply,
  type ReplyContext,
  decodeObject,
  decodeWith,
  excerptOf,
  statusError,
  statusFailure,
  unreadable,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { clientForbidden, meaningOf } from './codes.js'

/**
 * The object that a reply is.
 */
export type Body = Readonly<Record<string, unknown>>

/**
 * A reply that is understood: success, or domains that were refused (docs/vendors/huawei.md C.7.0). `hasCode` says whether there was a
 * `ret`: only the token call answers without one.
 */
export type DecodedReply =
  | { readonly _tag: 'Success'; readonly body: Body; readonly evidence: Evidence; readonly hasCode: boolean }
  | {
      readonly _tag: 'Rejected'
      readonly reason: RejectionReason
      readonly body: Body
      readonly evidence: Evidence
    }

/**
 * What a reply says in words, redacted; nothing where it says none.
 */
export const wordsOf = (said: unknown, context: ReplyContext): Pick<Evidence, 'vendorMessage'> =>
  typeof said === 'string' && said !== '' ? { vendorMessage: excerptOf(context.redact, said) } : {}

type Read<A> = E.Either<DomainError, A>

const Ret = t.type({ ret: t.intersection([t.type({ code: t.Int }), t.partial({ msg: t.unknown })]) })

// docs/vendors/huawei.md C.7.0: a client without permission is answered with 403 and no body. Nobody signs that, so whether a write was
// carried out it does not say.
const gateError = (reply: Reply, context: ReplyContext): DomainError | undefined =>
  reply.status === 403 && reply.text.trim() === ''
    ? {
        ...clientForbidden(context.call, { httpStatus: reply.status }),
        ...perhapsSpent,
        applied: 'unknown',
      }
    : undefined

const good = (decoded: DecodedReply, reply: Reply, context: ReplyContext): Read<DecodedReply> => {
  const error = statusError(reply, context, decoded.evidence)
  return error === undefined ? E.right(decoded) : E.left(error)
}

// A code that no source explains: a bad HTTP status is then the better clue.
const unknown = (reply: Reply, context: ReplyContext, evidence: Evidence): DomainError =>
  statusFailure(context.call, reply, evidence) ??
  unknownCode(context.call, evidence, excerptOf(context.redact, reply.text))

const refused = (code: number, body: Body, evidence: Evidence, reply: Reply, context: ReplyContext) => {
  const meaning = meaningOf(code)
  if (meaning === undefined) return E.left(unknown(reply, context, evidence))
  return meaning._tag === 'Failure'
    ? E.left(meaning.error(context.call, evidence))
    : E.right<DomainError, DecodedReply>({ _tag: 'Rejected', reason: meaning.reason, body, evidence })
}

/**
 * Reads a reply of an endpoint, with its codes understood. The body counts whatever the HTTP status is; success needs a good one too.
 */
export const decodeReply = (reply: Reply, context: ReplyContext): Read<DecodedReply> => {
  const closed = gateError(reply, context)
  if (closed !== undefined) return E.left(closed)
  const object = decodeObject(reply, context)
  if (E.isLeft(object)) return object
  const body = object.right
  const status: Evidence = { httpStatus: reply.status }
  if (!Object.hasOwn(body, 'ret'))
    return good({ _tag: 'Success', body, evidence: status, hasCode: false }, reply, context)
  const told = decodeWith(Ret, body, reply, context, status)
  if (E.isLeft(told)) return told
  const { code, msg } = told.right.ret
  if (code === 0) return good({ _tag: 'Success', body, evidence: status, hasCode: true }, reply, context)
  return refused(code, body, { ...status, ...wordsOf(msg, context), vendorCode: code }, reply, context)
}

/**
 * What a success says: the reply's object, and what to quote of it.
 */
export interface Success {
  readonly body: Body
  readonly evidence: Evidence
}

/**
 * Takes a success; a rejection becomes an error, and an object without a code cannot be read.
 */
export const successOf =
  (reply: Reply, context: ReplyContext) =>
  (answer: DecodedReply): Read<Success> => {
    if (answer._tag === 'Rejected') return E.left(domainsRefused(context.call, answer.evidence, answer.reason))
    return answer.hasCode ? E.right(answer) : E.left(unreadable(reply, context, 'ret', 'a code', answer.evidence))
  }
