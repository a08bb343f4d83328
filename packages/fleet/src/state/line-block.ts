import { type StoreEntry, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { ChangeRecord, Count, changePrefix, decodeRecord, recordWrite } from './record.js'
import { damagedRecord } from './record-failure.js'

const packed = promisify<string, Buffer>(gzip)
const unpacked = promisify(gunzip)

/**
 * Lines of a plan that stand in one block: those of a number up to its last three digits.
 */
export const blockSize = 1_000

/**
 * The number of the block in which a line stands.
 */
export const blockOf = (n: number): number => Math.floor(n / blockSize)

/**
 * The key of a block of lines that ended as desired, packed into one record. The keys of its lines begin with it: a page with this prefix has the
 * block and those of its lines that have a record of their own.
 */
export const blockKey = (plan: string, block: number): string =>
  `${changePrefix(plan)}${String(block).padStart(6, '0')}`

/**
 * A line in a block: its number in the plan, and its record. Its version is that of the block.
 */
export interface BlockLine {
  readonly n: number
  readonly record: ChangeRecord
}

/**
 * A block as a process knows it.
 */
export interface KnownBlock {
  readonly version: number
  readonly lines: ReadonlyArray<BlockLine>
}

/**
 * Lines of a plan are much alike. What they share stands once, in `shapes`: records without moment, app and digest of the list before. Of each
 * line there is its number in the block, its moment after `from`, its shape, its app and that digest.
 */
const PackedLines = t.readonly(
  t.type({
    format: t.literal(1),
    from: t.number,
    shapes: t.readonlyArray(ChangeRecord),
    lines: t.readonlyArray(
      t.readonly(t.tuple([Count, t.number, Count, t.union([t.string, t.null]), t.union([t.string, t.null])])),
    ),
  }),
)

type PackedLines = t.TypeOf<typeof PackedLines>
type PackedLine = PackedLines['lines'][number]

const shapeOf = ({ note, ...record }: ChangeRecord): ChangeRecord => {
  if (note === undefined) return { ...record, at: 0 }
  const { before: _before, address, ...effect } = note
  const { app: _app, ...list } = address
  return { ...record, at: 0, note: { address: list, ...effect } }
}

const shaped = (shape: ChangeRecord, at: number, app: string | null, before: string | null): ChangeRecord => {
  if (shape.note === undefined) return { ...shape, at }
  const address = app === null ? shape.note.address : { ...shape.note.address, app }
  return { ...shape, at, note: { ...shape.note, address, ...(before === null ? {} : { before }) } }
}

const packedLines = (lines: ReadonlyArray<BlockLine>): PackedLines => {
  const shapes = new Map<string, { readonly shape: ChangeRecord; readonly index: number }>()
  const from = Math.min(...lines.map(({ record }) => record.at))
  const packedLine = ({ n, record }: BlockLine): PackedLine => {
    const shape = shapeOf(record)
    const text = JSON.stringify(shape)
    const { index } = shapes.get(text) ?? { index: shapes.size }
    shapes.set(text, { shape, index })
    return [n % blockSize, record.at - from, index, record.note?.address.app ?? null, record.note?.before ?? null]
  }
  const all = lines.map(packedLine)
  return { format: 1, from, shapes: [...shapes.values()].map(({ shape }) => shape), lines: all }
}

const unpackedLines = (block: number, { from, shapes, lines }: PackedLines): ReadonlyArray<BlockLine> | undefined => {
  const all: Array<BlockLine> = []
  for (const [n, after, index, app, before] of lines) {
    const shape = shapes[index]
    if (shape === undefined || n >= blockSize) return undefined
    all.push({ n: block * blockSize + n, record: shaped(shape, from + after, app, before) })
  }
  return all
}

const PackedBlock = t.readonly(t.type({ format: t.literal(1), gzip: t.string }))

/**
 * The write of a block; one that has no line any more is taken away.
 */
export const blockWrite = async (plan: string, block: number, { version, lines }: KnownBlock): Promise<StoreWrite> => {
  const key = blockKey(plan, block)
  if (lines.length === 0) return { key, value: undefined, expected: version }
  const text = JSON.stringify(packedLines(lines))
  return recordWrite(key, { format: 1, gzip: (await packed(text)).toString('base64') }, version)
}

const jsonOf = (text: string): Promise<unknown> =>
  unpacked(Buffer.from(text, 'base64')).then((bytes): unknown => JSON.parse(bytes.toString()))

/**
 * Reads a block. One line that cannot be understood is a failure of the whole: none may count as untouched because of it.
 */
export const readBlock = async (block: number, entry: StoreEntry): Promise<E.Either<StoreFailure, KnownBlock>> => {
  const record = decodeRecord(PackedBlock, entry.key, entry)
  if (E.isLeft(record)) return record
  const content = await jsonOf(record.right.gzip).then(
    (json) => PackedLines.decode(json),
    () => E.left(undefined),
  )
  const lines = E.isLeft(content) ? undefined : unpackedLines(block, content.right)
  return lines === undefined ? E.left(damagedRecord(entry.key)) : E.right({ version: entry.version, lines })
}

/**
 * What an entry of a journal is, by its key: a block, or one line of the plan. `undefined` where it is neither.
 */
export const placeOf = (plan: string, key: string): { readonly block: number } | { readonly n: number } | undefined => {
  const digits = key.slice(changePrefix(plan).length)
  if (/^\d{9}$/.test(digits)) return { n: Number(digits) }
  return /^\d{6}$/.test(digits) ? { block: Number(digits) } : undefined
}
