import { type RawRequest } from '@mini-domains/core'
import { type Call, type DomainDriver, hasBody } from '@mini-domains/core/adapter'
import { type ReplyDecoder, type VendorRequest, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Readings, type Session } from '../config.js'
import { type Field, encodeForm, formType } from './codecs.js'
import { endpointAt } from './endpoint.js'
import { type DecodedReply, type Success, decodeReply, successOf } from './reply.js'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : JSON.stringify(value))

const fieldsOf = (body: Readonly<Record<string, unknown>>): ReadonlyArray<Field> =>
  Object.entries(body).flatMap(([name, value]) => {
    const written = text(value)
    return written === undefined ? [] : [[name, written] as const]
  })

const requestOf = <A>(request: RawRequest<A>): VendorRequest => {
  const { method, path, query = {}, body = {} } = request
  const effect = request.readOnly === true ? 'read' : 'write'
  const fields = fieldsOf(body)
  if (method === 'GET') return { effect, method, path, query: { ...query, ...Object.fromEntries(fields) } }
  if (!hasBody(request)) return { effect, method, path, query }
  return { effect, method, path, query, contentType: formType, body: encodeForm(fields) }
}

const reading = <A>(request: RawRequest<A>, readings: Readings): ReplyDecoder<A> => {
  const decode = decodeReply(endpointAt(request.path), readings)
  return (reply, context) => {
    // An object with no envelope is what the oauth service answers (B.3); whether it will do, the caller's codec says.
    const take = (answer: DecodedReply) =>
      answer._tag === 'Bare' ? E.right<never, Success>(answer) : successOf(reply, context)(answer)
    const success = E.chain(take)(decode(reply, context))
    if (E.isLeft(success)) return success
    return decodeWith(request.reply, success.right.body, reply, context, success.right.evidence)
  }
}

/**
 * Calls any endpoint (docs/vendors/baidu.md B.0): GET with everything in the query, other methods with a form; values that are not
 * text are written as JSON. `reply` decodes the whole JSON object, after its envelope has been understood.
 */
export const raw =
  ({ client, readings }: Session): DomainDriver['raw'] =>
  <A>(call: Call, request: RawRequest<A>) =>
    client.send(call, requestOf(request), reading(request, readings))
