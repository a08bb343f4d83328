import { type Lease, type Store, type StoreEntry } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type BlockLine, type KnownBlock, blockKey, blockSize, blockWrite, placeOf, readBlock } from './line-block.js'
import { ChangeRecord, decodeRecord } from './record.js'

/** Fewer lines than these are left as they are. */
const worthwhile = 100

/**
 * Whether a line is over as desired: nobody tries it again, and it may be packed.
 */
const isWell = (record: ChangeRecord): boolean =>
  record.state === 'ended' && (record.status === 'done' || record.status === 'already') && record.repeats !== true

/** What stands in a block, packed and by itself; `undefined` where something of it cannot be understood. */
const contentOf = async (plan: string, entries: ReadonlyArray<StoreEntry>) => {
  const well: Array<BlockLine> = []
  const own: Array<StoreEntry> = []
  let known: KnownBlock = { version: 0, lines: [] }
  for (const entry of entries) {
    const place = placeOf(plan, entry.key)
    if (place === undefined) return undefined
    if ('block' in place) {
      const read = await readBlock(place.block, entry)
      if (E.isLeft(read)) return undefined
      known = read.right
      continue
    }
    const record = decodeRecord(ChangeRecord, entry.key, entry)
    if (E.isLeft(record)) return undefined
    if (!isWell(record.right)) continue
    well.push({ n: place.n, record: record.right })
    own.push(entry)
  }
  return { well, own, known }
}

/**
 * Packs the lines of a block that ended as desired into one record, in one transaction under the lock of the run. Every change of the block must have
 * been begun: of a line without a record a process knows that there is no block yet. Gives the block as it is then; `undefined` where nothing was
 * done: few lines, a damaged record, a store that is away. Another time will do.
 */
export const packBlock = async (
  store: Pick<Store, 'entries' | 'transact'>,
  plan: string,
  block: number,
  under: Lease,
): Promise<KnownBlock | undefined> => {
  const page = await store.entries(blockKey(plan, block), '', blockSize + 1)()
  const content = E.isLeft(page) ? undefined : await contentOf(plan, page.right)
  if (content === undefined || content.well.length < worthwhile) return undefined
  const { well, own, known } = content
  const lines = [...known.lines, ...well].sort((one, other) => one.n - other.n)
  const writes = [
    await blockWrite(plan, block, { version: known.version, lines }),
    ...own.map(({ key, version }) => ({ key, value: undefined, expected: version })),
  ]
  const done = await store.transact(writes, under)()
  return E.isRight(done) && done.right._tag === 'Committed' ? { version: done.right.version, lines } : undefined
}

/**
 * Counts, block by block, how many changes a plan has there and how they stand.
 */
export const blockCounts = (lines: number) => {
  const blocks = Math.ceil(lines / blockSize)
  const changes = new Uint16Array(blocks)
  const ended = new Int16Array(blocks)
  /** Ended as desired, with a record of their own. */
  const loose = new Int16Array(blocks)
  let reached = 0
  let current = 0
  const add = (counts: Int16Array, block: number, by: number): void => void (counts[block] = (counts[block] ?? 0) + by)
  return {
    /** Hears that a line is a change, in the order of the plan; says whether it is the first of its block. */
    reach: (block: number): boolean => {
      const isNext = block !== current
      current = block
      reached += 1
      changes[block] = (changes[block] ?? 0) + 1
      return isNext
    },
    end: (block: number, by: number): void => add(ended, block, by),
    loosen: (block: number, by: number): void => add(loose, block, by),
    /** The blocks that are worth packing, of which every change has ended; of a plan of so many changes. */
    packable: (all: number): ReadonlyArray<number> => {
      const found: Array<number> = []
      // Of the block that was reached last more changes may come.
      for (let block = 0; block < (reached === all ? blocks : current); block += 1)
        if (changes[block] === ended[block] && (loose[block] ?? 0) >= worthwhile) found.push(block)
      return found
    },
  }
}
