import { memoryStore } from '@mini-domains/core/adapter'
import fastify from 'fastify'
import { readFileSync } from 'node:fs'
import { type OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pushHandler } from '../../src/index.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type Mounts, befores, frameworks } from './push-mounts.js'
import { sendPieces } from './push-sender.js'
import { type World, startWorld, vendors } from '../vendor-under-test.js'

const rows: ReadonlyArray<readonly [string, Mounts]> = Object.entries(frameworks)

const worldOf: Partial<Record<string, World>> = {}

beforeAll(async () => {
  for (const vendor of vendors) worldOf[vendor] = await startWorld(vendor, manualClock())
})
afterAll(async () => {
  for (const world of Object.values(worldOf)) await world?.end()
})

describe.each(rows)('%s', (_, mounts) => {
  describe.each(befores)('with %s before the handler', (before) => {
    test.each(vendors)('%s is taken, or the program is told at once why not', async (vendor) => {
      const world = worldOf[vendor]
      if (world === undefined) throw new Error('no world')
      const credentials = world.keep(memoryStore(world.clock))
      const heard: Array<string> = []
      const handler = pushHandler({
        routes: [{ reader: world.reader, credentials }],
        clock: world.clock,
        onEvent: ({ _tag }) => heard.push(_tag),
        onRefusal: ({ reason }) => heard.push(reason),
      })
      const mounted = await mounts[before](handler)
      try {
        const { authorisation } = world.side
        const isLost = before === 'lost'
        expect(await authorisation.pushTicket(mounted.url)).toEqual(
          isLost ? { status: 400, body: 'the body was already read' } : { status: 200, body: 'success' },
        )
        expect(right(await credentials.platformStatus()).hasTicket).toBe(!isLost)
        expect(await authorisation.pushTicket(mounted.url, 'wrong-signature')).toMatchObject({
          status: isLost ? 400 : 403,
        })
        expect(heard).toEqual(isLost ? ['already-read', 'already-read'] : ['Ticket', 'wrong-signature'])
      } finally {
        await mounted.close()
      }
    })
  })
})

/** A handler of a vendor's pushes that writes down what it hears. */
const listening = (vendor: (typeof vendors)[number]) => {
  const world = worldOf[vendor]
  if (world === undefined) throw new Error('no world')
  const heard: Array<string> = []
  const handler = pushHandler({
    routes: [{ reader: world.reader, credentials: world.keep(memoryStore(world.clock)) }],
    clock: world.clock,
    onEvent: ({ _tag }) => heard.push(_tag),
    onRefusal: ({ reason }) => heard.push(reason),
  })
  return { world, heard, handler }
}

describe.each(rows)('%s, however a push comes', (_, mounts) => {
  const mountedAt = async (vendor: (typeof vendors)[number]) => {
    const { world, heard, handler } = listening(vendor)
    const mounted = await mounts.nothing(handler)
    const built = () => {
      const { query, body } = world.side.authorisation.build({ event: 'ticket' })
      return { url: `${mounted.url}?${new URLSearchParams(query).toString()}`, body }
    }
    return { heard, built, close: mounted.close }
  }

  const types = [
    'text/xml',
    'application/xml; charset=UTF-8',
    'application/json',
    'text/plain',
    'application/octet-stream',
  ]

  test.each(vendors)(
    '%s is taken: under any type or none, in pieces, packed, with a byte order mark',
    async (vendor) => {
      const { heard, built, close } = await mountedAt(vendor)
      const taken = async (headers: OutgoingHttpHeaders, of: (body: string) => ReadonlyArray<string | Buffer>) => {
        const { url, body } = built()
        heard.length = 0
        return { ...(await sendPieces(url, 'POST', headers, of(body))), heard: [...heard] }
      }
      const right = { status: 200, heard: ['Ticket'] }
      try {
        for (const type of [...types, 'application/x-www-form-urlencoded'])
          expect(await taken({ 'content-type': type }, (body) => [body])).toMatchObject(right)
        expect(await taken({}, (body) => [...body])).toMatchObject(right)
        expect(await taken({}, (body) => [`\ufeff${body}\r\n`])).toMatchObject(right)
        for (const headers of [{ 'content-encoding': 'gzip', 'content-type': 'text/xml' }, {}])
          expect(await taken(headers, (body) => [gzipSync(body)])).toMatchObject(right)
        expect(await taken({}, (body) => [gzipSync(body).subarray(0, 40)])).toMatchObject({
          status: 403,
          heard: ['not-signed'],
        })
        expect(await taken({}, () => [gzipSync(Buffer.alloc(1 << 20))])).toMatchObject({ status: 413, heard: [] })
      } finally {
        await close()
      }
    },
  )

  test.each(vendors)('%s is refused at once: cut short, empty, too large in one piece or many', async (vendor) => {
    const { heard, built, close } = await mountedAt(vendor)
    const refused = async (headers: OutgoingHttpHeaders, of: (body: string) => ReadonlyArray<string | Buffer>) => {
      const { url, body } = built()
      return (await sendPieces(url, 'POST', headers, of(body))).status
    }
    try {
      expect(await refused({}, (body) => [body.slice(0, -10)])).toBe(403)
      expect(await refused({ 'content-length': 0 }, () => [])).toBe(403)
      expect(heard).toEqual(['not-signed', 'not-signed'])
      expect(await refused({ 'content-length': 70_000 }, () => [Buffer.alloc(70_000, 32)])).toBe(413)
      expect(await refused({}, () => Array.from({ length: 70 }, () => Buffer.alloc(1_000, 32)))).toBe(413)
      expect(heard).toEqual(['not-signed', 'not-signed'])
    } finally {
      await close()
    }
  })
})

test.each(['node:http', 'Koa 3'] as const)(
  '%s passes every method on, and the handler takes POST alone',
  async (name) => {
    const handler = pushHandler({ routes: [] })
    const mounted = await frameworks[name]?.nothing(handler)
    if (mounted === undefined) throw new Error('no such framework')
    try {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])
        expect(await sendPieces(mounted.url, method, {}, [])).toMatchObject({ status: 405, headers: { allow: 'POST' } })
    } finally {
      await mounted.close()
    }
  },
)

test.each(['Express 4', 'Express 5', 'Nest 11'] as const)(
  '%s: what a parser of forms took for one is told as already read',
  async (name) => {
    const world = worldOf.wechat
    const heard: Array<string> = []
    if (world === undefined) throw new Error('no world')
    const handler = pushHandler({
      routes: [{ reader: world.reader, credentials: world.keep(memoryStore(world.clock)) }],
      clock: world.clock,
      onRefusal: ({ reason }) => heard.push(reason),
    })
    const mounted = await frameworks[name]?.JSON(handler)
    if (mounted === undefined) throw new Error('no such framework')
    try {
      const { query, body } = world.side.authorisation.build({ event: 'ticket' })
      const url = `${mounted.url}?${new URLSearchParams(query).toString()}`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect(await sendPieces(url, 'POST', headers, [body])).toMatchObject({ status: 400 })
      expect(heard).toEqual(['already-read'])
    } finally {
      await mounted.close()
    }
  },
)

test('what Fastify made of request and response may be handed on, as a controller of Nest on Fastify does', async () => {
  const { world, heard, handler } = listening('baidu')
  const app = fastify()
  const handOn: (...both: ReadonlyArray<unknown>) => unknown = (...both) => Reflect.apply(handler, undefined, both)
  app.post('/push', async (request, reply) => void handOn(request, reply))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}/push`
  try {
    const { authorisation } = world.side
    expect(await authorisation.pushTicket(url)).toEqual({ status: 200, body: 'success' })
    expect(await authorisation.pushTicket(url, 'wrong-signature')).toMatchObject({ status: 403 })
    expect(heard).toEqual(['Ticket', 'wrong-signature'])
  } finally {
    await app.close()
  }
})

test.each(['README.md', 'README.zh-CN.md'])('%s tells what each cell here has shown', (file) => {
  const text = readFileSync(join(__dirname, '../..', file), 'utf8')
  for (const [name] of rows) {
    const row = text.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? ''
    const cells = row
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim())
    expect([name, ...cells.slice(1)]).toEqual([name, ...befores.map((before) => (before === 'lost' ? '400' : '✓'))])
  }
})
