import { type DomainError } from '@mini-domains/core'
import { type Evidence } from '@mini-domains/core/adapter'
import {
  type Reply,
  type ReplyContext,
  decodeObject,
  excerptOf,
  statusError,
  statusFailure,
  unreadable,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { codeError } from './codes.js'

/**
 * A reply of Douyin whose code is understood: the whole JSON object, its code, and the evidence.
 */
export interface Envelope {
  readonly code: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly evidence: Evidence
}

/**
 * What names the code and the words in the two envelopes (docs/vendors/douyin.md C.1.0).
 */
interface Spelling {
  readonly code: 'err_no' | 'errno'
  readonly words: 'err_msg' | 'message'
}

const current: Spelling = { code: 'err_no', words: 'err_msg' }
const older: Spelling = { code: 'errno', words: 'message' }

// A number, or its digits as text: the component token's page has it so (docs/vendors/douyin.md C.1.0).
const Code = new t.Type<number, number, unknown>(
  'a whole number',
  t.Int.is,
  (input, context) => {
    const code = typeof input === 'string' && /^\d{1,10}$/.test(input) ? Number(input) : input
    return t.Int.is(code) ? t.success(code) : t.failure(input, context)
  },
  t.identity,
)

const textOf = (value: unknown, context: ReplyContext): string | undefined =>
  typeof value === 'string' && value !== '' ? excerptOf(context.redact, value) : undefined

const evidenceOf = (
  fields: Envelope['fields'],
  code: number,
  words: Spelling['words'],
  reply: Reply,
  context: ReplyContext,
): Evidence => {
  const vendorMessage = code === 0 ? undefined : textOf(fields[words], context)
  const requestId = textOf(fields['log_id'], context)
  return {
    httpStatus: reply.status,
    ...(code === 0 ? {} : { vendorCode: code }),
    ...(vendorMessage === undefined ? {} : { vendorMessage }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/**
 * Reads the envelope of a reply. Any code is let through; success needs a good HTTP status too. `bare` takes an object with no code for a
 * success, as the component token comes (docs/vendors/douyin.md C.1.6).
 */
export const readEnvelope = (
  reply: Reply,
  context: ReplyContext,
  bare: 'refused' | 'taken' = 'refused',
): E.Either<DomainError, Envelope> => {
  const object = decodeObject(reply, context)
  if (E.isLeft(object)) return object
  const fields = object.right
  const spelling = Object.hasOwn(fields, current.code) ? current : Object.hasOwn(fields, older.code) ? older : undefined
  const { code: name, words } = spelling ?? current
  const code = spelling === undefined && bare === 'taken' ? E.right(0) : Code.decode(fields[name])
  if (E.isLeft(code)) return E.left(statusError(reply, context) ?? unreadable(reply, context, name, Code.name))
  const evidence = evidenceOf(fields, code.right, words, reply, context)
  const error = code.right === 0 ? statusError(reply, context, evidence) : undefined
  return error === undefined ? E.right({ code: code.right, fields, evidence }) : E.left(error)
}

/**
 * Reads a reply that is a success, or tells what its code means.
 */
export const readSuccess = (
  reply: Reply,
  context: ReplyContext,
  bare: 'refused' | 'taken' = 'refused',
): E.Either<DomainError, Envelope> => {
  const envelope = readEnvelope(reply, context, bare)
  if (E.isLeft(envelope) || envelope.right.code === 0) return envelope
  const { code, evidence } = envelope.right
  return E.left(refusal(code, reply, context, evidence))
}

/**
 * The error of a code; of one that no source explains, a bad HTTP status is the better clue.
 */
export const refusal = (code: number, reply: Reply, context: ReplyContext, evidence: Evidence): DomainError => {
  const error = codeError(code, context.call, evidence, () => excerptOf(context.redact, reply.text))
  return error._tag === 'UnknownCode' ? (statusFailure(context.call, reply, evidence) ?? error) : error
}
