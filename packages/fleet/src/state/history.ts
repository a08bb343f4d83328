import { type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Count, decodeRecord, recordWrite } from './record.js'

/**
 * How a run ended.
 *
 * - `complete`: every change is done. `incomplete`: some failed, were left alone or are unknown.
 * - `halted`: the rest of a vendor's changes was left out. `cancelled`: a signal stopped it.
 * - `interrupted`: its process died; found out when the plan was next applied.
 */
export const RunExit = t.keyof({ complete: null, incomplete: null, halted: null, cancelled: null, interrupted: null })

/**
 * How a run ended.
 */
export type RunExit = t.TypeOf<typeof RunExit>

/**
 * One run of a plan in the history: which plan (its checksum), how many changes it has, when it was started, and when and how it ended.
 * Without `exit` it is running, or its process died and nobody has applied the plan since. Times are milliseconds since 1970.
 */
export const HistoryRecord = t.readonly(
  t.intersection([
    t.type({ format: t.literal(1), run: t.string, plan: t.string, changes: Count, startedAt: t.number }),
    t.partial({ endedAt: t.number, exit: RunExit, counts: t.record(t.string, Count) }),
  ]),
)

/**
 * One run of a plan in the history.
 */
export type HistoryRecord = t.TypeOf<typeof HistoryRecord>

/**
 * What the keys of the history begin with.
 */
export const historyPrefix = 'history/'

const lastMoment = 9_999_999_999_999

// Counted down from the year 2286, so that the first keys are those of the newest runs.
const countdown = (at: number): string =>
  String(lastMoment - Math.min(lastMoment, Math.max(0, Math.floor(at)))).padStart(13, '0')

/**
 * The key of a run in the history. Newer runs come first.
 */
export const historyKey = (plan: string, startedAt: number): string => historyAt(startedAt, plan)

/**
 * What the key of a run begins with that was started at a moment, of a plan whose digest begins so.
 */
export const historyAt = (startedAt: number, plan: string): string => `${historyPrefix}${countdown(startedAt)}/${plan}`

/**
 * The key after which all runs are older than a moment.
 */
export const historyBefore = (at: number): string => `${historyPrefix}${countdown(at)}0`

/**
 * The plan that the key of a run names.
 */
export const planOfHistory = (key: string): string => key.slice(historyPrefix.length + 14)

/**
 * The entry of a run that starts, and its key.
 */
export interface NewHistory {
  readonly key: string
  readonly record: HistoryRecord
}

/**
 * Makes the entry of a run that starts now. A clock that was set back may have given the same moment before: then the next that is free.
 */
export const newHistory = async (
  store: Pick<Store, 'get'>,
  plan: string,
  changes: number,
  now: number,
): Promise<E.Either<StoreFailure, NewHistory>> => {
  for (let startedAt = now; ; startedAt += 1) {
    const key = historyKey(plan, startedAt)
    const found = await store.get(key)()
    if (E.isLeft(found)) return found
    if (found.right !== undefined) continue
    const run = `${startedAt.toString(36)}-${plan.slice(0, 8)}`
    return E.right({ key, record: { format: 1, run, plan, changes, startedAt } })
  }
}

/**
 * The write that notes of a run which never ended that its process died; none where it ended, is gone or cannot be read.
 */
export const interruptedWrites = async (
  store: Pick<Store, 'get'>,
  key: string | undefined,
): Promise<E.Either<StoreFailure, ReadonlyArray<StoreWrite>>> => {
  if (key === undefined) return E.right([])
  const found = await store.get(key)()
  if (E.isLeft(found)) return found
  if (found.right === undefined) return E.right([])
  const record = decodeRecord(HistoryRecord, key, found.right)
  // Readers of the history learn of a damaged record; the run goes on without it.
  if (E.isLeft(record) || record.right.exit !== undefined) return E.right([])
  return E.right([recordWrite(key, { ...record.right, exit: 'interrupted' }, found.right.version)])
}

/**
 * Which page of the history: at most `limit` runs, after the one with the key `after`.
 */
export interface HistoryPage {
  readonly limit: number
  /** From the newest run, by default. */
  readonly after?: string
}

/**
 * One place of the history: a run, or why it cannot be read.
 */
export interface HistoryEntry {
  readonly key: string
  readonly run: E.Either<StoreFailure, HistoryRecord>
}

/**
 * Reads the history of runs, newest first by the clocks that started them. A damaged record hides no other.
 */
export const runHistory = async (
  store: Pick<Store, 'entries'>,
  { limit, after = '' }: HistoryPage,
): Promise<E.Either<StoreFailure, ReadonlyArray<HistoryEntry>>> => {
  const found = await store.entries(historyPrefix, after, limit)()
  if (E.isLeft(found)) return found
  return E.right(found.right.map((entry) => ({ key: entry.key, run: decodeRecord(HistoryRecord, entry.key, entry) })))
}
