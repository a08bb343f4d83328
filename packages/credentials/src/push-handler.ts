import { type IncomingMessage, type ServerResponse } from 'node:http'
import { bodyOf } from './push-body.js'
import { type PushOptions, type PushReply, type TakePush, pushDesk } from './push-desk.js'

/**
 * What is mounted at the push URL: `createServer(handler)` in node:http, `app.post(path, handler)` in Express (before any body
 * parser, or after one that leaves text or bytes), `app.register(handler.fastify, { path })` in Fastify.
 */
export interface PushHandler {
  (request: IncomingMessage, response: ServerResponse): void
  readonly fastify: FastifyPush
  /** Takes a push that came through anything else. */
  readonly take: TakePush
}

/**
 * The part of Fastify that is used here.
 */
export interface FastifyLike {
  readonly removeAllContentTypeParsers: () => unknown
  readonly addContentTypeParser: (
    type: string,
    parse: (request: unknown, payload: IncomingMessage, done: (error: Error | null, body?: unknown) => void) => void,
  ) => unknown
  readonly post: (
    path: string,
    handle: (request: { readonly raw: IncomingMessage }, reply: FastifyReplyLike) => void,
  ) => unknown
}

/**
 * The part of a Fastify reply that is used here.
 */
export interface FastifyReplyLike {
  readonly raw: ServerResponse
  readonly hijack: () => unknown
}

/**
 * A Fastify plugin. Its scope is its own: it reads bodies itself, and no other route notices.
 */
export type FastifyPush = (
  instance: FastifyLike,
  options: { readonly path?: string },
  done: (error?: Error) => void,
) => void

const queryOf = (request: IncomingMessage): Readonly<Record<string, string>> => {
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  return mark === -1 ? {} : Object.fromEntries(new URLSearchParams(url.slice(mark + 1)))
}

const answer = (response: ServerResponse, { status, body }: PushReply): void => {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    // What is left of a body that was refused is not read to its end.
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  response.end(body)
}

const replyTo = async (take: TakePush, maxBytes: number, request: IncomingMessage): Promise<PushReply> => {
  if (request.method !== 'POST') return { status: 405, body: 'POST only' }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { status: 413, body: 'too large' }
  const body = await bodyOf(request, maxBytes)
  switch (body._tag) {
    case 'Body':
      return take({ query: queryOf(request), body: body.text })
    case 'TooLarge':
      return { status: 413, body: 'too large' }
    case 'Broken':
      return { status: 400, body: 'broken' }
  }
}

const plugin =
  (handle: (request: IncomingMessage, response: ServerResponse) => void): FastifyPush =>
  (instance, options, done) => {
    instance.removeAllContentTypeParsers()
    // Left as it is: the handler reads it, up to its own limit.
    instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
    instance.post(options.path ?? '/', (request, reply) => {
      reply.hijack()
      handle(request.raw, reply.raw)
    })
    done()
  }

/**
 * Makes the handler of the push URL, for one platform or for many.
 */
export const pushHandler = (options: PushOptions): PushHandler => {
  const take = pushDesk(options)
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void replyTo(take, options.maxBytes ?? 65_536, request).then((reply) => answer(response, reply))
  }
  return Object.assign(handle, { take, fastify: plugin(handle) })
}
