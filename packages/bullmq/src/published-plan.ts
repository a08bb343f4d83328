import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'
import { type PlanChange, type VerifiedPlan, decodeLine, verifyPlan } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Redis } from 'ioredis'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { createGzip, gunzip, gzip } from 'node:zlib'

/**
 * Packs a text for Redis.
 */
export const packed = promisify<string, Buffer>(gzip)

const unpacked = promisify(gunzip)

const piecesOf = function* (lines: ReadonlyArray<string>): Generator<string> {
  for (let at = 0; at < lines.length; at += pieceSize) {
    const piece = lines.slice(at, at + pieceSize).join('\n')
    yield at === 0 ? piece : `\n${piece}`
  }
}

/** Packs lines piece by piece: as one text they would be too long for V8 to clear away soon, and a long plan has a thousand such. */
const packedLines = (lines: ReadonlyArray<string>): Promise<Buffer> =>
  buffer(Readable.from(piecesOf(lines)).pipe(createGzip()))

const blockSize = 1_000
const pieceSize = 50
const keptBlocks = 4
/**
 * How long the lines of a plan stay that nobody feeds any more, and what is told of one that was left for the workers.
 */
export const keptSeconds = 7 * 24 * 3_600

/**
 * Puts the lines of a plan into Redis, in packed blocks. What is no line of text ends it: the copy is then found to be damaged. A copy that is
 * there can be read meanwhile: workers may have lines of an earlier feeder in hand.
 */
export const publishPlan = async (redis: Redis, key: string, texts: AsyncIterable<unknown>): Promise<void> => {
  let block: Array<string> = []
  let count = 0
  const put = async (): Promise<void> => {
    if (block.length === 0) return
    await redis.hset(key, String(count), await packedLines(block))
    count += 1
    block = []
  }
  for await (const text of texts) {
    if (typeof text !== 'string') break
    if (text.trim() === '') continue
    block.push(text)
    if (block.length === blockSize) await put()
  }
  await put()
  const surplus = (await redis.hkeys(key)).filter((index) => !(Number(index) < count))
  if (surplus.length > 0) await redis.hdel(key, ...surplus)
  await redis.expire(key, keptSeconds)
}

/**
 * A plan that was published, and checked as a whole.
 */
export interface PublishedPlan extends VerifiedPlan {
  /** Its lines from the start, as they are in Redis now. */
  readonly lines: () => AsyncGenerator<string>
  /** Gives a change by the number of its line, from 0. `unavailable`: the lines were flushed; their feeder puts them there again. */
  readonly changeAt: (n: number) => Promise<E.Either<StoreFailure, PlanChange>>
}

const missing = (plan: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'unavailable',
  ...messageFields(
    `the lines of the plan ${plan.slice(0, 12)} are not in Redis`,
    `Redis 中没有计划 ${plan.slice(0, 12)} 的内容`,
  ),
  hint: bilingual(
    'The process that feeds the plan puts them there again within seconds. Keep maxmemory-policy of Redis at noeviction.',
    '下发该计划的进程会在数秒内重新写入。请保持 Redis 的 maxmemory-policy 为 noeviction。',
  ),
})

const damaged = (plan: string): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: 'corrupt',
  ...messageFields(
    `the lines of the plan ${plan.slice(0, 12)} in Redis are not those of the plan`,
    `Redis 中计划 ${plan.slice(0, 12)} 的内容与该计划不一致`,
  ),
  hint: bilingual(
    'Apply the plan again: that puts its lines there anew. Nothing else may write under the prefix of the store.',
    '请重新执行该计划，其内容会重新写入；其他程序不得写入该存储前缀下的键。',
  ),
})

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * The text of packed bytes; nothing where these bytes were never packed.
 */
export const unpackedText = async (bytes: Buffer): Promise<string | undefined> =>
  unpacked(bytes).then(
    (text) => text.toString(),
    () => undefined,
  )

/** Reads the blocks one after the other, and keeps the digest of each. */
async function* blockLines(redis: Redis, key: string, digests: Array<string>): AsyncGenerator<string> {
  for (let index = 0; ; index += 1) {
    const bytes = await redis.hgetBuffer(key, String(index))
    const text = bytes === null ? undefined : await unpackedText(bytes)
    if (text === undefined) return
    digests.push(digestOf(text))
    yield* text.split('\n')
  }
}

/**
 * Opens a plan that was published: reads it to its end and compares its checksum with the digest that names it. Later each block is
 * compared with what was read then, so a line is never another than that of the plan.
 */
export const openPublished = async (
  redis: Redis,
  key: string,
  plan: string,
): Promise<E.Either<StoreFailure, PublishedPlan>> => {
  const digests: Array<string> = []
  const verified = await verifyPlan(blockLines(redis, key, digests))
  if (E.isLeft(verified) || verified.right.summary.digest !== plan) return E.left(damaged(plan))
  const blocks = new Map<number, ReadonlyArray<string>>()
  const blockAt = async (index: number): Promise<E.Either<StoreFailure, ReadonlyArray<string>>> => {
    const known = blocks.get(index)
    if (known !== undefined) return E.right(known)
    const bytes = await redis.hgetBuffer(key, String(index))
    if (bytes === null) return E.left(missing(plan))
    const text = await unpackedText(bytes)
    if (text === undefined || digestOf(text) !== digests[index]) return E.left(damaged(plan))
    const lines = text.split('\n')
    for (const oldest of [...blocks.keys()].slice(0, Math.max(0, blocks.size - keptBlocks + 1))) blocks.delete(oldest)
    blocks.set(index, lines)
    return E.right(lines)
  }
  return E.right({
    ...verified.right,
    lines: () => blockLines(redis, key, []),
    changeAt: async (n) => {
      const lines = await blockAt(Math.floor(n / blockSize))
      if (E.isLeft(lines)) return lines
      const line = decodeLine(lines.right[n % blockSize] ?? '', n + 1)
      return E.isRight(line) && line.right.line === 'change' ? E.right(line.right) : E.left(damaged(plan))
    },
  })
}
