import { type Store, type StoreEntry, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type LineEnd } from './line-end.js'
import { type BegunRecord, type KnownLine } from './line-keeper.js'
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
}

// One byte and one version a line: a plan of 100,000 lines takes 900 kB.
const states = ['untouched', 'begun', 'done', 'already', 'partial', 'stale', 'failed'] as const

const stateOf = (record: ChangeRecord): (typeof states)[number] => {
  if (record.state === 'begun') return 'begun'
  // What surely did nothing, and cost nothing or was about to be made again, is tried again.
  return record.free ? 'untouched' : record.status
}

const emptyBook = (lines: number): RunBook => {
  const kept = new Uint8Array(lines)
  const versions = new Float64Array(lines)
  const begun = new Map<number, BegunRecord>()
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
        return count((state) => state === 'done' || state === 'already')
      },
    },
    knownOf: (n) => ({ version: versions[n] ?? 0, record: begun.get(n) }),
    hear: (n, { status, modification, version }) => {
      // Nobody can tell how it ended, so its record still says that it was begun.
      if (status === 'unknown') return
      kept[n] = states.indexOf(status === 'failed' && modification === 'not-spent' ? 'untouched' : status)
      versions[n] = version
      begun.delete(n)
    },
    note: (n, record, version) => {
      kept[n] = states.indexOf(stateOf(record))
      versions[n] = version
      if (record.state === 'begun') begun.set(n, record)
      else begun.delete(n)
    },
  }
}

const lineOf = (key: string, prefix: string, lines: number): number | undefined => {
  const digits = key.slice(prefix.length)
  return /^\d{9}$/.test(digits) && Number(digits) < lines ? Number(digits) : undefined
}

const noteAll = (
  book: RunBook,
  prefix: string,
  lines: number,
  entries: ReadonlyArray<StoreEntry>,
): StoreFailure | undefined => {
  for (const entry of entries) {
    const n = lineOf(entry.key, prefix, lines)
    const record = decodeRecord(ChangeRecord, entry.key, entry)
    if (n === undefined) return damagedRecord(entry.key)
    if (E.isLeft(record)) return record.left
    book.note(n, record.right, entry.version)
  }
  return undefined
}

const atOnce = 1_000

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
    const wrong = noteAll(book, prefix, lines, page.right)
    if (wrong !== undefined) return E.left(wrong)
    after = last.key
  }
}
