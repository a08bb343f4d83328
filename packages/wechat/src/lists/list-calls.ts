import { type DomainError, type DomainSet, type Kind, type ListedDomains } from '@mini-domains/core'
import {
  type Call,
  type Evidence,
  type NamedRejection,
  type RejectionReason,
  type WriteReply,
  type WriteStep,
  perhapsSpent,
  spentOne,
} from '@mini-domains/core/adapter'
import {
  type ReplyDecoder,
  type VendorClient,
  type VendorRequest,
  decodeWith,
  excerptOf,
  unreadable,
} from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type DomainCode, codeError, domainCode } from '../wire/codes.js'
import { type NamedEndpoint, paths } from '../wire/endpoint.js'
import { readEnvelope, readSuccess } from '../wire/reply.js'

type Body = Readonly<Record<string, unknown>>

// POST, one JSON object, UTF-8 without `\uXXXX` escapes (docs/vendors/wechat.md A.0).
const asJson = { method: 'POST', contentType: 'application/json' } as const

/**
 * What the reply to a change says of domains, in the words of core.
 */
export interface ReplyDomains<K extends Kind> {
  readonly accepted: DomainSet<K>
  readonly rejected: ReadonlyArray<NamedRejection<K>>
  /** The whole list after the change, where the reply has it. */
  readonly after?: ListedDomains<K>
  /** For which reasons the reply names any domain, whether it was sent or not. */
  readonly named: ReadonlyArray<RejectionReason>
}

/**
 * What a reply says that names no domain.
 */
export const nothingNamed = { accepted: {}, rejected: [], named: [] } as const

/**
 * A call that reads: what is sent, and how its reply is read.
 */
export interface ReadRequest<R, A> {
  readonly endpoint: NamedEndpoint
  /** Left out where WeChat takes a GET, which has none. */
  readonly body?: Body
  readonly codec: t.Decoder<unknown, R>
  /** The field without which the reply says nothing, where it is missing. */
  readonly missing: (reply: R) => string | undefined
  readonly read: (reply: R) => A
}

/**
 * Makes a call that reads, and decodes its success.
 */
export const readCall = <R, A>(
  client: VendorClient,
  { endpoint, body, codec, missing, read }: ReadRequest<R, A>,
): ((call: Call) => TE.TaskEither<DomainError, A>) => {
  const how = body === undefined ? { method: 'GET' as const } : { ...asJson, body: JSON.stringify(body) }
  const request: VendorRequest = { ...how, effect: 'read', path: paths[endpoint] }
  const decoder: ReplyDecoder<A> = (reply, context) => {
    const success = readSuccess(endpoint, reply, context)
    if (E.isLeft(success)) return success
    const decoded = decodeWith(codec, success.right.fields, reply, context, success.right.evidence)
    if (E.isLeft(decoded)) return decoded
    const field = missing(decoded.right)
    return field === undefined ? E.right(read(decoded.right)) : E.left(unreadable(reply, context, field, 'to be there'))
  }
  return (call) => client.send(call, request, decoder)
}

const codedReply = <K extends Kind>(
  code: DomainCode,
  { rejected, named }: ReplyDomains<K>,
  evidence: Evidence,
): WriteReply<K> => ({
  accepted: {},
  rejected,
  otherwise: named.includes(code.otherwise) ? code.unnamed : code.otherwise,
  refusedWhole: code._tag === 'refused',
  ...perhapsSpent,
  ...evidence,
})

/**
 * One call of a change, or the one that copies the pool and names no domain.
 */
export type ListStep<K extends Kind> = WriteStep<K> | { readonly action: 'copyPool'; readonly domains: DomainSet<K> }

/**
 * The calls that change a list: what is sent, and how the reply is read.
 */
export interface WriteRequest<R, K extends Kind> {
  readonly endpoint: NamedEndpoint
  readonly body: (step: ListStep<K>) => Body
  readonly codec: t.Decoder<unknown, R>
  /** Reads what the reply says, given what its code says of domains; none where the code is 0. */
  readonly read: (reply: R, step: ListStep<K>, code: DomainCode | undefined) => ReplyDomains<K>
  /** Why a domain that was to be listed and of which the reply says nothing is most likely not there. */
  readonly otherwise: RejectionReason
}

// A copy of the pool names nothing that could be rejected, so a refusal is an error.
const isReply = (code: DomainCode, action: ListStep<Kind>['action']): boolean =>
  action !== 'copyPool' || code._tag === 'nothing'

/**
 * Makes the calls that change a list. A code that speaks of domains is a reply, not an error: `errcode` 0 may be a partial
 * success, and another code may name what was wrong (docs/vendors/wechat.md A.1.2, A.1.3).
 */
export const writeCall =
  <R, K extends Kind>(client: VendorClient, { endpoint, body, codec, read, otherwise }: WriteRequest<R, K>) =>
  (call: Call, step: ListStep<K>): TE.TaskEither<DomainError, WriteReply<K>> => {
    const decoder: ReplyDecoder<WriteReply<K>> = (reply, context) => {
      const envelope = readEnvelope(reply, context)
      if (E.isLeft(envelope)) return envelope
      const { code, fields, evidence } = envelope.right
      const coded = code === 0 ? undefined : domainCode(endpoint, code)
      if (code !== 0 && (coded === undefined || !isReply(coded, step.action)))
        return E.left(codeError(endpoint, code, call, evidence, () => excerptOf(context.redact, reply.text)))
      // Even `{}` parses; a change is done only where WeChat says so.
      if (fields['errcode'] === undefined) return E.left(unreadable(reply, context, 'errcode', '0'))
      const decoded = decodeWith(codec, fields, reply, context, evidence)
      if (E.isLeft(decoded)) return decoded
      const domains = read(decoded.right, step, coded)
      if (coded !== undefined) return E.right(codedReply(coded, domains, evidence))
      return E.right({
        accepted: domains.accepted,
        rejected: domains.rejected,
        ...(domains.after === undefined ? {} : { after: domains.after }),
        otherwise: step.action === 'delete' ? 'not-listed' : otherwise,
        refusedWhole: false,
        ...spentOne,
        ...evidence,
      })
    }
    const request: VendorRequest = {
      ...asJson,
      effect: 'write',
      path: paths[endpoint],
      body: JSON.stringify(body(step)),
    }
    return client.send(call, request, decoder)
  }
