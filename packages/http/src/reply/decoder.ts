import { type DomainError } from '@mini-domains/core'
import {
  type Call,
  type Evidence,
  type Where,
  perhapsSpent,
  rateLimited,
  unreadableReply,
  vendorBusy,
  messageFields,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Redact, excerptOf } from './redaction.js'
import { type Reply } from '../transport/reply.js'

const quote = 34
const backslash = 92
const colon = 58

const closing = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1)
  while (end !== -1) {
    let slashes = 0
    while (json.charCodeAt(end - 1 - slashes) === backslash) slashes += 1
    if (slashes % 2 === 0) return end
    end = json.indexOf('"', end + 1)
  }
  return json.length
}

const isKey = (json: string, end: number): boolean => {
  let next = end + 1
  // Between two tokens of JSON that parses stands white space, and nothing else up to the code of a space.
  while (json.charCodeAt(next) <= 32) next += 1
  return json.charCodeAt(next) === colon
}

/**
 * Finds a key that stands twice in one object of a JSON text. `JSON.parse` silently keeps the last of them, so that a
 * reply could be read as success by one reader and as failure by the next.
 *
 * Takes JSON that parses. One scan, in linear time.
 */
export const repeatedKey = (json: string): string | undefined => {
  const open: Array<Set<string> | undefined> = []
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === quote) {
      const end = closing(json, at)
      if (isKey(json, end)) {
        const text = json.slice(at + 1, end)
        // The same key may be spelt with escapes: `"errno"`.
        const key = text.includes('\\') ? String(JSON.parse(json.slice(at, end + 1))) : text
        const keys = open[open.length - 1] ?? new Set()
        if (keys.has(key)) return key
        open[open.length - 1] = keys.add(key)
      }
      at = end
    } else if (code === 123 || code === 91) open.push(undefined)
    else if (code === 125 || code === 93) open.pop()
  }
  return undefined
}

/**
 * What a reply is decoded with: its call, and what takes secrets out of quotations.
 */
export interface ReplyContext {
  readonly call: Call
  readonly redact: Redact
}

/**
 * Decodes a reply: into the result of the call, or into the error that the vendor's code means. Pure.
 */
export type ReplyDecoder<A> = (reply: Reply, context: ReplyContext) => E.Either<DomainError, A>

/**
 * Whether an HTTP status is one of success: 2xx.
 */
export const isGoodStatus = ({ status }: Pick<Reply, 'status'>): boolean => status >= 200 && status < 300

/**
 * What an HTTP status alone means if the body has no code of the vendor's: busy at 5xx, too many calls at 429, `undefined` for any
 * other. A gateway may have answered, and after the vendor had carried the call out: a write's result is unknown, and the next step
 * is a read. For a read, 429 still asks for a slower pace.
 */
export const statusFailure = (
  where: Where,
  { status }: Pick<Reply, 'status'>,
  evidence: Evidence,
): DomainError | undefined => {
  if (status >= 500) return vendorBusy(where, evidence)
  if (status !== 429) return undefined
  return rateLimited(where, evidence, 'unknown', {
    ...perhapsSpent,
    applied: 'unknown',
    ...messageFields(
      'too many calls in this window, as the HTTP status says; whether the call was carried out it does not say',
      '调用次数过多（由 HTTP 状态码得知）；此次调用是否已执行无从得知',
    ),
  })
}

/**
 * The error of a reply that is not what the vendor documents: where, what was expected there, and an excerpt.
 */
export const unreadable = (
  reply: Reply,
  context: ReplyContext,
  path: string,
  expected: string,
  evidence: Evidence = {},
): DomainError =>
  unreadableReply(
    context.call,
    { httpStatus: reply.status, ...evidence },
    // Keys of a reply are the vendor's words too.
    { path: excerptOf(context.redact, path), expected, excerpt: excerptOf(context.redact, reply.text) },
  )

/**
 * What is wrong with a reply whose HTTP status is not one of success, though its body may say otherwise: what the status means (see
 * `statusFailure`), else an unreadable reply. `undefined` for a good status.
 */
export const statusError = (reply: Reply, context: ReplyContext, evidence: Evidence = {}): DomainError | undefined =>
  isGoodStatus(reply)
    ? undefined
    : (statusFailure(context.call, reply, { httpStatus: reply.status, ...evidence }) ??
      unreadable(reply, context, 'HTTP status', 'a status of success', evidence))

const decoderOf =
  <A>(codec: t.Type<A>, expected: string): ReplyDecoder<A> =>
  (reply, context) => {
    const { text } = reply
    const other = (what: string): E.Either<DomainError, A> =>
      E.left(statusFailure(context.call, reply, { httpStatus: reply.status }) ?? unreadable(reply, context, '', what))
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return other(text === '' ? 'a body' : 'JSON')
    }
    const key = repeatedKey(text)
    if (key !== undefined) return E.left(unreadable(reply, context, key, 'each key only once'))
    return codec.is(value) ? E.right(value) : other(expected)
  }

/**
 * Parses a body as JSON. A body that is not JSON is an error: what the HTTP status means (see `statusFailure`), else an unreadable reply.
 * So is one with a repeated key, since a refusal could pass as a success that way.
 */
export const decodeJson: ReplyDecoder<unknown> = decoderOf(t.unknown, 'JSON')

/**
 * Parses a body as one JSON object, and as `decodeJson` does.
 */
export const decodeObject: ReplyDecoder<Readonly<Record<string, unknown>>> = decoderOf(t.UnknownRecord, 'an object')

const pathOf = (error: t.ValidationError | undefined): string =>
  (error?.context ?? [])
    .map(({ key }) => key)
    .filter((key) => key !== '')
    .join('.')

/**
 * Decodes a value with a codec. What does not fit is an error: what the HTTP status means (see `statusFailure`), since a gateway may
 * have written the JSON; else an unreadable reply with the path, what was expected, and a short excerpt.
 */
export const decodeWith = <A>(
  codec: t.Decoder<unknown, A>,
  value: unknown,
  reply: Reply,
  context: ReplyContext,
  evidence: Evidence = {},
): E.Either<DomainError, A> => {
  const result = codec.decode(value)
  if (E.isRight(result)) return result
  const [error] = result.left
  const expected = error?.context[error.context.length - 1]?.type.name ?? 'something else'
  return E.left(
    statusFailure(context.call, reply, { httpStatus: reply.status, ...evidence }) ??
      unreadable(reply, context, pathOf(error), expected, evidence),
  )
}
