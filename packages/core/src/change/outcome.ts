import { type ChangeName } from './change.js'
import { type Domain } from '../domain/domain.js'
import { type Evidence } from '../error/details.js'
import { type Kind } from '../domain/kind.js'
import { type ListedDomains } from '../domain/pool-version.js'
import { type Rejection } from '../error/rejection.js'
import { type Spent } from './spent.js'

/**
 * What became of one domain of a change. `intent` tells whether it was to be there or to be gone.
 */
export type ItemOutcome<K extends Kind> = {
  readonly kind: K
  readonly domain: Domain
  readonly intent: 'present' | 'absent'
} & (
  | { readonly verdict: 'accepted' }
  | { readonly verdict: 'already' }
  | { readonly verdict: 'rejected'; readonly rejection: Rejection }
)

/**
 * What a vendor did with a change, domain by domain: accepted + already + rejected = requested.
 *
 * For `set`, what had to go is listed too, with the intent `absent`. For `copyPool`, the items are what the pool brought.
 */
export interface Outcome<K extends Kind> extends Evidence, Spent {
  readonly change: ChangeName
  readonly items: ReadonlyArray<ItemOutcome<K>>
  /** The list as it was read before the change. */
  readonly before: ListedDomains<K>
  /**
   * The list after the change, where it is known: as it was before where nothing was written, as the vendor listed it after the write, or
   * as it follows from a reply that accounts for every domain. Left out where only a read could tell. It has the kinds that `before` has,
   * so of a list that the caller observed in part it is a part too.
   */
  readonly after?: ListedDomains<K>
}

/**
 * A domain that was accepted.
 */
export const accepted = <K extends Kind>(kind: K, domain: Domain, intent: 'present' | 'absent'): ItemOutcome<K> => ({
  kind,
  domain,
  intent,
  verdict: 'accepted',
})

/**
 * A domain for which there was nothing to do.
 */
export const already = <K extends Kind>(kind: K, domain: Domain, intent: 'present' | 'absent'): ItemOutcome<K> => ({
  kind,
  domain,
  intent,
  verdict: 'already',
})

/**
 * A domain that the vendor rejected.
 */
export const rejected = <K extends Kind>(
  kind: K,
  domain: Domain,
  intent: 'present' | 'absent',
  why: Rejection,
): ItemOutcome<K> => ({ kind, domain, intent, verdict: 'rejected', rejection: why })

/**
 * Says whether everything is as the change asked.
 */
export const isComplete = <K extends Kind>(outcome: Outcome<K>): boolean =>
  outcome.items.every((item) => item.verdict !== 'rejected')

/**
 * Handles each verdict.
 */
export const matchItem =
  <K extends Kind, A>(handlers: {
    readonly accepted: (item: ItemOutcome<K>) => A
    readonly already: (item: ItemOutcome<K>) => A
    readonly rejected: (item: ItemOutcome<K>, rejection: Rejection) => A
  }) =>
  (item: ItemOutcome<K>): A => {
    switch (item.verdict) {
      case 'accepted':
        return handlers.accepted(item)
      case 'already':
        return handlers.already(item)
      case 'rejected':
        return handlers.rejected(item, item.rejection)
    }
  }
