import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Journal, type JournalEntry } from '../src/index.js'

/** A journal that lives as long as the test. */
export const memoryJournal = (): Journal & { readonly kept: Array<JournalEntry> } => {
  const kept: Array<JournalEntry> = []
  return {
    kept,
    entries: async function* () {
      for (const entry of kept) yield E.right(entry)
      await Promise.resolve()
    },
    append: (entry) => () => {
      kept.push(entry)
      return TE.right(undefined)()
    },
  }
}
