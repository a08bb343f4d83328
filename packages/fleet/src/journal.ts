import { type StoreFailure } from '@mini-domains/core'
import * as t from 'io-ts'
import type * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'

const begun = t.type({ entry: t.literal('plan'), format: t.literal(1), plan: t.string })

// `n` is the number of a line of the plan, from 0.
const intent = t.type({ entry: t.literal('intent'), n: t.number, at: t.number })

const settled = t.type({
  entry: t.literal('end'),
  n: t.number,
  status: t.keyof({ done: null, already: null, partial: null, stale: null, failed: null }),
  modification: t.string,
})

/**
 * Reads one entry of a journal back.
 */
export const JournalEntry = t.union([intent, settled, begun])

/**
 * One entry of a journal: which plan it is of; that a write is about to be sent for line `n` of it; how line `n` ended.
 */
export type JournalEntry = t.TypeOf<typeof JournalEntry>

/**
 * Where an apply writes what it is about to do and what became of it. An append that has come to its right is durable.
 */
export interface Journal {
  /** The entries so far; a last line that was torn by a crash is left out. */
  readonly entries: () => AsyncIterable<E.Either<StoreFailure, JournalEntry>>
  readonly append: (entry: JournalEntry) => TE.TaskEither<StoreFailure, void>
}
