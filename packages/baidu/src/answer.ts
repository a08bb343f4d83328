import { type DomainError } from '@mini-domains/core'
import { type Evidence, type RejectionReason, domainsRefused, unknownCode } from '@mini-domains/core/adapter'
import { type ReplyContext, type Reply, excerptOf } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type VendorCode, meaningOf } from './code.js'
import { type Readings } from './config.js'
import { type Endpoint } from './endpoint.js'
import { type Body, type Envelope, readEnvelope, statusError, unreadable } from './envelope.js'

/**
 * A reply that is understood: success, an object with no envelope, or domains that were rejected.
 */
export type Answer =
  | Exclude<Envelope, { readonly _tag: 'Refusal' }>
  | { readonly _tag: 'Rejected'; readonly reason: RejectionReason; readonly evidence: Evidence }

// A code that no source explains: a bad HTTP status is then the better clue.
const unknown = (said: VendorCode, evidence: Evidence, reply: Reply, context: ReplyContext): DomainError =>
  (reply.status >= 500 || reply.status === 429 ? statusError(reply, context, evidence) : undefined) ??
  unknownCode(context.call, { ...evidence, vendorCode: said.code }, excerptOf(context.redact, reply.text))

/**
 * Reads a reply of an endpoint, with its codes understood.
 */
export const readAnswer =
  (endpoint: Endpoint, readings: Readings) =>
  (reply: Reply, context: ReplyContext): E.Either<DomainError, Answer> => {
    const envelope = readEnvelope(reply, context)
    if (E.isLeft(envelope)) return envelope
    const read = envelope.right
    if (read._tag !== 'Refusal') return E.right(read)
    const meaning = meaningOf(read.said, endpoint, readings)
    if (meaning === undefined) return E.left(unknown(read.said, read.evidence, reply, context))
    return meaning._tag === 'Failure'
      ? E.left(meaning.error(context.call, read.evidence))
      : E.right({ _tag: 'Rejected', reason: meaning.reason, evidence: read.evidence })
  }

/**
 * What a success says: the reply's object, and what to quote of it.
 */
export interface Success {
  readonly body: Body
  readonly evidence: Evidence
}

/**
 * Takes a success; a rejection becomes an error, and an object without an envelope cannot be read.
 */
export const successOf =
  (reply: Reply, context: ReplyContext) =>
  (answer: Answer): E.Either<DomainError, Success> => {
    switch (answer._tag) {
      case 'Success':
        return E.right(answer)
      case 'Bare':
        return E.left(unreadable(reply, context, answer.evidence, 'errno', 'error_code, error or errno'))
      case 'Rejected':
        return E.left(domainsRefused(context.call, answer.evidence, answer.reason))
    }
  }
