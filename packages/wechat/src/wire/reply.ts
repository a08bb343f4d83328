import { type DomainError } from '@mini-domains/core'
import { type Evidence } from '@mini-domains/core/adapter'
import {
  type ReplyContext,
  type Reply,
  excerptOf,
  isGoodStatus,
  decodeObject,
  statusFailure,
  unreadable,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { codeError } from './codes.js'
import { type Endpoint } from './endpoint.js'

/**
 * A reply of WeChat whose code is understood: the whole JSON object, its code (0 where it has none), and the evidence.
 */
export interface Envelope {
  readonly code: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly evidence: Evidence
}

// The end of errmsg: `rid: 5f8eac85-5636657f-4eebbb41`, or `hint: [QAeN6a05193062]` before 2020 (docs/vendors/wechat.md A.0).
const requestIdOf = (message: string): string | undefined =>
  /\brid:\s*([0-9A-Za-z-]{1,64})/.exec(message)?.[1] ?? /\bhint:\s*\[([^\]]{1,64})\]/.exec(message)?.[1]

const evidenceOf = (fields: Envelope['fields'], code: number, reply: Reply, context: ReplyContext): Evidence => {
  const evidence = { httpStatus: reply.status, ...(code === 0 ? {} : { vendorCode: code }) }
  const { errmsg } = fields
  if (typeof errmsg !== 'string' || errmsg === 'ok') return evidence
  const requestId = requestIdOf(errmsg)
  return {
    ...evidence,
    vendorMessage: excerptOf(context.redact, errmsg),
    ...(requestId === undefined ? {} : { requestId: context.redact(requestId) }),
  }
}

// JSON that WeChat did not write: what the HTTP status tells, where a gateway between here and there has answered.
const foreign = (reply: Reply, context: ReplyContext, path: string, expected: string): DomainError =>
  statusFailure(context.call, reply, { httpStatus: reply.status }) ?? unreadable(reply, context, path, expected)

const withoutCode = (reply: Reply, context: ReplyContext): E.Either<DomainError, number> => {
  if (isGoodStatus(reply)) return E.right(0)
  return E.left(foreign(reply, context, 'errcode', `a code with HTTP ${reply.status}`))
}

const codeOf = (fields: Envelope['fields'], reply: Reply, context: ReplyContext): E.Either<DomainError, number> => {
  const { errcode } = fields
  // A success may come without its code (docs/vendors/wechat.md A.0).
  if (errcode === undefined) return withoutCode(reply, context)
  if (!t.Int.is(errcode)) return E.left(foreign(reply, context, 'errcode', 'a whole number'))
  return errcode === 0 && !isGoodStatus(reply)
    ? E.left(unreadable(reply, context, 'errcode', `no success with HTTP ${reply.status}`))
    : E.right(errcode)
}

/**
 * Reads the envelope of a reply: JSON with one `errcode`, which is a whole number or absent. Any code is let through.
 */
export const readEnvelope = (reply: Reply, context: ReplyContext): E.Either<DomainError, Envelope> => {
  const object = decodeObject(reply, context)
  if (E.isLeft(object)) return object
  const fields = object.right
  const code = codeOf(fields, reply, context)
  if (E.isLeft(code)) return code
  return E.right({ code: code.right, fields, evidence: evidenceOf(fields, code.right, reply, context) })
}

/**
 * Reads a reply that is a success, or tells what its code means at this endpoint.
 */
export const readSuccess = (
  endpoint: Endpoint,
  reply: Reply,
  context: ReplyContext,
): E.Either<DomainError, Envelope> => {
  const envelope = readEnvelope(reply, context)
  if (E.isLeft(envelope) || envelope.right.code === 0) return envelope
  const { code, evidence } = envelope.right
  return E.left(codeError(endpoint, code, context.call, evidence, () => excerptOf(context.redact, reply.text)))
}

const { is: isTexts } = t.readonlyArray(t.string)

/**
 * An array of text, or nothing: absent and null are the same, since no list has to be in a reply.
 */
export const Texts = new t.Type<ReadonlyArray<string> | undefined, unknown, unknown>(
  'an array of text',
  (input): input is ReadonlyArray<string> | undefined => input === undefined || isTexts(input),
  (input, context) => {
    if (input === undefined || input === null) return t.success(undefined)
    return isTexts(input) ? t.success(input) : t.failure(input, context)
  },
  t.identity,
)

/**
 * Text joined by `;`, as the platform pool has it (docs/vendors/wechat.md A.3), or nothing.
 */
export const JoinedTexts = new t.Type<ReadonlyArray<string> | undefined, unknown, unknown>(
  'text joined by ";"',
  (input): input is ReadonlyArray<string> | undefined => input === undefined || isTexts(input),
  (input, context) => {
    if (input === undefined || input === null) return t.success(undefined)
    if (typeof input !== 'string') return t.failure(input, context)
    const items = input.split(';').map((item) => item.trim())
    return t.success(items.filter((item) => item !== ''))
  },
  t.identity,
)

/**
 * What a codec reads, or nothing: absent and null are the same.
 */
export const orNothing = <A>(codec: t.Type<A, unknown, unknown>): t.Type<A | undefined, unknown, unknown> =>
  new t.Type<A | undefined, unknown, unknown>(
    codec.name,
    (input): input is A | undefined => input === undefined || codec.is(input),
    (input, context) => (input === undefined || input === null ? t.success(undefined) : codec.validate(input, context)),
    t.identity,
  )
