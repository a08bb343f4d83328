import { type Kind } from '@mini-domains/core'
import {
  type Evidence,
  type RejectionReason,
  type WriteReply,
  fromKinds,
  perhapsSpent,
  spentOne,
} from '@mini-domains/core/adapter'
import { type ReplyDecoder } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Success, readAnswer, successOf } from './envelope.js'
import { type Readings } from './config.js'
import { type Endpoint } from './endpoint.js'

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
 * Reads the reply to `add`, `delete` and `set`: taken as a whole, or refused as a whole (docs/vendors/baidu.md B.1.3).
 */
export const writeReading = <K extends Kind>(
  endpoint: Endpoint,
  readings: Readings,
  action: 'add' | 'delete' | 'set',
): ReplyDecoder<WriteReply<K>> => {
  const answerOf = readAnswer(endpoint, readings)
  return (reply, context) => {
    const answer = answerOf(reply, context)
    if (E.isLeft(answer)) return answer
    if (answer.right._tag === 'Rejected') {
      const { evidence, reason } = answer.right
      return E.right(refused(evidence, reason, !(action === 'delete' && reason === 'not-listed')))
    }
    return E.map(({ evidence }: Success) => taken<K>(evidence))(successOf(reply, context)(answer.right))
  }
}

/**
 * Reads the reply to `adopt`, which names no domain that could be rejected: a refusal is an error.
 */
export const adoptReading = <K extends Kind>(endpoint: Endpoint, readings: Readings): ReplyDecoder<WriteReply<K>> => {
  const answerOf = readAnswer(endpoint, readings)
  return (reply, context) => {
    const success = E.chain(successOf(reply, context))(answerOf(reply, context))
    return E.map(({ evidence }: Success) => taken<K>(evidence))(success)
  }
}
