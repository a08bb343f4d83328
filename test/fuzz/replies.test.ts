import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { isDomainError } from '../../packages/core/src/index.js'
import { type Decoder, baiduDecoders, wechatDecoders } from './decoder.js'
import { growing, strangeBody } from './strange-body.js'
import { stubClient } from './stub-client.js'

const total = Number(process.env['MINI_DOMAINS_TEST_REPLIES'] ?? 5_000)
const seed =
  process.env['MINI_DOMAINS_TEST_REPLIES_SEED'] === undefined
    ? {}
    : { seed: Number(process.env['MINI_DOMAINS_TEST_REPLIES_SEED']) }

const client = stubClient()
const vendors = [
  { vendor: 'wechat' as const, decoders: wechatDecoders(client) },
  { vendor: 'baidu' as const, decoders: baiduDecoders(client) },
]
const runs = Math.ceil(total / vendors.reduce((sum, { decoders }) => sum + decoders.length, 0))

const status = fc.oneof(
  { weight: 4, arbitrary: fc.constant(200) },
  fc.constantFrom(201, 302, 400, 401, 403, 429, 500, 502),
)

const isTyped = (result: unknown): boolean => {
  if (typeof result !== 'object' || result === null || !('_tag' in result)) return false
  return result._tag === 'Right' || (result._tag === 'Left' && 'left' in result && isDomainError(result.left))
}

const isClean = (): boolean => !('polluted' in {}) && Object.keys(Object.prototype).length === 0

const read = async ({ read: task }: Decoder, code: number, body: string): Promise<void> => {
  client.answerWith(code, body)
  const result = await task()
  if (!isTyped(result)) throw new Error('neither a right nor a left with a DomainError')
  if (!isClean()) throw new Error('a prototype was touched')
  if (E.isLeft(result) && JSON.stringify(result.left).includes('secret-token')) throw new Error('a token came out')
}

const timed = async (decoder: Decoder, body: string): Promise<number> => {
  const started = performance.now()
  await read(decoder, 200, body)
  return performance.now() - started
}

// Of this size a square takes minutes, and linear time some milliseconds: the limit is far from both on any machine.
const size = 400_000
const limitMs = 2_000

const bestOf = async (tries: number, decoder: Decoder, body: string): Promise<number> => {
  let best = Infinity
  for (let count = 0; count < tries && best > limitMs; count += 1) best = Math.min(best, await timed(decoder, body))
  return best
}

describe.each(vendors)('whatever $vendor answers', ({ vendor, decoders }) => {
  it.each(decoders.map((decoder) => [decoder.name, decoder] as const))(
    '%s gives a success or an error of the union',
    async (_, decoder) => {
      await fc.assert(
        fc.asyncProperty(status, strangeBody(vendor), (code, body) => read(decoder, code, body)),
        { numRuns: runs, ...seed },
      )
    },
    600_000,
  )

  it.each(growing.map(([name, make]) => [name, make] as const))(
    'a reply of %s is read in linear time',
    async (_, make) => {
      for (const decoder of decoders) {
        const ms = await bestOf(3, decoder, make(size))
        if (ms > limitMs) throw new Error(`${decoder.name}: ${ms} ms for ${size} characters`)
      }
    },
    600_000,
  )
})
