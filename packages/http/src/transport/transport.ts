import { type Clock } from '@mini-domains/core'
import { type Call } from '@mini-domains/core/adapter'
import { type AxiosResponse, Axios } from 'axios'
import * as E from 'fp-ts/lib/Either.js'
import { type Dispatcher } from 'undici'
import { brotliDecompress, unzip } from 'node:zlib'
import { type OnAbort } from './abort.js'
import { type Reply, type TransportFailure } from './reply.js'
import { type RawReply, wireAdapter } from './wire.js'

/**
 * A request as it goes on the wire.
 */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query. */
  readonly target: string
  readonly contentType: string | undefined
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

const isFailure = (input: unknown): input is TransportFailure =>
  typeof input === 'object' && input !== null && '_tag' in input

const failureOf = (thrown: unknown, host: string): TransportFailure => {
  if (!isFailure(thrown))
    return { _tag: 'NoConnection', code: thrown instanceof Error ? thrown.name : 'unknown', sent: true, host }
  return thrown._tag === 'NoConnection' ? { host, ...thrown } : thrown
}

const byteOrderMark = '\ufeff'

const textOf = (bytes: Buffer): string => {
  const text = bytes.toString('utf8')
  return text.startsWith(byteOrderMark) ? text.slice(1) : text
}

const replyOf = ({ status, headers }: RawReply, bytes: Buffer): Reply => ({
  status,
  header: (name) => {
    const value = headers[name]
    return typeof value === 'string' ? value : undefined
  },
  bytes,
  get text() {
    return textOf(bytes)
  },
})

type Bytes = E.Either<TransportFailure, Buffer>

const isTooLarge = (error: Error): boolean => 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

const decompress = (bytes: Buffer, encoding: string, status: number, limit: number): Promise<Bytes> =>
  new Promise((resolve) => {
    const done = (error: Error | null, plain: Buffer): void => {
      if (error === null) resolve(E.right(plain))
      else if (isTooLarge(error)) resolve(E.left({ _tag: 'TooLarge', limit, status }))
      else resolve(E.left({ _tag: 'BadEncoding', encoding, status }))
    }
    if (encoding === 'br') brotliDecompress(bytes, { maxOutputLength: limit }, done)
    else unzip(bytes, { maxOutputLength: limit }, done)
  })

// The registry of HTTP content codings, without those above: https://www.iana.org/assignments/http-parameters
const known = ['zstd', 'compress', 'x-compress', 'aes128gcm', 'exi', 'pack200-gzip', 'dcb', 'dcz', 'identity']

const zipped = ['gzip', 'x-gzip', 'deflate', 'br']

/**
 * Undoes the compression of a body, up to a size. We ask for none, but a proxy on the way may compress all the same.
 */
const decompressed = (arrived: RawReply, limit: number): Promise<Bytes> | Bytes => {
  const header = arrived.headers['content-encoding']
  if (header === undefined || arrived.body.length === 0) return E.right(arrived.body)
  const encoding = String(header).trim().toLowerCase()
  if (encoding === '' || encoding === 'identity') return E.right(arrived.body)
  if (zipped.includes(encoding)) return decompress(arrived.body, encoding, arrived.status, limit)
  // Only a known name of a foreign header is quoted; anything else may be a secret.
  const isKnown = encoding.split(/\s*,\s*/).every((one) => zipped.includes(one) || known.includes(one))
  const name = isKnown ? encoding : 'another one'
  return E.left({ _tag: 'BadEncoding', encoding: name, status: arrived.status })
}

/**
 * Makes the one axios instance of a provider, over its one pool.
 */
export const transport = (options: TransportOptions): Transport => {
  // Without the defaults of `axios.create`: axios would merge them into each call, parse JSON and trust its types. Here bytes
  // stay bytes until a codec reads them.
  const http = new Axios({})
  const { maxReplyBytes } = options
  const { host } = new URL(options.origin)
  return async (call, request, timeoutMs) => {
    try {
      const { data } = await http.request<RawReply, AxiosResponse<RawReply>>({
        method: request.method,
        url: request.target,
        data: request.body,
        adapter: wireAdapter(
          { ...options, timeoutMs, signal: call.signal, maySend: request.maySend },
          request.contentType,
        ),
      })
      const bytes = decompressed(data, maxReplyBytes)
      const plain = bytes instanceof Promise ? await bytes : bytes
      return E.isLeft(plain) ? plain : E.right(replyOf(data, plain.right))
    } catch (thrown) {
      return E.left(failureOf(thrown, host))
    }
  }
}
