import { type DomainSet, type Kind, readDomains } from '@mini-domains/core'
import { type Reading, readWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { readAnswer, successOf } from './answer.js'
import { type Readings } from './config.js'
import { type Listing, listingOf } from './encoding.js'
import { unreadable } from './envelope.js'
import { type ListShape } from './list-shape.js'

/**
 * Reads the reply to `get`. It never refuses a domain: the documents show `wss://` in download lists (docs/vendors/baidu.md
 * B.1.1, D 1).
 */
export const listingReading = <K extends Kind>(shape: ListShape<K>, readings: Readings): Reading<DomainSet<K>> => {
  const answerOf = readAnswer(shape.endpoint, readings)
  const Listed = listingOf(shape.kinds.map(shape.field), readings.absentData)
  const Reply = t.type({ data: Listed })
  const domains = (listing: Listing) => readDomains(shape.kinds, (kind) => listing[shape.field(kind)] ?? [])
  return (reply, context) => {
    const success = E.chain(successOf(reply, context))(answerOf(reply, context))
    if (E.isLeft(success)) return success
    const { body, evidence } = success.right
    if (body['data'] === undefined || body['data'] === null) {
      if (readings.absentData === 'empty') return E.right(domains({}))
      return E.left(unreadable(reply, context, evidence, 'data', Listed.name))
    }
    return E.map(({ data }: t.TypeOf<typeof Reply>) => domains(data))(readWith(Reply, body, reply, context, evidence))
  }
}
