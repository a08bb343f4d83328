import { type RawRequest } from '@mini-domains/core'
import { type Call, type DomainDriver, hasBody } from '@mini-domains/core/adapter'
import { type ReplyDecoder, type VendorRequest, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Session, headersOf } from '../config.js'
import { jsonType } from './codecs.js'
import { decodeReply, successOf } from './reply.js'

const requestOf = <A>(session: Session, call: Call, request: RawRequest<A>): VendorRequest => {
  const { method, path, query = {}, body = {} } = request
  const effect = request.readOnly === true ? 'read' : 'write'
  const shared = { effect, method, path, query, headers: headersOf(session, call) } as const
  return hasBody(request) ? { ...shared, contentType: jsonType, body: JSON.stringify(body) } : shared
}

const reading =
  <A>(request: RawRequest<A>): ReplyDecoder<A> =>
  (reply, context) => {
    const success = E.chain(successOf(reply, context))(decodeReply(reply, context))
    if (E.isLeft(success)) return success
    return decodeWith(request.reply, success.right.body, reply, context, success.right.evidence)
  }

/**
 * Calls any endpoint (docs/vendors/huawei.md C.7.0): the platform's client and, of an app, its id in headers; the body as JSON. `reply`
 * decodes the whole JSON object, after its code has been understood.
 */
export const raw =
  (session: Session): DomainDriver['raw'] =>
  <A>(call: Call, request: RawRequest<A>) =>
    session.client.send(call, requestOf(session, call, request), reading(request))
