import { type Store } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { ChangeRecord } from '../src/index.js'

/** How the changes of all runs in a store stand: `begun`, or how they ended. */
export const keptChanges = async (store: Store): Promise<ReadonlyArray<string>> => {
  const entries = await store.entries('change/', '', 10_000)()
  if (E.isLeft(entries)) throw new Error(entries.left.message)
  return entries.right.map(({ value }) => {
    const record = ChangeRecord.decode(JSON.parse(value))
    if (E.isLeft(record)) throw new Error('a record is of another shape')
    return record.right.state === 'begun' ? 'begun' : record.right.status
  })
}
