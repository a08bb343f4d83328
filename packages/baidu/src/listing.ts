import { type DomainError, type DomainSet, type Kind } from '@mini-domains/core'
import { bilingual, readDomains } from '@mini-domains/core/adapter'
import { type ReplyDecoder, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Readings } from './config.js'
import { type Listing, listingOf } from './codecs.js'
import { readAnswer, successOf, unreadable } from './envelope.js'
import { type ListShape } from './list-shape.js'

// What Baidu answers for an empty list is not known (docs/vendors/baidu.md E 8), so who has seen it may say so.
const leftOut = (error: DomainError): DomainError => ({
  ...error,
  hint: bilingual(
    'Baidu left a list out of its reply. Where it answers like this for lists with nothing in them, set `absentData: "empty"` in the config; a set may empty what is left out then.',
    '百度的答复没有给出该列表。若确认列表为空时百度即如此答复，请在配置中设置 `absentData: "empty"`；此后 set 可能清空未给出的列表。',
  ),
})

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Says whether a reply that is a success tells no list, or not each: nothing of the wrong shape, but something not there. */
const leavesOut = (fields: ReadonlyArray<string>, data: unknown): boolean => {
  if (Array.isArray(data)) return data.length === 0
  if (!t.UnknownRecord.is(data)) return isAbsent(data) || data === ''
  const isOne = fields.some((field) => Object.hasOwn(data, field))
  return Object.keys(data).length === 0 || (isOne && fields.some((field) => isAbsent(data[field])))
}

/**
 * Reads the reply to `get`. It never refuses a domain: the documents show `wss://` in download lists (docs/vendors/baidu.md
 * B.1.1, D 1).
 */
export const listingReading = <K extends Kind>(shape: ListShape<K>, readings: Readings): ReplyDecoder<DomainSet<K>> => {
  const answerOf = readAnswer(shape.endpoint, readings)
  const fields = shape.kinds.map(shape.field)
  const Listed = listingOf(fields, readings.absentData)
  const Reply = t.type({ data: Listed })
  const domains = (listing: Listing) => readDomains(shape.kinds, (kind) => listing[shape.field(kind)] ?? [])
  return (reply, context) => {
    const success = E.chain(successOf(reply, context))(answerOf(reply, context))
    if (E.isLeft(success)) return success
    const { body, evidence } = success.right
    if (isAbsent(body['data'])) {
      if (readings.absentData === 'empty') return E.right(domains({}))
      return E.left(leftOut(unreadable(reply, context, evidence, 'data', Listed.name)))
    }
    return E.bimap(
      (error: DomainError) => (leavesOut(fields, body['data']) ? leftOut(error) : error),
      ({ data }: t.TypeOf<typeof Reply>) => domains(data),
    )(decodeWith(Reply, body, reply, context, evidence))
  }
}
