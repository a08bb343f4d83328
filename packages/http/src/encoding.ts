import * as E from 'fp-ts/lib/Either.js'
import { brotliDecompress, unzip } from 'node:zlib'
import { type TransportFailure } from './reply.js'
import { type Arrived } from './wire.js'

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
 * Undoes the compression of a body, up to a size. None is asked for, but a proxy on the way may compress all the same.
 */
export const decompressed = (arrived: Arrived, limit: number): Promise<Bytes> | Bytes => {
  const header = arrived.headers['content-encoding']
  if (header === undefined || arrived.body.length === 0) return E.right(arrived.body)
  const encoding = String(header).trim().toLowerCase()
  if (encoding === '' || encoding === 'identity') return E.right(arrived.body)
  if (zipped.includes(encoding)) return decompress(arrived.body, encoding, arrived.status, limit)
  // Of a foreign header only a name that is known is told; anything else may be a secret.
  const isKnown = encoding.split(/\s*,\s*/).every((one) => zipped.includes(one) || known.includes(one))
  const name = isKnown ? encoding : 'another one'
  return E.left({ _tag: 'BadEncoding', encoding: name, status: arrived.status })
}
