import { type CheckedEdit } from '../domain/check.js'
import { type Domain } from '../domain/domain.js'
import { type DomainSet, difference, domainsOf, fromKinds, unique } from '../domain/domain-set.js'
import { type WriteOperation } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, already } from './outcome.js'
import { type ListedDomains, listedAnywhere, listedEverywhere } from '../domain/pool-version.js'

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
 * What a change comes to, given what was observed: what is fulfilled already, what is to change, and the one write.
 */
export interface Diff<K extends Kind> {
  readonly fulfilled: ReadonlyArray<ItemOutcome<K>>
  readonly items: ReadonlyArray<ChangeItem<K>>
  readonly operation: WriteOperation<K>
  /** The list as it is to be. */
  readonly after: DomainSet<K>
  /** What the change does not name and could take. */
  readonly untouched: ReadonlyArray<ChangeItem<K>>
}

const split = <K extends Kind>(
  kind: K,
  domains: ReadonlyArray<Domain>,
  known: ReadonlySet<Domain>,
  intent: 'present' | 'absent',
): { readonly fulfilled: ReadonlyArray<ItemOutcome<K>>; readonly items: ReadonlyArray<ChangeItem<K>> } => {
  const isFulfilled = (domain: Domain): boolean => known.has(domain) === (intent === 'present')
  return {
    fulfilled: domains.filter(isFulfilled).map((domain) => already(kind, domain, intent)),
    items: domains.filter((domain) => !isFulfilled(domain)).map((domain) => ({ kind, domain, intent })),
  }
}

/**
 * Gathers domains by kind.
 */
export const setOf = <K extends Kind>(items: ReadonlyArray<KindDomain<K>>): DomainSet<K> => {
  const set: { [P in K]?: Array<Domain> } = {}
  for (const { kind, domain } of items) (set[kind] ??= []).push(domain)
  return set
}

/**
 * Gives a list as a change would leave it. A kind that the vendor left out stays out: it is not known to be empty.
 */
export const listAfter = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: DomainSet<K>,
): DomainSet<K> => {
  const known = kinds.filter((kind) => observed[kind] !== undefined || change.named.includes(kind))
  return fromKinds(known, (kind) => {
    const before = domainsOf(observed, kind)
    const domains = change.domains[kind]
    if (domains === undefined) return before
    switch (change._tag) {
      case 'Add':
        return unique([...before, ...domains])
      case 'Delete':
        return difference(before, domains)
      case 'Set':
        return domains
    }
  })
}

// A `set` may take from the kinds that it does not name, and any change of both versions from what only one of them lists.
const untouchedOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): ReadonlyArray<ChangeItem<K>> => {
  const others = change._tag === 'Set' ? kinds.filter((kind) => !change.named.includes(kind)) : []
  const apart = observed.versions === undefined ? [] : change.named
  const beside = (kind: K): ReadonlyArray<Domain> =>
    difference(
      difference(listedAnywhere(observed, kind), domainsOf(change.domains, kind)),
      change._tag === 'Set' ? domainsOf(observed.domains, kind) : [],
    )
  const itemOf =
    (kind: K) =>
    (domain: Domain): ChangeItem<K> => ({ kind, domain, intent: 'present' })
  return [
    ...others.flatMap((kind) => listedAnywhere(observed, kind).map(itemOf(kind))),
    ...apart.flatMap((kind) => beside(kind).map(itemOf(kind))),
  ]
}

/**
 * Compares a change with what was observed: order and duplicates do not matter, and only what differs is written.
 */
export const diffOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): Diff<K> => {
  const intent = change._tag === 'Delete' ? 'absent' : 'present'
  const parts = change.named.flatMap((kind) => {
    const domains = domainsOf(change.domains, kind)
    const everywhere = new Set(listedEverywhere(observed, kind))
    const anywhere = new Set(listedAnywhere(observed, kind))
    const wanted = split(kind, domains, intent === 'present' ? everywhere : anywhere, intent)
    const extra =
      change._tag === 'Set'
        ? split(kind, difference(domainsOf(observed.domains, kind), domains), anywhere, 'absent')
        : undefined
    return extra === undefined ? [wanted] : [wanted, extra]
  })
  const items = parts.flatMap((part) => part.items)
  const after = listAfter(kinds, change, observed.domains)
  return {
    fulfilled: parts.flatMap((part) => part.fulfilled),
    items,
    after,
    untouched: untouchedOf(kinds, change, observed),
    operation:
      change._tag === 'Set'
        ? { _tag: 'Set', domains: after, named: change.named, observed }
        : { _tag: change._tag, domains: setOf(items), observed },
  }
}
