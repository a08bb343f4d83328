import { type RawRequest } from '@mini-domains/core'
import { type Call, type DomainDriver, hasBody } from '@mini-domains/core/adapter'
import { type VendorRequest, decodeWith } from '@mini-domains/http'
import * as E from 'fp-ts/lib/Either.js'
import { type Session } from '../config.js'
import { jsonRequest } from './codecs.js'
import { readSuccess } from './reply.js'

const requestOf = <A>(request: RawRequest<A>): VendorRequest => {
  const { method, path, query, body, readOnly } = request
  const effect = readOnly === true ? 'read' : 'write'
  const asked = query === undefined ? {} : { query }
  return hasBody(request)
    ? { ...jsonRequest(path, effect, body ?? {}), method, ...asked }
    : { effect, method, path, ...asked }
}

/**
 * Calls any endpoint of Douyin's v2: the token in its header, the body as JSON (`{}` by default), a code other than 0 is an error, and
 * the whole reply is decoded.
 */
export const raw =
  ({ client }: Session): DomainDriver['raw'] =>
  <A>(call: Call, request: RawRequest<A>) =>
    client.send(call, requestOf(request), (reply, context) => {
      const success = readSuccess(reply, context)
      return E.isLeft(success)
        ? success
        : decodeWith(request.reply, success.right.fields, reply, context, success.right.evidence)
    })
