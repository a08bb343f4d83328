import { type DomainError, type Kind, type ListedDomains, domainsOf } from '@mini-domains/core'
import {
  type Call,
  type Domain,
  type Evidence,
  type ListCapabilities,
  type ListDriver,
  type NamedRejection,
  type RejectionReason,
  type SetOperation,
  type WriteReply,
  bilingual,
  fromKinds,
  perhapsSpent,
  readDomains,
  sameDomains,
  spentOne,
  unsupported,
} from '@mini-domains/core/adapter'
import { type ReplyContext, type ReplyDecoder, type VendorRequest, decodeWith, unreadable } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type Readings, type Session, headersOf } from '../config.js'
import { Count, Entries, type Entry, encodeDomains, isHuaweiKind, jsonType, types } from '../wire/codecs.js'
import { reasonOf } from '../wire/codes.js'
import { type Category } from '../wire/endpoint.js'
import { decodeReply, successOf, wordsOf } from '../wire/reply.js'

/**
 * What a list is made of: its path, its category, and its kinds in the order of the documents.
 */
export interface ListShape<K extends Kind> {
  readonly path: string
  readonly category: Category
  readonly list: ListCapabilities<K>
}

// What Huawei answers for an empty list is not known (docs/vendors/huawei.md C.7.1), so who has seen it may say so.
const leftOut = (error: DomainError): DomainError => ({
  ...error,
  hint: bilingual(
    'Huawei left the list out of its reply. Where it answers like this for lists with nothing in them, set `absentDomains: "empty"` in the config; a write may empty what is left out then.',
    '华为的响应中没有列表。如确认列表为空时华为就这样返回，请在配置中设置 `absentDomains: "empty"`；此后写入可能清空未返回的列表。',
  ),
})

const Listing = t.type({ domains: Entries, modifyCounts: Count })

const kindOf = <K extends Kind>(kinds: ReadonlyArray<K>, type: string): K | undefined =>
  kinds.find((kind) => isHuaweiKind(kind) && types[kind] === type)

/**
 * Decodes the reply to a read. It never refuses a domain; a type that the list does not have is an entry that a write would drop, so it
 * cannot be read.
 */
const listDecoder =
  <K extends Kind>({ list: { kinds } }: ListShape<K>, readings: Readings): ReplyDecoder<ListedDomains<K>> =>
  (reply, context) => {
    const success = E.chain(successOf(reply, context))(decodeReply(reply, context))
    if (E.isLeft(success)) return success
    const { body, evidence } = success.right
    const read = decodeWith(Listing, body, reply, context, evidence)
    if (E.isLeft(read)) return read
    const { domains, modifyCounts } = read.right
    if (domains === undefined && readings.absentDomains === 'unreadable')
      return E.left(leftOut(unreadable(reply, context, 'domains', Entries.name, evidence)))
    const entries = (domains ?? []).filter(
      ({ errorCode = 0 }) => errorCode === 0 || readings.refusedEntries === 'listed',
    )
    const foreign = entries.findIndex(({ type }) => kindOf(kinds, type) === undefined)
    if (foreign !== -1)
      return E.left(unreadable(reply, context, `domains.${foreign}.type`, 'a type of the category', evidence))
    const listed = readDomains(kinds, (kind) =>
      entries.flatMap(({ type, value }) => (kindOf(kinds, type) === kind ? [value] : [])),
    )
    return E.right(modifyCounts === undefined ? { domains: listed } : { domains: listed, modifications: modifyCounts })
  }

const named = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  entries: ReadonlyArray<Entry> | undefined,
  context: ReplyContext,
): ReadonlyArray<NamedRejection<K>> =>
  (entries ?? []).flatMap(({ type, value, errorCode = 0, errorMsg }) => {
    const kind = kindOf(kinds, type)
    return kind === undefined || errorCode === 0
      ? []
      : [{ kind, domain: value, reason: reasonOf(errorCode), vendorCode: errorCode, ...wordsOf(errorMsg, context) }]
  })

const Refused = t.type({ domains: Entries })

// Where a whole call is refused and the reply says for which domains, the others are sound: they are only not taken.
const refused = <K extends Kind>(
  evidence: Evidence,
  reason: RejectionReason,
  rejected: ReadonlyArray<NamedRejection<K>>,
): WriteReply<K> => ({
  accepted: {},
  rejected,
  otherwise: rejected.length > 0 ? 'not-taken' : reason,
  refusedWhole: true,
  ...evidence,
  ...perhapsSpent,
})

const taken = <K extends Kind>(evidence: Evidence, rejected: ReadonlyArray<NamedRejection<K>>): WriteReply<K> => ({
  accepted: {},
  rejected,
  otherwise: 'not-taken',
  refusedWhole: false,
  ...evidence,
  ...spentOne,
})

/**
 * Decodes the reply to a write: which domains were refused, and why each (docs/vendors/huawei.md C.7.1, C.7.2).
 */
const writeDecoder =
  <K extends Kind>({ list: { kinds } }: ListShape<K>): ReplyDecoder<WriteReply<K>> =>
  (reply, context) => {
    const decoded = decodeReply(reply, context)
    if (E.isLeft(decoded)) return decoded
    const success = decoded.right._tag === 'Rejected' ? decoded : successOf(reply, context)(decoded.right)
    if (E.isLeft(success)) return success
    const { body, evidence } = success.right
    return E.map(({ domains }: t.TypeOf<typeof Refused>) =>
      decoded.right._tag === 'Rejected'
        ? refused(evidence, decoded.right.reason, named(kinds, domains, context))
        : taken(evidence, named(kinds, domains, context)),
    )(decodeWith(Refused, body, reply, context, evidence))
  }

// Whether a write counts that changes nothing, since all that it adds was refused, is not documented (docs/vendors/huawei.md C.7.2).
const counted =
  <K extends Kind>({ list: { kinds } }: ListShape<K>, { domains, observed }: SetOperation<K>) =>
  (reply: WriteReply<K>): WriteReply<K> => {
    const isRefused = (kind: K, domain: Domain): boolean =>
      reply.rejected.some((each) => each.kind === kind && each.domain === domain)
    const after = fromKinds(kinds, (kind) => domainsOf(domains, kind).filter((domain) => !isRefused(kind, domain)))
    return reply.rejected.length > 0 && sameDomains(kinds, after, observed.domains)
      ? { ...reply, ...perhapsSpent }
      : reply
  }

const onlyWhole = bilingual('Huawei takes nothing but the list as a whole.', '华为只接受整个列表。')

/**
 * Makes the driver of a list. All four work alike: one path and category, the whole list in, entries with their types out
 * (docs/vendors/huawei.md C.7.1).
 */
export const listDriver = <K extends Kind>(session: Session, shape: ListShape<K>): ListDriver<K> => {
  const { path, category, list } = shape
  const listed = listDecoder(shape, session.readings)
  const written = writeDecoder(shape)
  const to = (call: Call): Pick<VendorRequest, 'path' | 'query' | 'headers'> => ({
    path,
    query: { category },
    headers: headersOf(session, call),
  })
  return {
    read: (call) => session.client.send(call, { ...to(call), effect: 'read', method: 'GET' }, listed),
    write: (call, operation) =>
      operation._tag === 'Set'
        ? TE.map(counted(shape, operation))(
            session.client.send(
              call,
              {
                ...to(call),
                effect: 'write',
                method: 'POST',
                contentType: jsonType,
                body: encodeDomains(list.kinds, operation.domains),
              },
              written,
            ),
          )
        : TE.left(unsupported(call, onlyWhole, '')),
  }
}
