import { type Call, type Clock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { type Dispatcher } from 'undici'
import { decompressed } from './encoding.js'
import { type Reply, type TransportFailure } from './reply.js'
import { wireAdapter } from './wire.js'

/**
 * A request as it goes on the wire.
 */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query. */
  readonly target: string
  readonly contentType?: string
  readonly body?: string
}

/**
 * What a transport is made of.
 */
export interface TransportOptions {
  readonly origin: string
  readonly pool: Dispatcher
  readonly clock: Clock
  readonly timeoutMs: number
  readonly maxReplyBytes: number
}

/**
 * Sends one request and gives its reply or why there is none. Never rejects.
 */
export type Transport = (call: Call, request: WireRequest) => Promise<E.Either<TransportFailure, Reply>>

const decoder = new TextDecoder('utf-8', { ignoreBOM: false })

const isFailure = (input: unknown): input is TransportFailure =>
  typeof input === 'object' && input !== null && '_tag' in input

const failureOf = (thrown: unknown): TransportFailure =>
  isFailure(thrown)
    ? thrown
    : { _tag: 'NoConnection', code: thrown instanceof Error ? thrown.name : 'unknown', sent: true }

const replyOf = (response: AxiosResponse<Buffer>, bytes: Uint8Array): Reply => ({
  status: response.status,
  header: (name) => {
    const value: unknown = response.headers[name]
    return typeof value === 'string' ? value : undefined
  },
  bytes,
  get text() {
    return decoder.decode(bytes)
  },
})

// axios would parse JSON and trust its types; here bytes stay bytes until a codec reads them.
const instance = (origin: string): AxiosInstance =>
  axios.create({
    baseURL: origin,
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
    headers: { common: {}, post: {}, get: {} },
  })

/**
 * Makes the one axios instance of a provider, over its one pool.
 */
export const transport = (options: TransportOptions): Transport => {
  const http = instance(options.origin)
  const { pool, clock, maxReplyBytes } = options
  return async (call, request) => {
    const timeoutMs = call.timeoutMs ?? options.timeoutMs
    try {
      const response = await http.request<Buffer>({
        method: request.method,
        url: request.target,
        headers: request.contentType === undefined ? {} : { 'content-type': request.contentType },
        data: request.body,
        adapter: wireAdapter({ pool, clock, timeoutMs, signal: call.signal, maxReplyBytes }),
      })
      const bytes = await decompressed(response, maxReplyBytes)
      return E.map((plain: Uint8Array) => replyOf(response, plain))(bytes)
    } catch (thrown) {
      return E.left(failureOf(thrown))
    }
  }
}
