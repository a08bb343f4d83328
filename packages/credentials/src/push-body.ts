import { type IncomingMessage } from 'node:http'

/**
 * The body of a push, or why there is none.
 */
export type PushBody =
  { readonly _tag: 'Body'; readonly text: string } | { readonly _tag: 'TooLarge' } | { readonly _tag: 'Broken' }

const tooLarge: PushBody = { _tag: 'TooLarge' }

const within = (bytes: Buffer, limit: number): PushBody =>
  bytes.length > limit ? tooLarge : { _tag: 'Body', text: bytes.toString('utf8') }

/**
 * A body that a framework has read before this: text or bytes are as good as new, an object of theirs is written out again.
 */
const readAlready = (request: IncomingMessage): Buffer | undefined => {
  const body: unknown = 'body' in request ? request.body : undefined
  if (typeof body === 'string') return Buffer.from(body)
  if (Buffer.isBuffer(body)) return body
  return request.complete && typeof body === 'object' && body !== null ? Buffer.from(JSON.stringify(body)) : undefined
}

/**
 * Reads the body of a request, up to a size. Never rejects.
 */
export const bodyOf = (request: IncomingMessage, limit: number): Promise<PushBody> => {
  const already = readAlready(request)
  if (already !== undefined) return Promise.resolve(within(already, limit))
  return new Promise((resolve) => {
    const chunks: Array<Buffer> = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve(tooLarge)
    })
    request.on('end', () => resolve(within(Buffer.concat(chunks), limit)))
    request.on('error', () => resolve({ _tag: 'Broken' }))
    request.on('close', () => resolve({ _tag: 'Broken' }))
  })
}
