import { type Clock, type HttpMethod } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import { Axios, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import * as E from 'fp-ts/lib/Either.js'
import { type Dispatcher } from 'undici'
import { type OnAbort } from './abort.js'
import { type TransportFailure, failureOf, noConnection } from './failure.js'
import { type RawReply, type Reply, decompressed } from './reply.js'

/**
 * A request as it goes on the wire.
 */
export interface WireRequest {
  readonly method: HttpMethod
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Asked directly before the bytes go out: `false` sends nothing, and the failure is `Aborted`. */
  readonly maySend?: (() => boolean) | undefined
}

/**
 * The settings of a transport.
 */
export interface TransportOptions {
  readonly origin: string
  readonly pool: Dispatcher
  readonly clock: Clock
  readonly onAbort: OnAbort
  readonly maxReplyBytes: number
}

/**
 * Sends one request; returns its reply, or why there is none. Never rejects.
 */
export type Transport = (
  call: Call,
  request: WireRequest,
  timeoutMs: number,
) => Promise<E.Either<TransportFailure, Reply>>

/**
 * What a request has beside the words that axios carries.
 */
interface Sending {
  readonly method: HttpMethod
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  readonly headers: WireRequest['headers']
  readonly maySend: WireRequest['maySend']
}

type Settle = (response: AxiosResponse<RawReply>) => void
type Fail = (failure: TransportFailure) => void

// axios looks the headers of a reply through, one by one and again for each transformation. Ours travel in the data.
const noHeaders = new AxiosHeaders()

/**
 * Follows one request until it ends: by its reply, a failure, the deadline or the caller, whichever is first.
 */
const exchange = (
  { clock, onAbort, maxReplyBytes }: TransportOptions,
  { timeoutMs, signal, maySend }: Sending,
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
    unsubscribe?.()
    return true
  }
  const fail = (failure: TransportFailure): void => {
    if (!end()) return
    reject(failure)
    controller?.abort(new Error(failure._tag))
  }
  const cancelTimer = clock.timer(timeoutMs, () => fail({ _tag: 'Deadline', sent: controller !== undefined }))
  const unsubscribe =
    signal === undefined ? undefined : onAbort(signal, () => fail({ _tag: 'Aborted', sent: controller !== undefined }))
  const tooLarge = (): void => fail({ _tag: 'TooLarge', limit: maxReplyBytes, status })

  return {
    onRequestStart: (started) => {
      // Ended while it waited for a connection, or too late by now: it must not leave any more. Throwing takes it out of the queue and keeps the
      // connection for the next call; aborting would end the connection.
      if (!ended && maySend?.() === false) fail({ _tag: 'Aborted', sent: false })
      if (ended) throw new Error('ended before it was sent')
      controller = started
    },
    onResponseStart: (_, statusCode, received) => {
      status = statusCode
      headers = received
      if (Number(received['content-length'] ?? 0) > maxReplyBytes) tooLarge()
    },
    onResponseData: (_, chunk) => {
      size += chunk.length
      if (size > maxReplyBytes) tooLarge()
      else chunks.push(chunk)
    },
    onResponseEnd: () => {
      if (!end()) return
      const [only] = chunks
      const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
      settle({ data: { status, headers, body }, status, statusText: '', headers: noHeaders, config })
    },
    onResponseError: (_, error) => fail(noConnection(error, controller !== undefined)),
  }
}

const begin = (
  options: TransportOptions,
  sending: Sending,
  config: InternalAxiosRequestConfig,
  settle: Settle,
  reject: Fail,
): void => {
  // Aborted between its turn and here: a listener would never be called.
  if (sending.signal?.aborted === true) return reject({ _tag: 'Aborted', sent: false })
  const data: unknown = config.data
  options.pool.dispatch(
    {
      origin: options.origin,
      path: config.url ?? '',
      method: sending.method,
      headers: sending.headers,
      body: typeof data === 'string' ? data : null,
    },
    exchange(options, sending, config, settle, reject),
  )
}

const byteOrderMark = '\ufeff'

const replyOf = ({ status, headers }: RawReply, bytes: Buffer): Reply => {
  const text = bytes.toString('utf8')
  return {
    status,
    header: (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    },
    bytes,
    text: text.startsWith(byteOrderMark) ? text.slice(1) : text,
  }
}

/**
 * Makes the one axios instance of a provider, over its one pool.
 *
 * Its adapter is over a pool of undici: nothing of axios' own Node adapter is loaded into a call, which makes a call about
 * three times as cheap. It follows no redirects, caps the reply, and keeps one deadline over connect, headers and body.
 * The headers do not go through axios, which would merge and normalise a table of them for each call.
 */
export const transport = (options: TransportOptions): Transport => {
  // Without the defaults of `axios.create`: axios would merge them into each call, parse JSON and trust its types. Here bytes
  // stay bytes until a codec reads them.
  const http = new Axios({})
  const { host } = new URL(options.origin)
  return async ({ signal }, { method, target: url, body, headers, maySend }, timeoutMs) => {
    try {
      const { data } = await http.request<RawReply, AxiosResponse<RawReply>>({
        method,
        url,
        data: body,
        adapter: (config) =>
          new Promise((settle, reject: Fail) =>
            begin(options, { timeoutMs, signal, method, headers, maySend }, config, settle, reject),
          ),
      })
      if (data.headers['content-encoding'] === undefined) return E.right(replyOf(data, data.body))
      const plain = await decompressed(data, options.maxReplyBytes)
      return E.isLeft(plain) ? plain : E.right(replyOf(data, plain.right))
    } catch (thrown) {
      return E.left(failureOf(thrown, host))
    }
  }
}
