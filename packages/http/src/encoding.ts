import { type AxiosResponse } from 'axios'
import * as E from 'fp-ts/lib/Either.js'
import { brotliDecompress, unzip } from 'node:zlib'
import { type TransportFailure } from './reply.js'

type Bytes = E.Either<TransportFailure, Uint8Array>

const isTooLarge = (error: Error): boolean => 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

const decompress = (bytes: Uint8Array, encoding: string, status: number, limit: number): Promise<Bytes> =>
  new Promise((resolve) => {
    const done = (error: Error | null, plain: Uint8Array): void => {
      if (error === null) resolve(E.right(plain))
      else if (isTooLarge(error)) resolve(E.left({ _tag: 'TooLarge', limit, status }))
      else resolve(E.left({ _tag: 'BadEncoding', encoding, status }))
    }
    if (encoding === 'br') brotliDecompress(bytes, { maxOutputLength: limit }, done)
    else unzip(bytes, { maxOutputLength: limit }, done)
  })

/**
 * Undoes the compression of a body, up to a size. None is asked for, but a proxy on the way may compress all the same.
 */
export const decompressed = (response: AxiosResponse<Buffer>, limit: number): Promise<Bytes> | Bytes => {
  const header: unknown = response.headers['content-encoding']
  const encoding = typeof header === 'string' ? header.trim().toLowerCase() : ''
  if (encoding === '' || encoding === 'identity') return E.right(response.data)
  if (['gzip', 'x-gzip', 'deflate', 'br'].includes(encoding))
    return decompress(response.data, encoding, response.status, limit)
  return E.left({ _tag: 'BadEncoding', encoding: encoding.slice(0, 40), status: response.status })
}
