import { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { bilingual, pushRefusal, quietly } from '@mini-domains/core/adapter'
import { type BodyPlaces, bodyOf } from './push-body.js'
import { type PushOptions, type PushReply, type ReceivePush, pushReceiver, unreadReply } from './push-receiver.js'

/**
 * What is mounted at the push URL: `createServer(handler)` in node:http, `app.post(path, handler)` in Express and Nest,
 * `app.register(handler.fastify, { path })` in Fastify, `router.post(path, handler.koa)` in Koa.
 *
 * A body parser may run before it where it keeps the text or bytes (as `rawBody` or `body`), or leaves an object in which the sealed
 * text is found once. A body that is gone is answered 400, and `onRefusal` gets `already-read`.
 */
export interface PushHandler {
  (request: IncomingMessage, response: ServerResponse): void
  readonly fastify: FastifyPush
  readonly koa: KoaPush
  /** Takes a push that came through anything else. */
  readonly take: ReceivePush
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
  readonly post: (path: string, handle: (request: FastifyRequestLike, reply: FastifyReplyLike) => void) => unknown
}

/**
 * The part of a Fastify request that is used here.
 */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage
  readonly body?: unknown
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

/**
 * The part of a Koa context that is used here. Parsers leave what they read at its `request`.
 */
export interface KoaLike {
  readonly req: IncomingMessage
  readonly request: object
  readonly set: (name: string, value: string) => void
  status: number
  body: unknown
}

/**
 * A Koa middleware.
 */
export type KoaPush = (context: KoaLike) => Promise<void>

const queryOf = (request: IncomingMessage): Readonly<Record<string, string>> => {
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  return mark === -1 ? {} : Object.fromEntries(new URLSearchParams(url.slice(mark + 1)))
}

const headersOf = ({ status }: PushReply): Readonly<Record<string, string>> => ({
  'content-type': 'text/plain; charset=utf-8',
  // What is left of a body that was refused is not read to its end.
  ...(status === 413 ? { connection: 'close' } : {}),
  ...(status === 405 ? { allow: 'POST' } : {}),
})

const answer = (response: ServerResponse, reply: PushReply): void => {
  if (response.headersSent || response.destroyed) return
  response.writeHead(reply.status, { ...headersOf(reply), 'content-length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

const alreadyRead = pushRefusal(
  'already-read',
  bilingual(
    'the body was already read by a parser: mount the handler before it, or keep rawBody',
    '请求体已被解析器读取',
  ),
)

type ReplyTo = (request: IncomingMessage, places: BodyPlaces) => Promise<PushReply>

const replying =
  (take: ReceivePush, { maxBytes = 65_536, onRefusal }: PushOptions): ReplyTo =>
  async (request, places) => {
    if (request.method !== 'POST') return { status: 405, body: 'POST only' }
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { status: 413, body: 'too large' }
    const body = await bodyOf(places, maxBytes)
    switch (body._tag) {
      case 'Body':
        return take({ query: queryOf(request), body: body.text })
      case 'Parsed':
        return take({ query: queryOf(request), body: '', parsed: body.parsed })
      case 'AlreadyRead':
        quietly(() => onRefusal?.(alreadyRead))
        return unreadReply
      case 'TooLarge':
        return { status: 413, body: 'too large' }
      case 'Broken':
        return { status: 400, body: 'broken' }
    }
  }

// Who hands on what a framework made of the two, as controllers of Nest on Fastify do, means what is beneath.
const messageIn = (request: IncomingMessage): IncomingMessage =>
  'raw' in request && request.raw instanceof IncomingMessage ? request.raw : request

const isResponse = (value: unknown): value is ServerResponse => value instanceof ServerResponse

const responseIn = (response: ServerResponse): ServerResponse => {
  if (!('raw' in response && isResponse(response.raw))) return response
  // Fastify would answer by itself once its own handler has returned.
  if (isHijackable(response)) response.hijack()
  return response.raw
}

const isHijackable = (reply: object): reply is Pick<FastifyReplyLike, 'hijack'> =>
  'hijack' in reply && typeof reply.hijack === 'function'

const fastifyPlugin =
  (replyTo: ReplyTo): FastifyPush =>
  (instance, options, done) => {
    instance.removeAllContentTypeParsers()
    // Left as it is, and read by the handler up to its own limit. A hook that read the request itself has put another stream here.
    instance.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
    instance.post(options.path ?? '/', (request, reply) => {
      reply.hijack()
      const stream = request.body instanceof Readable ? request.body : request.raw
      void replyTo(request.raw, { stream, left: [request, request.raw] }).then((told) => answer(reply.raw, told))
    })
    done()
  }

const koaMiddleware =
  (replyTo: ReplyTo): KoaPush =>
  async (context) => {
    const reply = await replyTo(context.req, { stream: context.req, left: [context.request, context.req] })
    context.status = reply.status
    context.body = reply.body
    for (const [name, value] of Object.entries(headersOf(reply))) context.set(name, value)
  }

/**
 * Makes the handler of the push URL, for one platform or for many.
 */
export const pushHandler = (options: PushOptions): PushHandler => {
  const take = pushReceiver(options)
  const replyTo = replying(take, options)
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const [stream, to] = [messageIn(request), responseIn(response)]
    void replyTo(stream, { stream, left: [request, stream] }).then((reply) => answer(to, reply))
  }
  return Object.assign(handle, { take, fastify: fastifyPlugin(replyTo), koa: koaMiddleware(replyTo) })
}
