import { type Clock } from '@mini-domains/core'
import { type AxiosAdapter, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { type Dispatcher } from 'undici'
import { type OnAbort } from './abort.js'
import { type TransportFailure } from './reply.js'

/**
 * How a request is sent and what bounds it: its pool, deadline, signal, and the largest reply.
 */
export interface WireLimits {
  readonly pool: Dispatcher
  readonly origin: string
  readonly clock: Clock
  readonly onAbort: OnAbort
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Asked directly before the request goes out. */
  readonly maySend: (() => boolean) | undefined
  readonly maxReplyBytes: number
}

/**
 * A reply as it came off the wire: headers by lower-case name, the body still compressed if it came so.
 */
export interface RawReply {
  readonly status: number
  readonly headers: Readonly<NodeJS.Dict<string | Array<string>>>
  readonly body: Buffer
}

type Settle = (response: AxiosResponse<RawReply>) => void
type Fail = (failure: TransportFailure) => void

// What a proxy answers in the place of a tunnel stands in the text alone.
const codeOf = (error: Error): string => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const status = code === 'UND_ERR_ABORTED' ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined
  return status === undefined ? code : `ERR_PROXY_${status}`
}

// Node names the host that it could not look up, or the address that refused; of several addresses each has an error of its own.
const hostOf = (error: Error): string | undefined => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return undefined
  if ('hostname' in first && typeof first.hostname === 'string') return first.hostname
  if (!('address' in first && typeof first.address === 'string')) return undefined
  return 'port' in first && typeof first.port === 'number' ? `${first.address}:${first.port}` : first.address
}

const noConnection = (error: Error, sent: boolean): TransportFailure => {
  const host = hostOf(error)
  return { _tag: 'NoConnection', code: codeOf(error), sent, ...(host === undefined ? {} : { host }) }
}

// axios looks the headers of a reply through, one by one and again for each transformation. Ours travel in the data.
const noHeaders = new AxiosHeaders()

const joined = (chunks: ReadonlyArray<Buffer>): Buffer => {
  const [first] = chunks
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
}

/**
 * Follows one request until it ends: by its reply, a failure, the deadline or the caller, whichever is first.
 */
const exchange = (
  limits: WireLimits,
  config: InternalAxiosRequestConfig,
  settle: Settle,
  reject: Fail,
): Dispatcher.DispatchHandler => {
  let controller: Dispatcher.DispatchController | undefined
  let ended = false
  let status = 0
  let headers: RawReply['headers'] = {}
  let size = 0
  const chunks: Array<Buffer> = []

  const end = (): boolean => {
    if (ended) return false
    ended = true
    cancelTimer()
    unsubscribe()
    return true
  }
  const fail = (failure: TransportFailure): void => {
    if (!end()) return
    reject(failure)
    controller?.abort(new Error(failure._tag))
  }
  const cancelTimer = limits.clock.timer(limits.timeoutMs, () =>
    fail({ _tag: 'Deadline', sent: controller !== undefined }),
  )
  const unsubscribe = limits.onAbort(limits.signal, () => fail({ _tag: 'Aborted', sent: controller !== undefined }))
  const tooLarge = (): void => fail({ _tag: 'TooLarge', limit: limits.maxReplyBytes, status })

  return {
    onRequestStart: (started) => {
      // Ended while it waited for a connection, or too late by now: it must not leave any more. Throwing takes it out of the queue and keeps the
      // connection for the next call; aborting would end the connection.
      if (!ended && limits.maySend?.() === false) fail({ _tag: 'Aborted', sent: false })
      if (ended) throw new Error('ended before it was sent')
      controller = started
    },
    onResponseStart: (_, statusCode, received) => {
      status = statusCode
      headers = received
      if (Number(received['content-length'] ?? 0) > limits.maxReplyBytes) tooLarge()
    },
    onResponseData: (_, chunk) => {
      size += chunk.length
      if (size > limits.maxReplyBytes) tooLarge()
      else chunks.push(chunk)
    },
    onResponseEnd: () => {
      if (!end()) return
      settle({ data: { status, headers, body: joined(chunks) }, status, statusText: '', headers: noHeaders, config })
    },
    onResponseError: (_, error) => fail(noConnection(error, controller !== undefined)),
  }
}

const begin = (
  limits: WireLimits,
  contentType: string | undefined,
  config: InternalAxiosRequestConfig,
  settle: Settle,
  reject: Fail,
): void => {
  // Aborted between its turn and here: a listener would never be called.
  if (limits.signal?.aborted === true) return reject({ _tag: 'Aborted', sent: false })
  const data: unknown = config.data
  limits.pool.dispatch(
    {
      origin: limits.origin,
      path: config.url ?? '',
      method: config.method === 'get' ? 'GET' : 'POST',
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      body: typeof data === 'string' ? data : null,
    },
    exchange(limits, config, settle, reject),
  )
}

/**
 * An axios adapter over a pool of undici: nothing of axios' own Node adapter is loaded into a call, which makes a call about
 * three times as cheap. It follows no redirects, caps the reply, and keeps one deadline over connect, headers and body.
 *
 * The content type does not go through axios, which would merge and normalise a table of headers for each call.
 *
 * Rejects with a `TransportFailure`, which holds no request and so no token.
 */
export const wireAdapter =
  (limits: WireLimits, contentType: string | undefined): AxiosAdapter =>
  (config) =>
    new Promise((resolve, reject: Fail) => begin(limits, contentType, config, resolve, reject))
