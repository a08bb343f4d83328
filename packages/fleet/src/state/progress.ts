import { type Store, type StoreEntry, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type LineEnd } from './line-end.js'
import { type BegunRecord, type KnownLine } from './known-line.js'
import { blockOf, placeOf, readBlock } from './line-block.js'
import { blockCounts } from './pack-lines.js'
import { ChangeRecord, type KeptStatus, changePrefix, decodeRecord } from './record.js'
import { damagedRecord } from './record-failure.js'

/**
 * How far a run has come, line by line of its plan. `begun`: a write may have been sent, and nobody saw its end.
 */
export interface Progress {
  readonly statusOf: (n: number) => KeptStatus | 'untouched' | 'begun'
  /** Whether an earlier run, or this one, has tried a line. */
  readonly wasTried: (n: number) => boolean
  /** The version of the record that says how a line stands; 0 where nobody has tried it. */
  readonly versionOf: (n: number) => number
  readonly ended: number
  /** Of those, how many ended as desired. */
  readonly well: number
}

/**
 * The progress of a run as its records say it, and what a write of each record must know.
 */
export interface RunBook {
  readonly progress: Progress
  /** A line with the version of its record. Of the records only those are kept here that say that a write may have been sent. */
  readonly knownOf: (n: number) => KnownLine
  /** Counts an end that another process kept. */
  readonly hear: (n: number, end: LineEnd) => void
  readonly note: (n: number, record: ChangeRecord, version: number) => void
  /** The same of a line in a block, whose version is that of the block. */
  readonly notePacked: (n: number, record: ChangeRecord, version: number) => void
  /** Hears, in the order of the plan, that a line is a change; says whether it is the first of its block. */
  readonly reach: (n: number) => boolean
  /** The blocks that are worth packing, in a plan of so many changes: each change of theirs has ended. */
  readonly packable: (changes: number) => ReadonlyArray<number>
}

// One byte and one version a line: a plan of 100,000 lines takes 900 kB.
const states = ['untouched', 'begun', 'done', 'already', 'partial', 'stale', 'failed'] as const

const wellStates: ReadonlyArray<string> = ['done', 'already']

const stateOf = (record: ChangeRecord): (typeof states)[number] => {
  if (record.state === 'begun') return 'begun'
  // What surely did nothing, and cost nothing or was about to be made again, is tried again.
  return record.free ? 'untouched' : record.status
}

const emptyBook = (lines: number): RunBook => {
  const kept = new Uint8Array(lines)
  const versions = new Float64Array(lines)
  const begun = new Map<number, BegunRecord>()
  const blocks = blockCounts(lines)
  const isEnded = (n: number): boolean => (versions[n] ?? 0) > 0 && states[kept[n] ?? 0] !== 'begun'
  const isWell = (n: number): boolean => wellStates.includes(states[kept[n] ?? 0] ?? 'untouched')
  const set = (n: number, state: (typeof states)[number], version: number): void => {
    const before = { ended: Number(isEnded(n)), well: Number(isWell(n)) }
    kept[n] = states.indexOf(state)
    versions[n] = version
    blocks.end(blockOf(n), Number(isEnded(n)) - before.ended)
    blocks.loosen(blockOf(n), Number(isWell(n)) - before.well)
  }
  const note = (n: number, record: ChangeRecord, version: number): void => {
    set(n, stateOf(record), version)
    if (record.state === 'begun') begun.set(n, record)
    else begun.delete(n)
  }
  const count = (wanted: (state: (typeof states)[number]) => boolean): number =>
    kept.reduce((sum, state) => sum + (wanted(states[state] ?? 'untouched') ? 1 : 0), 0)
  return {
    progress: {
      statusOf: (n) => states[kept[n] ?? 0] ?? 'untouched',
      wasTried: (n) => (versions[n] ?? 0) > 0,
      versionOf: (n) => versions[n] ?? 0,
      get ended() {
        return count((state) => state !== 'untouched' && state !== 'begun')
      },
      get well() {
        return count((state) => wellStates.includes(state))
      },
    },
    knownOf: (n) => ({ version: versions[n] ?? 0, record: begun.get(n) }),
    hear: (n, { status, modification, version }) => {
      // Nobody can tell how it ended, so its record still says that it was begun.
      if (status === 'unknown') return
      set(n, status === 'failed' && modification === 'not-spent' ? 'untouched' : status, version)
      begun.delete(n)
    },
    note,
    notePacked: (n, record, version) => {
      note(n, record, version)
      blocks.loosen(blockOf(n), -1)
    },
    reach: (n) => blocks.reach(blockOf(n)),
    packable: blocks.packable,
  }
}

/** Where a run is read from: the digest of its plan, and how many lines that has. */
interface PlanPlace {
  readonly plan: string
  readonly lines: number
}

const noteBlock = async (book: RunBook, block: number, lines: number, entry: StoreEntry) => {
  const read = await readBlock(block, entry)
  if (E.isLeft(read)) return read.left
  if (read.right.lines.some(({ n }) => n >= lines)) return damagedRecord(entry.key)
  for (const { n, record } of read.right.lines) book.notePacked(n, record, entry.version)
  return undefined
}

const noteAll = async (
  book: RunBook,
  { plan, lines }: PlanPlace,
  entries: ReadonlyArray<StoreEntry>,
): Promise<StoreFailure | undefined> => {
  for (const entry of entries) {
    const place = placeOf(plan, entry.key)
    if (place === undefined) return damagedRecord(entry.key)
    if ('block' in place) {
      const wrong = await noteBlock(book, place.block, lines, entry)
      if (wrong !== undefined) return wrong
      continue
    }
    const record = decodeRecord(ChangeRecord, entry.key, entry)
    if (place.n >= lines) return damagedRecord(entry.key)
    if (E.isLeft(record)) return record.left
    book.note(place.n, record.right, entry.version)
  }
  return undefined
}

// A record may be a block of a thousand lines.
const atOnce = 100

/**
 * Reads how far a run of a plan of so many lines has come. One record that cannot be understood is a failure: no line may count as
 * untouched because of it.
 */
export const readBook = async (
  store: Pick<Store, 'entries'>,
  plan: string,
  lines: number,
): Promise<E.Either<StoreFailure, RunBook>> => {
  const prefix = changePrefix(plan)
  const book = emptyBook(lines)
  for (let after = ''; ;) {
    const page: E.Either<StoreFailure, ReadonlyArray<StoreEntry>> = await store.entries(prefix, after, atOnce)()
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) return E.right(book)
    const wrong = await noteAll(book, { plan, lines }, page.right)
    if (wrong !== undefined) return E.left(wrong)
    after = last.key
  }
}
