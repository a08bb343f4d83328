import { type Store, type StoreEntry, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { HistoryRecord, historyAt } from './history.js'
import { type ChangeNote, ChangeRecord, type KeptStatus, changePrefix, decodeRecord } from './record.js'

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
}

const pageSize = 1_000

const keptChange = (prefix: string, entry: StoreEntry): E.Either<StoreFailure, KeptChange> =>
  E.map((record: ChangeRecord): KeptChange => ({
    n: Number(entry.key.slice(prefix.length)),
    at: record.at,
    status: record.state === 'begun' ? 'begun' : record.status,
    note: record.note,
  }))(decodeRecord(ChangeRecord, entry.key, entry))

/**
 * Reads the journal of a plan in the order of its lines. A damaged record hides no other; a store that cannot be read ends it.
 */
export async function* journalOf(
  store: Pick<Store, 'entries'>,
  plan: string,
): AsyncGenerator<E.Either<StoreFailure, KeptChange>> {
  const prefix = changePrefix(plan)
  for (let after = ''; ;) {
    const page: E.Either<StoreFailure, ReadonlyArray<StoreEntry>> = await store.entries(prefix, after, pageSize)()
    if (E.isLeft(page)) {
      yield page
      return
    }
    const last = page.right.at(-1)
    if (last === undefined) return
    for (const entry of page.right) yield keptChange(prefix, entry)
    after = last.key
  }
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
