import { type DomainError, type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import {
  type Call,
  type EditOperation,
  type Evidence,
  type ListCapabilities,
  type ListDriver,
  type RejectionReason,
  type WriteOperation,
  type WriteReply,
  type WriteStep,
  alsoSpent,
  bilingual,
  fromKinds,
  inSteps,
  listWriter,
  listedOf,
  perhapsSpent,
  readDomains,
  setInParts,
  spentOne,
  writeSteps,
} from '@mini-domains/core/adapter'
import { type ReplyDecoder, decodeWith, unreadable } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Field, type Listing, encodeList, formRequest, listingOf } from '../wire/codecs.js'
import { type Readings, type Session } from '../config.js'
import { type Endpoint } from '../wire/endpoint.js'
import { type Success, decodeReply, successOf } from '../wire/reply.js'

/**
 * What a list is made of: its endpoint, the vendor's field of each kind, and its kinds in the order of the documents.
 */
export interface ListShape<K extends Kind> {
  readonly endpoint: Endpoint
  readonly field: (kind: K) => string
  readonly list: ListCapabilities<K>
}

// What Baidu answers for an empty list is not known (docs/vendors/baidu.md E 8), so who has seen it may say so.
const leftOut = (error: DomainError): DomainError => ({
  ...error,
  hint: bilingual(
    'Baidu left a list out of its reply. Where it answers like this for lists with nothing in them, set `absentData: "empty"` in the config; a set may empty what is left out then.',
    '百度的响应中没有该列表。如确认列表为空时百度就这样返回，请在配置中设置 `absentData: "empty"`；此后 set 可能清空未返回的列表。',
  ),
})

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Says whether a reply that is a success has no list, or not each: nothing of the wrong shape, but something not there. */
const leavesOut = (fields: ReadonlyArray<string>, data: unknown): boolean => {
  if (Array.isArray(data)) return data.length === 0
  if (!t.UnknownRecord.is(data)) return isAbsent(data) || data === ''
  const isOne = fields.some((field) => Object.hasOwn(data, field))
  return Object.keys(data).length === 0 || (isOne && fields.some((field) => isAbsent(data[field])))
}

/**
 * Decodes the reply to `get`. It never refuses a domain: the documents show `wss://` in download lists (docs/vendors/baidu.md
 * B.1.1, D 1).
 */
const listDecoder = <K extends Kind>(shape: ListShape<K>, readings: Readings): ReplyDecoder<DomainSet<K>> => {
  const decode = decodeReply(shape.endpoint, readings)
  const { kinds } = shape.list
  const fields = kinds.map(shape.field)
  const Listed = listingOf(fields, readings.absentData)
  const Reply = t.type({ data: Listed })
  const domains = (listing: Listing) => readDomains(kinds, (kind) => listing[shape.field(kind)] ?? [])
  return (reply, context) => {
    const success = E.chain(successOf(reply, context))(decode(reply, context))
    if (E.isLeft(success)) return success
    const { body, evidence } = success.right
    if (isAbsent(body['data'])) {
      if (readings.absentData === 'empty') return E.right(domains({}))
      return E.left(leftOut(unreadable(reply, context, 'data', Listed.name, evidence)))
    }
    return E.bimap(
      (error: DomainError) => (leavesOut(fields, body['data']) ? leftOut(error) : error),
      ({ data }: t.TypeOf<typeof Reply>) => domains(data),
    )(decodeWith(Reply, body, reply, context, evidence))
  }
}

// Baidu's replies to writes name no domain (docs/vendors/baidu.md B.1.1), so core looks at the list.
const unnamed = <K extends Kind>(evidence: Evidence) => ({
  accepted: fromKinds<K>([], () => []),
  rejected: [],
  ...evidence,
})

const taken = <K extends Kind>(evidence: Evidence): WriteReply<K> => ({
  ...unnamed<K>(evidence),
  otherwise: 'not-taken',
  refusedWhole: false,
  ...spentOne,
})

// Whether a refused call counts is not documented (docs/vendors/baidu.md B.1.4). A `delete` is refused where one of its domains is
// not there, and which one the reply does not say: some may be gone as asked, so the list is looked at.
const refused = <K extends Kind>(
  evidence: Evidence,
  reason: RejectionReason,
  refusedWhole: boolean,
): WriteReply<K> => ({
  ...unnamed<K>(evidence),
  otherwise: reason,
  refusedWhole,
  ...perhapsSpent,
})

/**
 * Decodes the reply to `add`, `delete` and `set`: taken as a whole, or refused as a whole (docs/vendors/baidu.md B.1.3).
 */
const editDecoder = <K extends Kind>(
  endpoint: Endpoint,
  readings: Readings,
  action: WriteStep<K>['action'],
): ReplyDecoder<WriteReply<K>> => {
  const decode = decodeReply(endpoint, readings)
  return (reply, context) => {
    const decoded = decode(reply, context)
    if (E.isLeft(decoded)) return decoded
    if (decoded.right._tag === 'Rejected') {
      const { evidence, reason } = decoded.right
      return E.right(refused(evidence, reason, !(action === 'delete' && reason === 'not-listed')))
    }
    return E.map(({ evidence }: Success) => taken<K>(evidence))(successOf(reply, context)(decoded.right))
  }
}

/**
 * Decodes the reply to `copyPool`, which names no domain that could be rejected: a refusal is an error.
 */
const copyDecoder = <K extends Kind>(endpoint: Endpoint, readings: Readings): ReplyDecoder<WriteReply<K>> => {
  const decode = decodeReply(endpoint, readings)
  return (reply, context) =>
    pipe(
      decode(reply, context),
      E.chain(successOf(reply, context)),
      E.map(({ evidence }) => taken<K>(evidence)),
    )
}

const repeatsOthers = <K extends Kind>({ kinds }: ListCapabilities<K>, operation: WriteOperation<K>): boolean =>
  operation._tag === 'Set' &&
  kinds.some((kind) => !operation.named.includes(kind) && domainsOf(operation.observed.domains, kind).length > 0)

// What an entry that was only repeated may be refused for: the pool has shrunk, or its form is judged again (docs/vendors/baidu.md
// B.1.4).
const ofOldEntries: ReadonlyArray<RejectionReason> = ['not-in-pool', 'format']

/**
 * Makes the driver of a list. All four work alike: one endpoint, an `action`, comma strings in, a listing out
 * (docs/vendors/baidu.md B.1, B.2).
 */
export const listDriver = <K extends Kind>({ client, readings }: Session, shape: ListShape<K>): ListDriver<K> => {
  const { endpoint, field, list } = shape
  const { path } = endpoint
  const get = formRequest(path, 'read', [['action', 'get']])
  // The call with no action (docs/vendors/baidu.md B.1.1). Nothing else here sends a body without one.
  const copy = formRequest(path, 'write', [])
  const listed = listDecoder(shape, readings)
  const copied = copyDecoder<K>(endpoint, readings)
  const edited = {
    add: editDecoder<K>(endpoint, readings, 'add'),
    delete: editDecoder<K>(endpoint, readings, 'delete'),
    set: editDecoder<K>(endpoint, readings, 'set'),
  }
  // A kind that is to be empty cannot be sent (470015), unless the config says otherwise (docs/vendors/baidu.md B.1.3).
  const isSent = (domains: DomainSet<K>, kind: K): boolean =>
    domains[kind] !== undefined && (readings.emptySet === 'send' || domainsOf(domains, kind).length > 0)
  const send = (call: Call, { action, domains }: WriteStep<K>) => {
    const sent = list.kinds.filter((kind) => isSent(domains, kind))
    const fields = sent.map((kind): Field => [field(kind), encodeList(domainsOf(domains, kind))])
    return client.send(call, formRequest(path, 'write', [['action', action], ...fields]), edited[action])
  }
  const steps = (operation: EditOperation<K>) => writeSteps(list, readings, operation)
  const { write, cost } = listWriter<K>({ steps, send, copyPool: (call) => client.send(call, copy, copied) })
  // Where a `set` is refused whole for a domain outside the pool or for the form of one, it may be an old one of a kind that was only
  // repeated. Nothing was changed then, and the named kinds are changed without the others (docs/vendors/baidu.md B.1.4).
  const isForOldEntries = (operation: WriteOperation<K>, reply: WriteReply<K>): boolean =>
    reply.refusedWhole &&
    ofOldEntries.includes(reply.otherwise) &&
    readings.setSends === 'every-kind' &&
    repeatsOthers(list, operation)
  return {
    read: (call) => TE.map(listedOf<K>)(client.send(call, get, listed)),
    write: (call, operation) =>
      pipe(
        write(call, operation),
        TE.chain((reply) =>
          operation._tag === 'Set' && steps(operation)[0].action === 'set' && isForOldEntries(operation, reply)
            ? alsoSpent<K>(reply)(inSteps(setInParts(list, operation), (step) => send(call, step)))
            : TE.right(reply),
        ),
      ),
    cost,
  }
}
