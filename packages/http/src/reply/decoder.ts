import { type DomainError } from '@mini-domains/core'
import {
  type Call,
  type Evidence,
  type Where,
  perhapsSpent,
  rateLimited,
  unreadableReply,
  vendorBusy,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { type Redact, excerptOf } from './redaction.js'
import { repeatedKey } from './repeated-key.js'
import { type Reply } from '../transport/reply.js'

/**
 * What a reply is read with: where the call was, and how to take secrets out of what is quoted.
 */
export interface ReadingContext {
  readonly call: Call
  readonly redact: Redact
}

/**
 * Reads a reply: what the call was for, or what the vendor's code means. Pure.
 */
export type Reading<A> = (reply: Reply, context: ReadingContext) => E.Either<DomainError, A>

const parse = (text: string): E.Either<undefined, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    return E.right(value)
  } catch {
    return E.left(undefined)
  }
}

const notJson = (reply: Reply, context: ReadingContext): DomainError => {
  const evidence: Evidence = { httpStatus: reply.status }
  return (
    statusFailure(context.call, reply, evidence) ??
    unreadableReply(context.call, evidence, {
      path: '',
      expected: reply.text === '' ? 'a body' : 'JSON',
      excerpt: excerptOf(context.redact, reply.text),
    })
  )
}

const saidTwice = (key: string, reply: Reply, context: ReadingContext): DomainError =>
  unreadableReply(
    context.call,
    { httpStatus: reply.status },
    {
      path: excerptOf(context.redact, key),
      expected: 'each key only once',
      excerpt: excerptOf(context.redact, reply.text),
    },
  )

/**
 * Reads a body as JSON. A body that is none is a typed error: what the HTTP status tells (see `statusFailure`), else the reply cannot be read. So is
 * one that says a key twice, since a refusal could pass as a success that way.
 */
export const readJson = (reply: Reply, context: ReadingContext): E.Either<DomainError, unknown> => {
  const value = parse(reply.text)
  if (E.isLeft(value)) return E.left(notJson(reply, context))
  const twice = repeatedKey(reply.text)
  return twice === undefined ? value : E.left(saidTwice(twice, reply, context))
}

const pathOf = (error: t.ValidationError | undefined): string =>
  (error?.context ?? [])
    .map(({ key }) => key)
    .filter((key) => key !== '')
    .join('.')

/**
 * Reads a value with a codec. What does not fit is an error: what the HTTP status tells (see `statusFailure`), since JSON of a
 * gateway between here and the vendor is no word of the vendor's; else the path, what was expected, and a short excerpt.
 */
export const readWith = <A>(
  codec: t.Decoder<unknown, A>,
  value: unknown,
  reply: Reply,
  context: ReadingContext,
  evidence: Evidence = {},
): E.Either<DomainError, A> => {
  const result = codec.decode(value)
  if (E.isRight(result)) return result
  const [error] = result.left
  const expected = error?.context[error.context.length - 1]?.type.name ?? 'something else'
  const told: Evidence = { httpStatus: reply.status, ...evidence }
  return E.left(
    statusFailure(context.call, reply, told) ??
      unreadableReply(context.call, told, {
        // Keys of a reply are the vendor's words too.
        path: excerptOf(context.redact, pathOf(error)),
        expected,
        excerpt: excerptOf(context.redact, reply.text),
      }),
  )
}

/**
 * Says whether an HTTP status is one of success: 2xx.
 */
export const isGoodStatus = ({ status }: Pick<Reply, 'status'>): boolean => status >= 200 && status < 300

/**
 * Says what an HTTP status alone tells of a call whose body has no word of the vendor's own: busy at 5xx, too many calls at 429;
 * `undefined` for any other. Whatever stands between here and the vendor may have answered, and after the vendor had carried
 * the call out: a write's fate is unknown, and the next step is a read. For a read, 429 still asks for a slower pace.
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
    fate: 'unknown',
    message: 'too many calls in this window, as the HTTP status says; whether the call was carried out it does not say',
  })
}
