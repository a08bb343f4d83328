import express from 'express'
import fastify from 'fastify'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { appSubject } from '@mini-domains/core'
import { type PushedEvent, bilingual, pushRefusal, tokenUnavailable, memoryStore } from '@mini-domains/core/adapter'
import { type Push, type PushVariant } from '@mini-domains/emulator'
import { type PushHandler, type PushRoute, pushHandler } from '../../src/index.js'
import { right } from '../either.js'
import { manualClock } from '../manual-clock.js'
import { type Mounted, listening } from './push-mounts.js'
import { type Vendor } from '../exchange-under-test.js'
import { type World, firstApp, startWorld, vendors } from '../vendor-under-test.js'

const mounts: Readonly<Record<string, (handler: PushHandler) => Promise<Mounted>>> = {
  'node:http': (handler) => listening(createServer(handler)),
  Express: (handler) => listening(createServer(express().post('/push', handler))),
  'Express after parsers': (handler) =>
    listening(
      createServer(
        express()
          .use(express.json())
          .use(express.text({ type: '*/xml' }))
          .post('/push', handler),
      ),
    ),
  Fastify: async (handler) => {
    const app = fastify()
    await app.register(handler.fastify, { path: '/push' })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return { url: `http://127.0.0.1:${address.port}/push`, close: () => app.close() }
  },
}

const cases = vendors.flatMap((vendor) => Object.keys(mounts).map((mount) => [vendor, mount] as const))

const withWorld = async (vendor: Vendor, run: (world: World) => Promise<void>): Promise<void> => {
  const world = await startWorld(vendor, manualClock())
  try {
    await run(world)
  } finally {
    await world.end()
  }
}

const withMount = async (mount: string, handler: PushHandler, run: (url: string) => Promise<void>): Promise<void> => {
  const mounted = await (mounts[mount] ?? listeningNowhere)(handler)
  try {
    await run(mounted.url)
  } finally {
    await mounted.close()
  }
}

const listeningNowhere = (): Promise<Mounted> => Promise.reject(new Error('no such mount'))

interface Parts {
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
}

const pick = (value: unknown): string => (typeof value === 'string' ? value : '')

const partsOf = (vendor: Vendor, { query, body }: Push): Parts & { readonly signature: string } => {
  if (vendor === 'wechat')
    return {
      timestamp: query.timestamp ?? '',
      nonce: query.nonce ?? '',
      signature: query.msg_signature ?? '',
      encrypt: /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '',
    }
  const parsed: unknown = JSON.parse(body)
  const fields: Readonly<Record<string, unknown>> = t.UnknownRecord.is(parsed) ? parsed : {}
  return {
    timestamp: pick(fields.TimeStamp),
    nonce: pick(fields.Nonce),
    signature: pick(fields.MsgSignature),
    encrypt: pick(fields.Encrypt),
  }
}

const withParts = (vendor: Vendor, push: Push, parts: Parts, signature: string): Push =>
  vendor === 'wechat'
    ? {
        ...push,
        query: { ...push.query, timestamp: parts.timestamp, nonce: parts.nonce, msg_signature: signature },
        body: `<xml><Encrypt><![CDATA[${parts.encrypt}]]></Encrypt></xml>`,
      }
    : {
        ...push,
        body: JSON.stringify({
          TimeStamp: parts.timestamp,
          Nonce: parts.nonce,
          Encrypt: parts.encrypt,
          MsgSignature: signature,
        }),
      }

/** Copies that sign the same text: a sign moved from the edge of a part to that of another, letters of the signature changed. */
const cutAnew = (vendor: Vendor, push: Push): ReadonlyArray<Push> => {
  const { signature, ...parts } = partsOf(vendor, push)
  const names = ['timestamp', 'nonce', 'encrypt'] as const
  const moved = names.flatMap((from) =>
    names.flatMap((to) => {
      if (from === to) return []
      const [first, last] = [parts[from].slice(0, 1), parts[from].slice(-1)]
      return [
        { ...parts, [from]: parts[from].slice(1), [to]: `${parts[to]}${first}` },
        { ...parts, [from]: parts[from].slice(0, -1), [to]: `${last}${parts[to]}` },
      ]
    }),
  )
  return [parts, ...moved].flatMap((some) => [
    withParts(vendor, push, some, signature),
    withParts(vendor, push, some, signature.toUpperCase()),
  ])
}

/** The push as the vendor would have sent it with another nonce, and with what else is changed before it is signed. */
const signedAnew = (world: World, push: Push, change: (parts: Parts) => Partial<Parts>): Push => {
  const { signature: _, ...before } = partsOf(world.vendor, push)
  const parts = { ...before, ...change(before) }
  const { pushToken } = world.side.state().platform
  const text = [pushToken, parts.timestamp, parts.nonce, parts.encrypt].sort().join('')
  return withParts(world.vendor, push, parts, createHash('sha1').update(text).digest('hex'))
}

const success = { status: 200, body: 'success' }

test.each(cases)('%s pushes come in through %s', (vendor, mount) =>
  withWorld(vendor, async (world) => {
    const credentials = world.keep(memoryStore(world.clock))
    const refusals: Array<string> = []
    const handler = pushHandler({
      routes: [{ reader: world.reader, credentials }],
      clock: world.clock,
      onRefusal: ({ reason }) => refusals.push(reason),
    })
    await withMount(mount, handler, async (url) => {
      const { authorisation } = world.side
      expect(await authorisation.pushTicket(url)).toEqual(success)
      expect(right(await credentials.platformStatus()).hasTicket).toBe(true)
      expect(await authorisation.push(url, { event: 'authorised', appId: 'pushed' })).toEqual(success)
      expect(right(await credentials.get(appSubject('pushed'))())).toBe(world.tokenOf('pushed'))
      expect(await authorisation.push(url, { event: 'other' })).toEqual(success)
      expect(await authorisation.pushTicket(url, 'previous-key')).toEqual(success)
      for (const variant of ['wrong-signature', 'unsigned', 'unknown-key', 'wrong-receiver', 'garbled', 'old'] as const)
        expect(await authorisation.pushTicket(url, variant)).toEqual({ status: 403, body: 'refused' })
      expect(refusals).toEqual([
        'wrong-signature',
        'not-signed',
        'unreadable',
        'wrong-receiver',
        'unreadable',
        'too-old',
      ])
      expect((await fetch(url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(413)
    })
  }),
)

describe.each(vendors)('%s', (vendor) => {
  const appId = firstApp(vendor)

  test('a copy of a push does nothing, however it is dressed', () =>
    withWorld(vendor, async (world) => {
      const taken: Array<PushedEvent> = []
      const accept = (event: PushedEvent) => {
        taken.push(event)
        return TE.right(undefined)
      }
      const handler = pushHandler({ routes: [{ reader: world.reader, credentials: { accept } }], clock: world.clock })
      const push = world.side.authorisation.build({ event: 'unauthorised', appId })
      expect(await handler.take(push)).toEqual(success)
      expect(await handler.take(push)).toEqual(success)
      await handler.take({ query: { ...push.query, more: '1' }, body: `${push.body}\n` })
      expect(taken).toHaveLength(1)
      world.clock.advance(11 * 60_000)
      expect((await handler.take(push)).status).toBe(403)
    }))

  test('a push whose signed text is cut into other parts is no other push', () =>
    withWorld(vendor, async (world) => {
      const taken: Array<PushedEvent> = []
      const accept = (event: PushedEvent) => TE.fromIO(() => void taken.push(event))
      const handler = pushHandler({ routes: [{ reader: world.reader, credentials: { accept } }], clock: world.clock })
      const nonces: ReadonlyArray<(parts: Parts) => string> = [
        ({ nonce }) => nonce,
        // Its last sign may as well begin the timestamp, and change nothing of it.
        () => '00',
        // It follows the sealed text among what is signed.
        ({ encrypt }) => `${encrypt.slice(0, 3)}zzz`,
        ({ encrypt }) => `${encrypt.slice(0, 3)}~=`,
        // It follows the timestamp.
        ({ timestamp }) => `${timestamp}0`,
      ]
      for (const nonce of nonces) {
        const sent = world.side.authorisation.build({ event: 'ticket' })
        const push = signedAnew(world, sent, (parts) => ({ nonce: nonce(parts) }))
        expect(await handler.take(push)).toEqual(success)
        for (const copy of cutAnew(vendor, push))
          expect([success, { status: 403, body: 'refused' }]).toContainEqual(await handler.take(copy))
      }
      expect(taken).toHaveLength(nonces.length)
    }))

  test('sealed text that is not written as base64 is opened by no key, signed or not', () =>
    withWorld(vendor, (world) => {
      const sent = world.side.authorisation.build({ event: 'ticket' })
      const read = (change: (encrypt: string) => string) =>
        world.reader.read(signedAnew(world, sent, ({ encrypt }) => ({ encrypt: change(encrypt) })))
      expect(E.isRight(read((encrypt) => encrypt))).toBe(true)
      for (const change of [
        (encrypt: string) => `${encrypt}A`,
        (encrypt: string) => `${encrypt}=`,
        (encrypt: string) => encrypt.replace(/=*$/, '=A'),
      ])
        expect(read(change)).toMatchObject({ left: { reason: 'unreadable' } })
      return Promise.resolve()
    }))

  test('of several platforms the one that a push was for says why it was refused', () =>
    withWorld(vendor, async (world) => {
      const heard: Array<string> = []
      const others = (['not-signed', 'wrong-signature', 'unreadable'] as const).map((reason) => ({
        ...world.reader,
        platformId: reason,
        read: () => E.left(pushRefusal(reason, bilingual('of another platform', '属于另一个平台'))),
      }))
      const [unsigned, ...verifying] = others.map((reader) => ({
        reader,
        credentials: { accept: () => TE.right(undefined) },
      }))
      const own = { reader: world.reader, credentials: { accept: () => TE.right(undefined) } }
      const take = async (variant: PushVariant, routes: ReadonlyArray<PushRoute>) => {
        const handler = pushHandler({ routes, clock: world.clock, onRefusal: ({ reason }) => heard.push(reason) })
        await handler.take(world.side.authorisation.build({ event: 'ticket', variant }))
      }
      if (unsigned === undefined) throw new Error('no route')
      await take('wrong-receiver', [...verifying, own])
      await take('wrong-receiver', [own, ...verifying])
      await take('old', [own, unsigned])
      await take('old', [unsigned, own])
      await take('old', [own, ...verifying])
      expect(heard).toEqual(['wrong-receiver', 'wrong-receiver', 'too-old', 'too-old', 'unreadable'])
    }))

  test('the vendor has its answer in time while the store hangs, and the push is stored once it is back', () =>
    withWorld(vendor, async (world) => {
      let isAway = true
      let tried = 0
      const stored: Array<PushedEvent> = []
      const trouble = tokenUnavailable({ vendor, operation: 'token', subject: 'push' }, 'away')
      const accept = (event: PushedEvent) => async () => {
        tried += 1
        if (isAway) return TE.left(trouble)()
        stored.push(event)
        return TE.right(undefined)()
      }
      const troubles: Array<boolean> = []
      const isStored = new Promise<void>((resolve) => {
        const handler = pushHandler({
          routes: [{ reader: world.reader, credentials: { accept } }],
          clock: world.clock,
          onEvent: () => resolve(),
          onError: (_, givenUp) => troubles.push(givenUp),
        })
        void handler.take(world.side.authorisation.build({ event: 'ticket' })).then((reply) => {
          expect(reply).toEqual(success)
          isAway = false
        })
      })
      while (tried < 2) await new Promise((resolve) => setImmediate(resolve))
      world.clock.advance(2_000)
      await isStored
      expect(stored).toHaveLength(1)
      expect(new Set(troubles)).toEqual(new Set([false]))
    }))

  test('a push that could not be stored in time is taken when the vendor sends it again', () =>
    withWorld(vendor, async (world) => {
      let isAway = true
      const trouble = tokenUnavailable({ vendor, operation: 'token', subject: 'push' }, 'away')
      const stored: Array<PushedEvent> = []
      const handler = pushHandler({
        routes: [
          {
            reader: world.reader,
            credentials: {
              accept: (event) => (isAway ? TE.left(trouble) : TE.fromIO(() => void stored.push(event))),
            },
          },
        ],
        clock: world.clock,
        storeWithinMs: 0,
      })
      const push = world.side.authorisation.build({ event: 'ticket' })
      await handler.take(push)
      isAway = false
      await handler.take(push)
      expect(stored).toHaveLength(1)
    }))

  test('one that waits to be stored when the process ends is tried once more and told as given up', () =>
    withWorld(vendor, async (world) => {
      const stop = new AbortController()
      const trouble = tokenUnavailable({ vendor, operation: 'token', subject: 'push' }, 'away')
      let tries = 0
      const told = new Promise<number>((resolve) => {
        const handler = pushHandler({
          routes: [
            {
              reader: world.reader,
              credentials: {
                accept: () => () => {
                  tries += 1
                  if (tries === 2) stop.abort()
                  return TE.left(trouble)()
                },
              },
            },
          ],
          clock: world.clock,
          signal: stop.signal,
          answerWithinMs: 0,
          onError: (_, givenUp) => {
            if (givenUp) resolve(tries)
          },
        })
        void handler.take(world.side.authorisation.build({ event: 'ticket' }))
      })
      expect(await told).toBe(2)
    }))

  test('two platforms behind one address each get their own', () =>
    withWorld(vendor, async (world) => {
      const heard: Array<string> = []
      const accept = (name: string) => () => TE.fromIO(() => void heard.push(name))
      const other = { ...world.reader, platformId: 'other', read: () => world.reader.read({ query: {}, body: '' }) }
      const handler = pushHandler({
        routes: [
          { reader: other, credentials: { accept: accept('other') } },
          { reader: world.reader, credentials: { accept: accept('own') } },
        ],
        clock: world.clock,
      })
      await handler.take(world.side.authorisation.build({ event: 'ticket' }))
      expect(heard).toEqual(['own'])
    }))
})

test('what is no push is refused, and nothing is thrown: no method, no body, half a request', () =>
  withWorld('wechat', async (world) => {
    const handler = pushHandler({ routes: [{ reader: world.reader, credentials: world.keep(memoryStore()) }] })
    await withMount('node:http', handler, async (url) => {
      expect((await fetch(url)).status).toBe(405)
      expect((await fetch(url, { method: 'POST' })).status).toBe(403)
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.write('POST /push HTTP/1.1\r\nhost: a\r\ncontent-length: 50\r\n\r\nhalf')
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.destroy()
      expect((await fetch(url, { method: 'POST', body: '<xml/>' })).status).toBe(403)
    })
  }))
