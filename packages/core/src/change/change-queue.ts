import type * as E from 'fp-ts/lib/Either.js'
import { type Kind } from '../domain/kind.js'
import { type ListedDomains } from '../domain/domain-set.js'
import { type DomainError } from '../error/domain-error.js'
import { type Outcome } from './outcome.js'

/**
 * A list as it is known, and by whom: `vendor` where nothing was written since the vendor listed it, `reply` where it follows from the
 * replies since, `caller` where it rests on what the caller observed.
 */
export interface KnownList<K extends Kind> {
  readonly listed: ListedDomains<K>
  readonly by: 'vendor' | 'reply' | 'caller'
}

/**
 * A change that was made, and the list after it where that may be handed on.
 */
export interface ChangeEnd<K extends Kind> {
  readonly outcome: Outcome<K>
  readonly known: KnownList<K> | undefined
}

/**
 * How a change ended, and the list where it is known then.
 */
export interface Turn<K extends Kind> {
  readonly result: E.Either<DomainError, Outcome<K>>
  readonly known: KnownList<K> | undefined
}

/**
 * What a change finds whose turn has come: nothing before it, or a change that it has waited for, with what that one left known.
 */
export type Before<K extends Kind> = 'nothing' | { readonly known: KnownList<K> | undefined }

/**
 * Runs one change at a time per list, in the order of asking, and different lists side by side. What a change leaves known is handed to
 * the one that waits behind it and is forgotten once none does.
 */
export type ChangeQueue<K extends Kind> = (
  list: string,
  change: (before: Before<K>) => Promise<Turn<K>>,
) => Promise<E.Either<DomainError, Outcome<K>>>

/**
 * Makes a queue that remembers only the lists in use.
 */
export const changeQueue = <K extends Kind>(): ChangeQueue<K> => {
  const last = new Map<string, Promise<Turn<K>>>()
  return async (list, change) => {
    const waitsFor = last.get(list)
    const turn =
      waitsFor === undefined
        ? change('nothing')
        : waitsFor.then(
            ({ known }) => change({ known }),
            () => change({ known: undefined }),
          )
    last.set(list, turn)
    try {
      const { result } = await turn
      return result
    } finally {
      if (last.get(list) === turn) last.delete(list)
    }
  }
}
