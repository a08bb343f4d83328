import { type DomainError } from '@mini-domains/core'
import { type Evidence, type RejectionReason, domainsRefused, unknownCode } from '@mini-domains/core/adapter'
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
import { type VendorCode, meaningOf } from './codes.js'
import { type Readings } from '../config.js'
import { type Endpoint } from './endpoint.js'

/**
 * The object that a reply is.
 */
export type Body = Readonly<Record<string, unknown>>

/**
 * A reply after its outermost layer (docs/vendors/baidu.md B.0.1): success, a refusal with its code, or an object with none
 * of the three envelopes, as the oauth service answers when all is well (B.3).
 */
export type Envelope =
  | { readonly _tag: 'Success'; readonly body: Body; readonly evidence: Evidence }
  | { readonly _tag: 'Bare'; readonly body: Body; readonly evidence: Evidence }
  | { readonly _tag: 'Refusal'; readonly code: VendorCode; readonly evidence: Evidence }

type Read<A> = E.Either<DomainError, A>

// The gateway writes its code as a number and as text (docs/vendors/baidu.md B.0.1).
const GatewayCode = new t.Type<number, number, unknown>(
  'a whole number',
  t.Int.is,
  (input, context) => {
    const code = typeof input === 'string' && /^\d{1,9}$/.test(input) ? Number(input) : input
    return t.Int.is(code) ? t.success(code) : t.failure(input, context)
  },
  t.identity,
)

const Gateway = t.type({ error_code: GatewayCode })
const OAuth = t.type({ error: t.string })
const Business = t.type({ errno: t.Int })

const words = (body: Body, key: string, context: ReplyContext): Evidence => {
  const message = body[key]
  return typeof message === 'string' ? { vendorMessage: excerptOf(context.redact, message) } : {}
}

const refusal = (code: VendorCode, evidence: Evidence, message: Evidence): Envelope => ({
  _tag: 'Refusal',
  code,
  evidence: { ...evidence, ...message, vendorCode: code.code },
})

const readGateway = (body: Body, evidence: Evidence, reply: Reply, context: ReplyContext): Read<Envelope> =>
  E.map(({ error_code: code }: t.TypeOf<typeof Gateway>) =>
    refusal({ layer: 'gateway', code }, evidence, words(body, 'error_msg', context)),
  )(decodeWith(Gateway, body, reply, context, evidence))

const readOAuth = (body: Body, evidence: Evidence, reply: Reply, context: ReplyContext): Read<Envelope> =>
  E.map(({ error }: t.TypeOf<typeof OAuth>) => {
    const code = excerptOf(context.redact, error)
    return refusal({ layer: 'oauth', code }, evidence, words(body, 'error_description', context))
  })(decodeWith(OAuth, body, reply, context, evidence))

const good = (envelope: Envelope, reply: Reply, context: ReplyContext): Read<Envelope> => {
  const error = statusError(reply, context, envelope.evidence)
  return error === undefined ? E.right(envelope) : E.left(error)
}

const readBusiness = (body: Body, evidence: Evidence, reply: Reply, context: ReplyContext): Read<Envelope> => {
  const business = decodeWith(Business, body, reply, context, evidence)
  if (E.isLeft(business)) return business
  const code = business.right.errno
  if (code === 0) return good({ _tag: 'Success', body, evidence }, reply, context)
  return E.right(refusal({ layer: 'business', code }, evidence, words(body, 'msg', context)))
}

// What the field of a layer holds that has nothing to say: nothing, no code, or a word of success (docs/vendors/baidu.md B.0.1).
const quiet: ReadonlyArray<unknown> = [null, 0, '0', '', 'success', 'ok']

const refuses = (body: Body, key: string): boolean => Object.hasOwn(body, key) && !quiet.includes(body[key])

/**
 * Reads the outermost layer of a reply, in the order that tells the three envelopes apart (docs/vendors/baidu.md E 5):
 * `error_code`, then `error`, then `errno`; one of the first two that carries no code (`error_code: 0`,
 * `error: ""`) refuses nothing. The body counts whatever the HTTP status is; success needs a good one too.
 */
const readEnvelope = (reply: Reply, context: ReplyContext): Read<Envelope> => {
  const read = decodeObject(reply, context)
  if (E.isLeft(read)) return read
  const body = read.right
  const evidence = { httpStatus: reply.status, ...requestIdOf(body, reply, context) }
  if (refuses(body, 'error_code')) return readGateway(body, evidence, reply, context)
  if (refuses(body, 'error')) return readOAuth(body, evidence, reply, context)
  if (Object.hasOwn(body, 'errno')) return readBusiness(body, evidence, reply, context)
  return good({ _tag: 'Bare', body, evidence }, reply, context)
}

const keys = ['request_id', 'trace_id', 'log_id']

// An id of 64 bits does not fit into a number of JavaScript, so its digits are taken from the text.
const digits = (key: string, value: number, text: string): string => {
  if (Number.isSafeInteger(value)) return String(value)
  return new RegExp(`"${key}"\\s*:\\s*([0-9]+)`).exec(text)?.[1] ?? String(value)
}

const inBody = (body: Readonly<Record<string, unknown>>, text: string): string | undefined => {
  for (const key of keys) {
    const value = body[key]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return digits(key, value, text)
  }
  return undefined
}

/**
 * Finds the vendor's id of a request: in the body, else in the trace header (docs/vendors/baidu.md B.0, B.0.1).
 */
const requestIdOf = (
  body: Readonly<Record<string, unknown>>,
  reply: Reply,
  context: ReplyContext,
): Pick<Evidence, 'requestId'> => {
  const id = inBody(body, reply.text) ?? reply.header('x-b3-traceid')
  return id === undefined || id === '' ? {} : { requestId: excerptOf(context.redact, id) }
}

/**
 * A reply that is understood: success, an object with no envelope, or domains that were rejected.
 */
export type DecodedReply =
  | Exclude<Envelope, { readonly _tag: 'Refusal' }>
  | { readonly _tag: 'Rejected'; readonly reason: RejectionReason; readonly evidence: Evidence }

// A code that no source explains: a bad HTTP status is then the better clue.
const unknown = (code: VendorCode, evidence: Evidence, reply: Reply, context: ReplyContext): DomainError =>
  statusFailure(context.call, reply, evidence) ??
  unknownCode(context.call, { ...evidence, vendorCode: code.code }, excerptOf(context.redact, reply.text))

/**
 * Reads a reply of an endpoint, with its codes understood.
 */
export const decodeReply =
  (endpoint: Endpoint, readings: Readings) =>
  (reply: Reply, context: ReplyContext): E.Either<DomainError, DecodedReply> => {
    const envelope = readEnvelope(reply, context)
    if (E.isLeft(envelope)) return envelope
    const read = envelope.right
    if (read._tag !== 'Refusal') return E.right(read)
    const meaning = meaningOf(read.code, endpoint, readings)
    if (meaning === undefined) return E.left(unknown(read.code, read.evidence, reply, context))
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
  (answer: DecodedReply): E.Either<DomainError, Success> => {
    switch (answer._tag) {
      case 'Success':
        return E.right(answer)
      case 'Bare':
        return E.left(unreadable(reply, context, 'errno', 'error_code, error or errno', answer.evidence))
      case 'Rejected':
        return E.left(domainsRefused(context.call, answer.evidence, answer.reason))
    }
  }
