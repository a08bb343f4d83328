import * as E from 'fp-ts/lib/Either.js'
import { brotliDecompress, unzip } from 'node:zlib'
import { type TransportFailure } from './failure.js'

/**
 * A reply as it came: status, headers by lower-case name, the body's bytes and their text.
 */
export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly bytes: Uint8Array
  /** The body as UTF-8, without a byte order mark. */
  readonly text: string
}

/**
 * A reply as it came off the wire: headers by lower-case name, the body still compressed if it came so.
 */
export interface RawReply {
  readonly status: number
  readonly headers: Readonly<NodeJS.Dict<string | Array<string>>>
  readonly body: Buffer
}

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
export const decompressed = (arrived: RawReply, limit: number): Promise<Bytes> | Bytes => {
  const encoding = String(arrived.headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase()
  if (arrived.body.length === 0 || encoding === '' || encoding === 'identity') return E.right(arrived.body)
  if (zipped.includes(encoding)) return decompress(arrived.body, encoding, arrived.status, limit)
  // Only a known name of a foreign header is quoted; anything else may be a secret.
  const isKnown = encoding.split(/\s*,\s*/).every((one) => zipped.includes(one) || known.includes(one))
  const name = isKnown ? encoding : 'another one'
  return E.left({ _tag: 'BadEncoding', encoding: name, status: arrived.status })
}
