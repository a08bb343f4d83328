import { type IncomingMessage, createServer } from 'node:http'
import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { bodyOf } from '../../src/pushes/push-body.js'
import { pushHandler } from '../../src/index.js'
import { listening } from './push-mounts.js'

const limit = 100

const streamOf = (...chunks: ReadonlyArray<string>): Readable =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk)))

const drained = async (): Promise<Readable> => {
  const stream = streamOf('gone')
  for await (const _ of stream) continue
  return stream
}

test('a text of any kind is read whole, however it was cut into chunks and whatever was done to the stream before', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom<(stream: Readable) => void>(
        () => undefined,
        (stream) => void stream.pause(),
        (stream) => void stream.setEncoding('utf8'),
        (stream) => void stream.setEncoding('latin1'),
        (stream) => void stream.setEncoding('base64'),
      ),
      async (texts, prepare) => {
        const bytes = Buffer.from(texts.join(''))
        const cut = Math.floor(bytes.length / 2)
        const stream = Readable.from(
          [bytes.subarray(0, cut), bytes.subarray(cut)].filter((part) => part.length > 0),
          {
            objectMode: false,
          },
        )
        prepare(stream)
        expect(await bodyOf({ stream, left: [stream] }, 1_000)).toEqual({ _tag: 'Body', text: texts.join('') })
      },
    ),
  ))

test('what was kept wins over the stream, and the stream over what a parser left', async () => {
  const of = (left: object, stream: Readable = streamOf('stream')) => bodyOf({ stream, left: [left] }, limit)
  expect(await of({ rawBody: Buffer.from('kept'), body: 'text' })).toEqual({ _tag: 'Body', text: 'kept' })
  expect(await of({ rawBody: 'kept' })).toEqual({ _tag: 'Body', text: 'kept' })
  expect(await of({ rawBody: new Uint8Array([107]) })).toEqual({ _tag: 'Body', text: 'k' })
  for (const rawBody of ['', Buffer.alloc(0), undefined, null, true, { kept: 'no' }])
    for (const body of ['', {}, 'text', { a: 1 }, undefined])
      expect(await of({ rawBody, body })).toEqual({ _tag: 'Body', text: 'stream' })
  expect(await of({ body: 'text' }, await drained())).toEqual({ _tag: 'Body', text: 'text' })
  expect(await of({ body: Buffer.from('bytes') }, await drained())).toEqual({ _tag: 'Body', text: 'bytes' })
  expect(await of({ body: { a: ['b'] } }, await drained())).toEqual({ _tag: 'Parsed', parsed: { a: ['b'] } })
})

test('what was kept beneath the request of a framework is found too', async () => {
  const of = async (...left: ReadonlyArray<object>) => bodyOf({ stream: await drained(), left }, limit)
  expect(await of({ body: { a: 1 } }, { rawBody: 'kept' })).toEqual({ _tag: 'Body', text: 'kept' })
  expect(await of({ body: { a: 1 } }, { body: 'text' })).toEqual({ _tag: 'Body', text: 'text' })
  expect(await of({ body: streamOf() }, { body: { a: 1 } })).toEqual({ _tag: 'Parsed', parsed: { a: 1 } })
  expect(await of({ body: streamOf() }, {})).toEqual({ _tag: 'AlreadyRead' })
})

test('a stream that was read, or is being read, is not waited for', async () => {
  for (const left of [{}, { body: '' }, { body: null }, { body: 5 }, { rawBody: '' }])
    expect(await bodyOf({ stream: await drained(), left: [left] }, limit)).toEqual({ _tag: 'AlreadyRead' })
  const half = new Readable({ read: () => undefined })
  half.push('half')
  await new Promise<void>((resolve) => half.once('data', () => resolve()))
  expect(await bodyOf({ stream: half, left: [{}] }, limit)).toEqual({ _tag: 'AlreadyRead' })
})

test('a body that is too large is so wherever it is, and one that was cut off is broken', async () => {
  const large = 'x'.repeat(limit + 1)
  expect(await bodyOf({ stream: streamOf(large), left: [{}] }, limit)).toEqual({ _tag: 'TooLarge' })
  expect(await bodyOf({ stream: streamOf(), left: [{ rawBody: large }] }, limit)).toEqual({ _tag: 'TooLarge' })
  expect(await bodyOf({ stream: await drained(), left: [{ body: large }] }, limit)).toEqual({ _tag: 'TooLarge' })
  const cut = new Readable({ read: () => undefined })
  const reading = bodyOf({ stream: cut, left: [{}] }, limit)
  cut.destroy()
  expect(await reading).toEqual({ _tag: 'Broken' })
  expect(await bodyOf({ stream: cut, left: [{}] }, limit)).toEqual({ _tag: 'Broken' })
})

test('a request without a body that somebody looked at is an empty one, and no body that was lost', async () => {
  const heard: Array<string> = []
  const handler = pushHandler({ routes: [], onRefusal: ({ reason }) => heard.push(reason) })
  const ended = (request: IncomingMessage): Promise<void> =>
    new Promise((resolve) => request.on('end', resolve).resume())
  const mounted = await listening(
    createServer((request, response) => void ended(request).then(() => handler(request, response))),
  )
  try {
    expect((await fetch(mounted.url, { method: 'POST' })).status).toBe(403)
    expect((await fetch(mounted.url, { method: 'POST', body: 'a body' })).status).toBe(400)
    expect(heard).toEqual(['not-signed', 'already-read'])
  } finally {
    await mounted.close()
  }
})
