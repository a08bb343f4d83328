import {
  type Call,
  type DomainError,
  type Evidence,
  type Kind,
  type Modification,
  type NamedRejection,
  type RejectionReason,
  type WriteReply,
  type DomainSet,
} from '@mini-domains/core'
import { type Reading, type VendorClient, excerptOf, readWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type DomainCode, codeError, domainCode } from './code.js'
import { type Endpoint } from './endpoint.js'
import { readEnvelope, readSuccess, unreadable } from './envelope.js'
import { jsonRequest } from './request.js'

type NamedEndpoint = Exclude<Endpoint, 'raw'>
type Body = Readonly<Record<string, unknown>>

/**
 * What a change's reply said of domains, in the words of core.
 */
export interface Said<K extends Kind> {
  readonly accepted: DomainSet<K>
  readonly rejected: ReadonlyArray<NamedRejection<K>>
}

/**
 * Makes a call that reads, and decodes its success. `missing` is the field without which the reply says nothing.
 */
export const ask = <R, A>(
  client: VendorClient,
  call: Call,
  endpoint: NamedEndpoint,
  body: Body,
  codec: t.Decoder<unknown, R>,
  read: (reply: R) => A | undefined,
  missing: string,
): TE.TaskEither<DomainError, A> => {
  const reading: Reading<A> = (reply, context) => {
    const success = readSuccess(endpoint, reply, context)
    if (E.isLeft(success)) return success
    const decoded = readWith(codec, success.right.fields, reply, context)
    if (E.isLeft(decoded)) return decoded
    const value = read(decoded.right)
    return value === undefined ? E.left(unreadable(reply, context, missing, 'to be there')) : E.right(value)
  }
  return client.send(call, jsonRequest(endpoint, 'read', body), reading)
}

const replyOf = <K extends Kind>(
  said: Said<K>,
  otherwise: RejectionReason,
  refusedWhole: boolean,
  modification: Modification,
  evidence: Evidence,
): WriteReply<K> => ({ ...said, otherwise, refusedWhole, modification, ...evidence })

const codedReply = <K extends Kind>(code: DomainCode, said: Said<K>, evidence: Evidence): WriteReply<K> => {
  switch (code._tag) {
    case 'nothing':
      return replyOf({ ...said, accepted: {} }, code.otherwise, false, 'unknown', evidence)
    case 'refused':
      return replyOf({ ...said, accepted: {} }, code.otherwise, true, 'unknown', evidence)
  }
}

/**
 * Makes a call that changes a list. A code that speaks of domains is an answer, not an error: `errcode` 0 may be a partial
 * success, and another code may name what was wrong (docs/vendors/wechat.md A.1.2, A.1.3).
 */
export const tell = <R, K extends Kind>(
  client: VendorClient,
  call: Call,
  endpoint: NamedEndpoint,
  body: Body,
  codec: t.Decoder<unknown, R>,
  read: (reply: R) => Said<K>,
  otherwise: RejectionReason,
): TE.TaskEither<DomainError, WriteReply<K>> => {
  const reading: Reading<WriteReply<K>> = (reply, context) => {
    const envelope = readEnvelope(reply, context)
    if (E.isLeft(envelope)) return envelope
    const { code, fields, evidence } = envelope.right
    const said = code === 0 ? undefined : domainCode(endpoint, code)
    if (code !== 0 && said === undefined)
      return E.left(codeError(endpoint, code, call, evidence, () => excerptOf(context.redact, reply.text)))
    // Even `{}` parses; a change is done only where WeChat says so.
    if (code === 0 && fields['errcode'] === undefined) return E.left(unreadable(reply, context, 'errcode', '0'))
    const decoded = readWith(codec, fields, reply, context)
    if (E.isLeft(decoded)) return decoded
    return E.right(
      said === undefined
        ? replyOf(read(decoded.right), otherwise, false, 'spent', evidence)
        : codedReply(said, read(decoded.right), evidence),
    )
  }
  return client.send(call, jsonRequest(endpoint, 'write', body), reading)
}
