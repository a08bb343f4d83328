import { type DomainError, type DomainSet, type Kind } from '@mini-domains/core'
import {
  type Call,
  type Evidence,
  type ListCapabilities,
  type ListDriver,
  type RejectionReason,
  type WriteReply,
  type WriteStep,
  bilingual,
  fromKinds,
  listWriter,
  listedOf,
  perhapsSpent,
  readDomains,
  spentOne,
  writeSteps,
} from '@mini-domains/core/adapter'
import { type ReplyDecoder, decodeWith, unreadable } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { type DouyinConfig, type Session, setRulesOf } from '../config.js'
import { Hosts, encodeLists, jsonRequest } from '../wire/codecs.js'
import { domainCode } from '../wire/codes.js'
import { readEnvelope, readSuccess, refusal } from '../wire/reply.js'

/**
 * What a list is made of: its path and its kinds, whose names are Douyin's fields too (docs/vendors/douyin.md C.1.1).
 */
export interface ListShape<K extends Kind> {
  readonly path: string
  readonly list: ListCapabilities<K>
}

// What Douyin answers for an empty list is not known (docs/vendors/douyin.md C.1.1), so who has seen it may say so.
const leftOut = (error: DomainError): DomainError => ({
  ...error,
  hint: bilingual(
    'Douyin left a list out of its reply. Where it answers like this for lists with nothing in them, set `absentData: "empty"` in the config; a set may empty what is left out then.',
    '抖音的响应中没有该列表。如确认列表为空时抖音就这样返回，请在配置中设置 `absentData: "empty"`；此后 set 可能清空未返回的列表。',
  ),
})

/**
 * Decodes the reply to `get`: an object with an array for each kind.
 */
const listDecoder = <K extends Kind>(
  { list: { kinds } }: ListShape<K>,
  { absentData }: DouyinConfig,
): ReplyDecoder<DomainSet<K>> => {
  const Listed = t.type({ data: t.type(Object.fromEntries(kinds.map((kind) => [kind, Hosts]))) })
  return (reply, context) => {
    const success = readSuccess(reply, context)
    if (E.isLeft(success)) return success
    const { fields, evidence } = success.right
    const isAbsent = fields['data'] === undefined || fields['data'] === null
    const given = isAbsent && absentData === 'empty' ? { data: {} } : fields
    const listed = decodeWith(Listed, given, reply, context, evidence)
    if (E.isLeft(listed)) return isAbsent ? E.left(leftOut(listed.left)) : listed
    const { data } = listed.right
    const missing = kinds.find((kind) => data[kind] === undefined)
    return missing === undefined || absentData === 'empty'
      ? E.right(readDomains(kinds, (kind) => data[kind] ?? []))
      : E.left(leftOut(unreadable(reply, context, `data.${missing}`, Hosts.name, evidence)))
  }
}

// Douyin's replies to writes name no domain (docs/vendors/douyin.md C.1.2), so core looks at the list.
const unnamed = <K extends Kind>(evidence: Evidence, otherwise: RejectionReason) => ({
  accepted: fromKinds<K>([], () => []),
  rejected: [],
  otherwise,
  ...evidence,
})

/**
 * Decodes the reply to a change: taken as a whole, refused as a whole, or a code after which only the list tells.
 */
const editDecoder =
  <K extends Kind>(): ReplyDecoder<WriteReply<K>> =>
  (reply, context) => {
    const envelope = readEnvelope(reply, context)
    if (E.isLeft(envelope)) return envelope
    const { code, evidence } = envelope.right
    if (code === 0) return E.right({ ...unnamed<K>(evidence, 'not-taken'), refusedWhole: false, ...spentOne })
    const meant = domainCode(code)
    return meant === undefined
      ? E.left(refusal(code, reply, context, evidence))
      : E.right({ ...unnamed<K>(evidence, meant.reason), refusedWhole: !meant.looksUp, ...perhapsSpent })
  }

/**
 * Makes the driver of a list: one endpoint, an `action`, arrays of bare hosts in, an object of arrays out.
 */
export const listDriver = <K extends Kind>({ client, config }: Session, shape: ListShape<K>): ListDriver<K> => {
  const { path, list } = shape
  const rules = setRulesOf(config)
  const get = jsonRequest(path, 'read', { action: 'get' })
  const listed = listDecoder(shape, config)
  const edited = editDecoder<K>()
  const send = (call: Call, { action, domains }: WriteStep<K>) =>
    client.send(call, jsonRequest(path, 'write', { action, ...encodeLists(list.kinds, domains) }), edited)
  return {
    read: (call) => TE.map(listedOf<K>)(client.send(call, get, listed)),
    ...listWriter<K>({ steps: (operation) => writeSteps(list, rules, operation), send }),
  }
}
