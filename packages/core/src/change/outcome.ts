import { type ChangeName } from './change.js'
import { type Domain } from '../domain/domain.js'
import { type ListedDomains, difference, domainsOf, listedAnywhere, listedEverywhere } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { type Evidence, type Spent, evidenceOf } from '../error/details.js'
import {
  type Rejection,
  type RejectionHints,
  type RejectionReason,
  rejection,
  rejectionOf,
} from '../error/rejection.js'
import { type WriteReply } from '../provider/driver.js'

/**
 * A domain of a kind.
 */
export interface KindDomain<K extends Kind> {
  readonly kind: K
  readonly domain: Domain
}

/**
 * A domain that a change wants to be there or to be gone.
 */
export interface ChangeItem<K extends Kind> extends KindDomain<K> {
  readonly intent: 'present' | 'absent'
}

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

/**
 * Resolves the outcomes of the items of a write by its reply; an item of which the reply says nothing is left out.
 */
export const resolveByReply = <K extends Kind>(
  reply: WriteReply<K>,
  items: ReadonlyArray<ChangeItem<K>>,
  hints?: RejectionHints,
): ReadonlyMap<ChangeItem<K>, ItemOutcome<K>> => {
  const taken = new Map<K, ReadonlySet<Domain>>()
  const resolved = new Map<ChangeItem<K>, ItemOutcome<K>>()
  for (const item of items) {
    const { kind, domain, intent } = item
    const [first, ...others] = reply.rejected
      .filter((each) => each.kind === kind && each.domain === domain)
      .map((each) => ({ ...rejection(each.reason, each.attribution, hints), ...evidenceOf(each) }))
    if (first !== undefined && intent === 'present')
      resolved.set(item, rejected(kind, domain, intent, rejectionOf(first, others)))
    else if (reply.refusedWhole) {
      const attribution = items.length === 1 ? 'this-domain' : 'one-of-these'
      resolved.set(item, rejected(kind, domain, intent, rejection(reply.otherwise, attribution, hints)))
    } else if (intent === 'present') {
      const known = taken.get(kind) ?? new Set(domainsOf(reply.accepted, kind))
      taken.set(kind, known)
      if (known.has(domain)) resolved.set(item, accepted(kind, domain, intent))
    }
  }
  return resolved
}

const lookUp = <K extends Kind>(domains: (kind: K) => ReadonlyArray<Domain>) => {
  const sets = new Map<K, ReadonlySet<Domain>>()
  return (kind: K): ReadonlySet<Domain> => {
    const known = sets.get(kind) ?? new Set(domains(kind))
    sets.set(kind, known)
    return known
  }
}

/**
 * Says whether a list is as an item wants it: in every version of a pool, where it has two.
 */
export const isSatisfied = <K extends Kind>(listed: ListedDomains<K>): ((item: ChangeItem<K>) => boolean) => {
  const everywhere = lookUp((kind: K) => listedEverywhere(listed, kind))
  const anywhere = lookUp((kind: K) => listedAnywhere(listed, kind))
  return ({ kind, domain, intent }) =>
    intent === 'present' ? everywhere(kind).has(domain) : !anywhere(kind).has(domain)
}

/**
 * Says whether each version still lists what it listed before, for what a change did not name.
 */
export const isKept = <K extends Kind>(
  before: ListedDomains<K>,
  after: ListedDomains<K>,
): ((item: ChangeItem<K>) => boolean) => {
  const pairs = [
    [before.versions?.published ?? before.domains, after.versions?.published ?? after.domains],
    [before.versions?.testing ?? before.domains, after.versions?.testing ?? after.domains],
  ] as const
  const looks = pairs.map(([one, other]) => [
    lookUp((kind: K) => domainsOf(one, kind)),
    lookUp((kind: K) => domainsOf(other, kind)),
  ])
  return ({ kind, domain }) =>
    looks.every(([was, is]) => was?.(kind).has(domain) !== true || is?.(kind).has(domain) === true)
}

/**
 * Resolves the outcome of an item by the list as it was read after the write.
 */
export const resolveByList =
  <K extends Kind>(satisfied: (item: ChangeItem<K>) => boolean, otherwise: RejectionReason, hints?: RejectionHints) =>
  (item: ChangeItem<K>): ItemOutcome<K> => {
    const { kind, domain, intent } = item
    if (satisfied(item)) return accepted(kind, domain, intent)
    const reason = intent === 'absent' ? 'still-listed' : otherwise
    return rejected(kind, domain, intent, rejection(reason, 'presumed', hints))
  }

/**
 * Tells what went from the published version of a pool by a change that was for the one under test.
 */
export const lostPublished = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  before: ListedDomains<K>,
  after: ListedDomains<K>,
): ReadonlyArray<ItemOutcome<K>> =>
  kinds.flatMap((kind) =>
    difference(domainsOf(before.versions?.published ?? {}, kind), domainsOf(after.versions?.published ?? {}, kind)).map(
      (domain) => rejected(kind, domain, 'present', rejection('lost')),
    ),
  )

/**
 * Tells the untouched items of a change that are gone after it.
 */
export const lost = <K extends Kind>(
  kept: (item: ChangeItem<K>) => boolean,
  untouched: ReadonlyArray<ChangeItem<K>>,
): ReadonlyArray<ItemOutcome<K>> =>
  untouched
    .filter((item) => !kept(item))
    .map(({ kind, domain, intent }) => rejected(kind, domain, intent, rejection('lost')))
