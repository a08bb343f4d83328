import 'reflect-metadata'
import { Controller, Module, Post, Req, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type NestExpressApplication } from '@nestjs/platform-express'
import express from 'express'
import express4 from 'express4'
import fastify, { type FastifyInstance } from 'fastify'
import Koa from 'koa'
import koaBodyparser from 'koa-bodyparser'
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http'
import { Readable } from 'node:stream'
import { type PushHandler } from '../../src/index.js'

/**
 * A handler that is mounted, and where.
 */
export interface Mounted {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * What runs before the handler, in the order of the table in the README.
 */
export const befores = ['nothing', 'JSON', 'async', 'raw', 'text', 'rawBody', 'object', 'lost'] as const

/**
 * One of them.
 */
export type Before = (typeof befores)[number]

type Mount = (handler: PushHandler) => Promise<Mounted>

/**
 * How a handler is mounted in a framework, behind whatever it is that runs before.
 */
export type Mounts = { readonly [B in Before]: Mount }

type Step = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Serves on a free port until it is closed. */
export const listening = async (server: Server): Promise<Mounted> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/push`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const untilArrived = async (request: IncomingMessage): Promise<void> => {
  while (!request.complete) await new Promise((resolve) => setImmediate(resolve))
}

const textOf = async (stream: AsyncIterable<Buffer | string>): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

/** As parsers of XML leave it: names in small letters, values in arrays. */
const objectOf = (text: string): unknown =>
  text.startsWith('{')
    ? JSON.parse(text)
    : { xml: { appid: ['wx-platform'], encrypt: [/<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(text)?.[1] ?? ''] } }

/** Reads the body as somebody's own middleware would, and leaves what `leave` makes of it on the request. */
const reading =
  (leave: (text: string) => object): Step =>
  (request, _, next) =>
    void textOf(request).then((text) => {
      Object.assign(request, leave(text))
      next()
    })

const own = {
  nothing: [],
  async: [(request: IncomingMessage, _: ServerResponse, next: () => void) => void untilArrived(request).then(next)],
  text: [reading((body) => ({ body }))],
  rawBody: [reading((text) => ({ rawBody: Buffer.from(text), body: {} }))],
  object: [reading((text) => ({ body: objectOf(text) }))],
  lost: [reading(() => ({ body: {} }))],
}

const inTurn =
  (steps: ReadonlyArray<Step>, last: RequestListener<typeof IncomingMessage>): RequestListener =>
  (request, response) => {
    const [step, ...others] = steps
    if (step === undefined) last(request, response)
    else step(request, response, () => inTurn(others, last)(request, response))
  }

const bare =
  (...steps: ReadonlyArray<Step>): Mount =>
  (handler) =>
    listening(createServer(inTurn(steps, handler)))

const nodeHttp: Mounts = {
  nothing: bare(),
  JSON: bare((request, _, next) => {
    // What a parser leaves that found nothing of its own type.
    Object.assign(request, { body: '' })
    next()
  }),
  async: bare(...own.async),
  raw: bare(reading((text) => ({ body: Buffer.from(text) }))),
  text: bare(...own.text),
  rawBody: bare(...own.rawBody),
  object: bare(...own.object),
  lost: bare(...own.lost),
}

type Serve = (steps: ReadonlyArray<Step>, handler: PushHandler) => RequestListener

interface Parsers {
  readonly json: Step
  readonly form: Step
  readonly raw: Step
  readonly text: Step
}

const expressMounts = ({ json, form, raw, text }: Parsers, serve: Serve): Mounts => {
  const behind =
    (...steps: ReadonlyArray<Step>): Mount =>
    (handler) =>
      listening(createServer(serve(steps, handler)))
  return {
    nothing: behind(),
    JSON: behind(json, form),
    async: behind(json, form, ...own.async),
    raw: behind(raw),
    text: behind(text),
    rawBody: behind(...own.rawBody),
    object: behind(...own.object),
    lost: behind(...own.lost),
  }
}

const all = { type: '*/*' }

const express4Mounts = expressMounts(
  {
    json: express4.json(),
    form: express4.urlencoded({ extended: true }),
    raw: express4.raw(all),
    text: express4.text(all),
  },
  (steps, handler) => {
    const app = express4()
    for (const step of steps) app.use(step)
    return app.post('/push', handler)
  },
)

const express5Mounts = expressMounts(
  { json: express.json(), form: express.urlencoded(), raw: express.raw(all), text: express.text(all) },
  (steps, handler) => {
    const app = express()
    for (const step of steps) app.use(step)
    return app.post('/push', handler)
  },
)

const fastifyMounts = (() => {
  const behind =
    (prepare: (app: FastifyInstance) => void): Mount =>
    async (handler) => {
      const app = fastify()
      prepare(app)
      await app.register(handler.fastify, { path: '/push' })
      await app.listen({ port: 0, host: '127.0.0.1' })
      const address = app.server.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      return { url: `http://127.0.0.1:${address.port}/push`, close: () => app.close() }
    }
  const parsing = (type: string, parse: (body: string | Buffer) => unknown, parseAs: 'string' | 'buffer' = 'string') =>
    behind((app) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser(type, { parseAs }, (_, body, done) => done(null, parse(body)))
    })
  const mounts: Mounts = {
    nothing: behind((app) => app.removeAllContentTypeParsers()),
    JSON: behind(() => undefined),
    async: behind((app) => app.addHook('onRequest', ({ raw }, _, done) => void untilArrived(raw).then(() => done()))),
    raw: parsing('*', (body) => body, 'buffer'),
    text: parsing('*', (body) => body),
    // As the plugins that keep `rawBody` do it: read before parsing, and another stream put in place.
    rawBody: behind((app) =>
      app.addHook('preParsing', async (request, _, payload) => {
        const text = await textOf(payload)
        Object.assign(request, { rawBody: text })
        return Readable.from([Buffer.from(text)])
      }),
    ),
    object: parsing('*', (body) => objectOf(String(body))),
    lost: behind((app) =>
      app.addHook('preParsing', async (_request, _reply, payload) => {
        await textOf(payload)
        return payload
      }),
    ),
  }
  return mounts
})()

const koaBehind =
  (...steps: ReadonlyArray<Koa.Middleware>): Mount =>
  (handler) => {
    const app = new Koa()
    const push: Koa.Middleware = (context, next) => (context.path === '/push' ? handler.koa(context) : next())
    for (const step of [...steps, push]) app.use(step)
    const serve = app.callback()
    return listening(createServer((request, response) => void serve(request, response)))
  }

const koaReading =
  (leave: (text: string) => object): Koa.Middleware =>
  async (context, next) => {
    Object.assign(context.request, leave(await textOf(context.req)))
    await next()
  }

const koa: Mounts = {
  nothing: koaBehind(),
  JSON: koaBehind(koaBodyparser()),
  async: koaBehind(koaBodyparser(), async (context, next) => {
    await untilArrived(context.req)
    await next()
  }),
  raw: koaBehind(koaReading((text) => ({ body: Buffer.from(text) }))),
  text: koaBehind(koaReading((body) => ({ body }))),
  rawBody: koaBehind(koaBodyparser({ enableTypes: ['json', 'form', 'text', 'xml'] })),
  object: koaBehind(koaReading((text) => ({ body: objectOf(text) }))),
  lost: koaBehind(koaReading(() => ({ body: {} }))),
}

const nestApp = async (
  handler: PushHandler,
  options: { readonly bodyParser?: boolean; readonly rawBody?: boolean },
  prepare: (app: NestExpressApplication) => void,
): Promise<Mounted> => {
  class PushController {
    readonly take = (request: IncomingMessage, response: ServerResponse): void => handler(request, response)
    push(request: IncomingMessage, response: ServerResponse): void {
      this.take(request, response)
    }
  }
  class PushModule {}
  Controller('push')(PushController)
  Post()(PushController.prototype, 'push', Object.getOwnPropertyDescriptor(PushController.prototype, 'push') ?? {})
  Req()(PushController.prototype, 'push', 0)
  Res()(PushController.prototype, 'push', 1)
  Module({ controllers: [PushController] })(PushModule)
  const app = await NestFactory.create<NestExpressApplication>(PushModule, { logger: false, ...options })
  prepare(app)
  await app.listen(0, '127.0.0.1')
  return { url: `${await app.getUrl()}/push`, close: () => app.close() }
}

const nestBehind =
  (options: { readonly bodyParser?: boolean; readonly rawBody?: boolean }, ...steps: ReadonlyArray<Step>): Mount =>
  (handler) =>
    nestApp(handler, options, (app) => steps.forEach((step) => app.use(step)))

const nest: Mounts = {
  nothing: nestBehind({ bodyParser: false }),
  // What Nest has of its own.
  JSON: nestBehind({}),
  async: nestBehind({}, ...own.async),
  raw: (handler) => nestApp(handler, {}, (app) => app.useBodyParser('raw', { type: '*/*' })),
  text: (handler) => nestApp(handler, {}, (app) => app.useBodyParser('text', { type: '*/*' })),
  rawBody: (handler) => nestApp(handler, { rawBody: true }, (app) => app.useBodyParser('text', { type: '*/xml' })),
  object: nestBehind({ bodyParser: false }, ...own.object),
  lost: nestBehind({ bodyParser: false }, ...own.lost),
}

/**
 * The rows of the table.
 */
export const frameworks: Readonly<Record<string, Mounts>> = {
  'node:http': nodeHttp,
  'Express 4': express4Mounts,
  'Express 5': express5Mounts,
  'Fastify 5': fastifyMounts,
  'Koa 3': koa,
  'Nest 11': nest,
}
