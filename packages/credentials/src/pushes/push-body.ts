import { Readable } from 'node:stream'
import { gunzip } from 'node:zlib'

/**
 * The body of a push; what a parser made of it; or why there is neither.
 */
export type PushBody =
  | { readonly _tag: 'Body'; readonly text: string }
  | { readonly _tag: 'Parsed'; readonly parsed: object }
  | { readonly _tag: 'AlreadyRead' }
  | { readonly _tag: 'TooLarge' }
  | { readonly _tag: 'Broken' }

/**
 * Where a body may be: in the stream it came in, or where a parser that ran before has left it.
 */
export interface BodyPlaces {
  readonly stream: Readable
  /** What may carry `rawBody` and `body`: the request of node and Express; that of Koa or Fastify, and node's beneath it. */
  readonly left: ReadonlyArray<object>
}

const tooLarge: PushBody = { _tag: 'TooLarge' }

const broken: PushBody = { _tag: 'Broken' }

// No text begins so. Parsers undo what a proxy has packed, and leave the header that says so: the bytes are asked, not the header.
const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

const unpacked = (bytes: Buffer, limit: number): Promise<PushBody> =>
  new Promise((resolve) =>
    gunzip(bytes, { maxOutputLength: limit }, (error, plain) => {
      if (error === null) resolve(textIn(plain))
      // What only looks packed is no push, as its reader will say.
      else resolve('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : textIn(bytes))
    }),
  )

// A byte order mark is no part of the text.
const textIn = (bytes: Buffer): PushBody => ({ _tag: 'Body', text: new TextDecoder().decode(bytes) })

const within = (bytes: Buffer, limit: number): PushBody | Promise<PushBody> => {
  if (bytes.length > limit) return tooLarge
  return isPacked(bytes) ? unpacked(bytes, limit) : textIn(bytes)
}

/**
 * Text or bytes that are not empty: parsers leave an empty text, or none, where they left the body alone.
 */
const bytesOf = (value: unknown): Buffer | undefined => {
  if (typeof value === 'string') return value === '' ? undefined : Buffer.from(value)
  return value instanceof Uint8Array && value.length > 0 ? Buffer.from(value) : undefined
}

// `complete` says that all has arrived, not that anybody looked at it.
const isUnread = ({ readableDidRead, readableEnded, destroyed }: Readable): boolean =>
  !readableDidRead && !readableEnded && !destroyed

const read = (stream: Readable, limit: number): Promise<PushBody> =>
  new Promise((resolve) => {
    const chunks: Array<Buffer> = []
    let size = 0
    stream.on('data', (piece: Buffer | string) => {
      const chunk = typeof piece === 'string' ? Buffer.from(piece, stream.readableEncoding ?? 'utf8') : piece
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve(tooLarge)
    })
    stream.on('end', () => resolve(within(Buffer.concat(chunks), limit)))
    stream.on('error', () => resolve(broken))
    stream.on('close', () => resolve(broken))
    // Whoever works before it may have paused it.
    stream.resume()
  })

const emptyOr = (stream: Readable): PushBody => {
  // It ended, and there was nothing in it.
  if (stream.readableEnded && !stream.readableDidRead) return { _tag: 'Body', text: '' }
  return stream.readableAborted ? broken : { _tag: 'AlreadyRead' }
}

// A stream at this place is what was to be read, and nothing that a parser made.
const isMade = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && !(body instanceof Uint8Array) && !(body instanceof Readable)

const leftOf = (stream: Readable, bodies: ReadonlyArray<unknown>, limit: number): PushBody | Promise<PushBody> => {
  const bytes = bodies.map(bytesOf).find((one) => one !== undefined)
  if (bytes !== undefined) return within(bytes, limit)
  const parsed = bodies.find(isMade)
  return parsed === undefined ? emptyOr(stream) : { _tag: 'Parsed', parsed }
}

/**
 * Gives the body of a request, up to a size: kept bytes first, then the stream where nobody has read it, then what a parser left. A
 * stream that was read is not waited for: it says no more. What a proxy packed with gzip is unpacked. Never rejects.
 */
export const bodyOf = ({ stream, left }: BodyPlaces, limit: number): Promise<PushBody> => {
  const kept = left.map((one) => bytesOf('rawBody' in one ? one.rawBody : undefined)).find((one) => one !== undefined)
  if (kept !== undefined) return Promise.resolve(within(kept, limit))
  if (isUnread(stream)) return read(stream, limit)
  const bodies = left.map((one): unknown => ('body' in one ? one.body : undefined))
  return Promise.resolve(leftOf(stream, bodies, limit))
}
