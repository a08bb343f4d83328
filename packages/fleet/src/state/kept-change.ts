import { type Store, type StoreEntry, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { HistoryRecord, historyAt } from './history.js'
import { placeOf, readBlock } from './line-block.js'
import { type ChangeNote, ChangeRecord, type EndDetail, type KeptStatus, changePrefix, decodeRecord } from './record.js'

/**
 * A change of a plan, as its journal keeps it: its line in the plan (from 0), when it began or ended (milliseconds since 1970), how it
 * stands, and what it did. `begun`: a write may have been sent, and nobody saw its end. `note` is missing where a version that did not keep
 * it carried the change out.
 */
export interface KeptChange {
  readonly n: number
  readonly at: number
  readonly status: KeptStatus | 'begun'
  readonly note: ChangeNote | undefined
  /** What it spent and what went wrong; missing where it has not ended, or a version that did not keep it carried it out. */
  readonly detail: EndDetail | undefined
}

// A record may be a block of a thousand lines.
const pageSize = 100

const keptChange = (n: number, record: ChangeRecord): KeptChange => ({
  n,
  at: record.at,
  status: record.state === 'begun' ? 'begun' : record.status,
  note: record.note,
  detail: record.state === 'begun' ? undefined : record.detail,
})

type Read = E.Either<StoreFailure, KeptChange>

/**
 * Puts the changes of a block between those that have a record of their own: the block comes before all of them.
 */
const journalReader = (plan: string) => {
  let packed: ReadonlyArray<KeptChange> = []
  const packedBefore = (n: number): ReadonlyArray<Read> => {
    const before = packed.filter((change) => change.n < n)
    packed = packed.slice(before.length)
    return before.map(E.right)
  }
  return {
    read: async (entry: StoreEntry): Promise<ReadonlyArray<Read>> => {
      const place = placeOf(plan, entry.key)
      if (place !== undefined && 'block' in place) {
        const before = packedBefore(Infinity)
        const block = await readBlock(place.block, entry)
        if (E.isLeft(block)) return [...before, block]
        packed = block.right.lines.map(({ n, record }) => keptChange(n, record))
        return before
      }
      const n = place?.n ?? Number(entry.key.slice(changePrefix(plan).length))
      const own = E.map((record: ChangeRecord) => keptChange(n, record))(decodeRecord(ChangeRecord, entry.key, entry))
      return [...packedBefore(n), own]
    },
    rest: (): ReadonlyArray<Read> => packedBefore(Infinity),
  }
}

/**
 * Reads the journal of a plan in the order of its lines. A damaged record hides no other; a store that cannot be read ends it.
 */
export async function* journalOf(
  store: Pick<Store, 'entries'>,
  plan: string,
): AsyncGenerator<E.Either<StoreFailure, KeptChange>> {
  const prefix = changePrefix(plan)
  const { read, rest } = journalReader(plan)
  for (let after = ''; ;) {
    const page: E.Either<StoreFailure, ReadonlyArray<StoreEntry>> = await store.entries(prefix, after, pageSize)()
    if (E.isLeft(page)) {
      yield* rest()
      yield page
      return
    }
    const last = page.right.at(-1)
    if (last === undefined) break
    for (const entry of page.right) yield* await read(entry)
    after = last.key
  }
  yield* rest()
}

/**
 * Finds a run of the history by its name; `undefined` where there is none.
 */
export const findRun = async (
  store: Pick<Store, 'entries'>,
  run: string,
): Promise<E.Either<StoreFailure, HistoryRecord | undefined>> => {
  const [, moment = '', plan = ''] = /^([0-9a-z]{1,11})-([0-9a-f]{8})$/.exec(run) ?? []
  const startedAt = Number.parseInt(moment, 36)
  if (!Number.isSafeInteger(startedAt)) return E.right(undefined)
  const found = await store.entries(historyAt(startedAt, plan), '', 1)()
  if (E.isLeft(found)) return found
  const [entry] = found.right
  return entry === undefined ? E.right(undefined) : decodeRecord(HistoryRecord, entry.key, entry)
}
