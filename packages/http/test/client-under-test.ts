import { type AccessTokens, type Clock, type DomainError, type Hooks } from '@mini-domains/core'
import { type Call, authorizationLost, staticTokens, tokenRejected, unknownCode } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import {
  type HttpSettings,
  type ReplyDecoder,
  type TokenPlace,
  type VendorClient,
  type VendorRequest,
  excerptOf,
  decodeJson,
  decodeWith,
  vendorClient,
} from '../src/index.js'
import { testClock } from './test-clock.js'

/**
 * The token of these tests, with signs that every encoding writes in another way.
 */
export const token = `77_s3cr&t/"q\\uoted"+<tok en>%é`

export const call: Call = {
  vendor: 'acme',
  operation: 'app.server.get',
  subject: 'app a1',
  target: { _tag: 'App', appId: 'a1' },
}

export const readRequest: VendorRequest = {
  effect: 'read',
  method: 'POST',
  path: '/list',
  contentType: 'application/json',
  body: '{}',
}

export const writeRequest: VendorRequest = { ...readRequest, effect: 'write', path: '/change' }

const Body = t.type({ code: t.number })

/**
 * Reads `{"code":0}` as 0, 401 as a refused token, 403 as a lost authorisation, and everything else as a code that is not known.
 */
export const reading: ReplyDecoder<number> = (reply, context) => {
  const value = decodeJson(reply, context)
  if (E.isLeft(value)) return value
  const body = decodeWith(Body, value.right, reply, context)
  if (E.isLeft(body)) return body
  const { code } = body.right
  if (code === 0) return E.right(code)
  const evidence = { vendorCode: code, httpStatus: reply.status }
  if (code === 401) return E.left(tokenRejected(context.call, evidence))
  if (code === 403) return E.left(authorizationLost(context.call, evidence))
  return E.left(unknownCode(context.call, evidence, excerptOf(context.redact, reply.text)))
}

/**
 * What a test may set of a client.
 */
export interface Given {
  readonly settings?: HttpSettings
  readonly tokens?: AccessTokens
  readonly tokenPlace?: TokenPlace
  readonly clock?: Clock
  readonly hooks?: Hooks
}

const opened: Array<VendorClient> = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()))
})

/**
 * A client of a vendor on this machine. It is closed after the test.
 */
export const clientOf = (baseUrl: string, given: Given = {}): VendorClient => {
  const client = vendorClient({
    baseUrl,
    settings: given.settings ?? {},
    tokens: given.tokens ?? staticTokens({ apps: { a1: token } }),
    ...(given.tokenPlace === undefined ? {} : { tokenPlace: given.tokenPlace }),
    clock: given.clock ?? testClock(),
    hooks: given.hooks ?? {},
    environment: {},
  })
  opened.push(client)
  return client
}

/**
 * The error that a call came to; fails the test where there is none.
 */
export const errorOf = (result: E.Either<DomainError, unknown>): DomainError => {
  if (E.isRight(result)) throw new Error('expected an error')
  return result.left
}

/**
 * Waits until something holds.
 */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}
