import { type CheckedEdit } from '../domain/check.js'
import { type Domain } from '../domain/domain.js'
import { type DomainSet, difference, domainsOf, fromKinds, unique } from '../domain/domain-set.js'
import { type WriteOperation, type WriteReply } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, accepted, already, rejected } from './outcome.js'
import { type ListedDomains, listedAnywhere, listedEverywhere } from '../domain/pool-version.js'
import { type RejectionReason, rejection, rejectionOf } from '../error/rejection.js'

/**
 * One domain that a change wants to be there or to be gone.
 */
export interface Wish<K extends Kind> {
  readonly kind: K
  readonly domain: Domain
  readonly intent: 'present' | 'absent'
}

/**
 * What a change comes to, given what was observed: what is fulfilled already, what is wished for, and the one write.
 */
export interface Aim<K extends Kind> {
  readonly fulfilled: ReadonlyArray<ItemOutcome<K>>
  readonly wishes: ReadonlyArray<Wish<K>>
  readonly operation: WriteOperation<K>
  /** The list as it is to be. */
  readonly after: DomainSet<K>
  /** What the change does not touch and could harm. */
  readonly bystanders: ReadonlyArray<Wish<K>>
}

const split = <K extends Kind>(
  kind: K,
  domains: ReadonlyArray<Domain>,
  known: ReadonlySet<Domain>,
  intent: 'present' | 'absent',
): { readonly fulfilled: ReadonlyArray<ItemOutcome<K>>; readonly wishes: ReadonlyArray<Wish<K>> } => {
  const isFulfilled = (domain: Domain): boolean => known.has(domain) === (intent === 'present')
  return {
    fulfilled: domains.filter(isFulfilled).map((domain) => already(kind, domain, intent)),
    wishes: domains.filter((domain) => !isFulfilled(domain)).map((domain) => ({ kind, domain, intent })),
  }
}

const wishesOf = <K extends Kind>(wishes: ReadonlyArray<Wish<K>>): DomainSet<K> => {
  const set: { [P in K]?: Array<Domain> } = {}
  for (const { kind, domain } of wishes) (set[kind] ??= []).push(domain)
  return set
}

/**
 * Gives a list as a change would leave it. A kind that the vendor did not tell is left out: it is not known to be empty.
 */
export const afterOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: DomainSet<K>,
): DomainSet<K> => {
  const told = kinds.filter((kind) => observed[kind] !== undefined || change.named.includes(kind))
  return fromKinds(told, (kind) => {
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

// A `set` may harm the kinds that it does not name, and any change of both versions what only one of them lists.
const bystandersOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): ReadonlyArray<Wish<K>> => {
  const others = change._tag === 'Set' ? kinds.filter((kind) => !change.named.includes(kind)) : []
  const apart = observed.versions === undefined ? [] : change.named
  const beside = (kind: K): ReadonlyArray<Domain> =>
    difference(
      difference(listedAnywhere(observed, kind), domainsOf(change.domains, kind)),
      change._tag === 'Set' ? domainsOf(observed, kind) : [],
    )
  const wish =
    (kind: K) =>
    (domain: Domain): Wish<K> => ({ kind, domain, intent: 'present' })
  return [
    ...others.flatMap((kind) => listedAnywhere(observed, kind).map(wish(kind))),
    ...apart.flatMap((kind) => beside(kind).map(wish(kind))),
  ]
}

/**
 * Compares a change with what was observed: order and duplicates do not matter, and only what differs is written.
 */
export const aimOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): Aim<K> => {
  const intent = change._tag === 'Delete' ? 'absent' : 'present'
  const parts = change.named.flatMap((kind) => {
    const domains = domainsOf(change.domains, kind)
    const everywhere = new Set(listedEverywhere(observed, kind))
    const anywhere = new Set(listedAnywhere(observed, kind))
    const wanted = split(kind, domains, intent === 'present' ? everywhere : anywhere, intent)
    const extra =
      change._tag === 'Set'
        ? split(kind, difference(domainsOf(observed, kind), domains), anywhere, 'absent')
        : undefined
    return extra === undefined ? [wanted] : [wanted, extra]
  })
  const wishes = parts.flatMap((part) => part.wishes)
  const after = afterOf(kinds, change, observed)
  return {
    fulfilled: parts.flatMap((part) => part.fulfilled),
    wishes,
    after,
    bystanders: bystandersOf(kinds, change, observed),
    operation:
      change._tag === 'Set'
        ? { _tag: 'Set', domains: after, named: change.named, observed }
        : { _tag: change._tag, domains: wishesOf(wishes), observed },
  }
}

/**
 * Settles a wish by what the vendor said; `undefined` where it said nothing of it.
 */
export const settleBySaying = <K extends Kind>(reply: WriteReply<K>, count: number) => {
  const taken = new Map<K, ReadonlySet<Domain>>()
  return (wish: Wish<K>): ItemOutcome<K> | undefined => {
    const { kind, domain, intent } = wish
    const [first, ...others] = reply.rejected
      .filter((item) => item.kind === kind && item.domain === domain)
      .map((item) => rejection(item.reason, item.attribution))
    if (first !== undefined && intent === 'present') return rejected(kind, domain, intent, rejectionOf(first, others))
    if (reply.refusedWhole) {
      const attribution = count === 1 ? 'this-domain' : 'one-of-these'
      return rejected(kind, domain, intent, rejection(reply.otherwise, attribution))
    }
    const known = taken.get(kind) ?? new Set(domainsOf(reply.accepted, kind))
    taken.set(kind, known)
    return intent === 'present' && known.has(domain) ? accepted(kind, domain, intent) : undefined
  }
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
 * Says whether a list is as a wish wants it: in every version of a pool, where it has two.
 */
export const isGranted = <K extends Kind>(listed: ListedDomains<K>): ((wish: Wish<K>) => boolean) => {
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
): ((bystander: Wish<K>) => boolean) => {
  const pairs = [
    [before.versions?.published ?? before, after.versions?.published ?? after],
    [before.versions?.testing ?? before, after.versions?.testing ?? after],
  ] as const
  const looks = pairs.map(([one, other]) => [
    lookUp((kind: K) => domainsOf(one, kind)),
    lookUp((kind: K) => domainsOf(other, kind)),
  ])
  return ({ kind, domain }) =>
    looks.every(([was, is]) => was?.(kind).has(domain) !== true || is?.(kind).has(domain) === true)
}

/**
 * Settles a wish by what the list shows after the write.
 */
export const settleByLooking =
  <K extends Kind>(granted: (wish: Wish<K>) => boolean, otherwise: RejectionReason) =>
  (wish: Wish<K>): ItemOutcome<K> => {
    const { kind, domain, intent } = wish
    if (granted(wish)) return accepted(kind, domain, intent)
    const reason = intent === 'absent' ? 'still-listed' : otherwise
    return rejected(kind, domain, intent, rejection(reason, 'presumed'))
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
 * Tells the bystanders of a change that are gone after it.
 */
export const lost = <K extends Kind>(
  kept: (wish: Wish<K>) => boolean,
  bystanders: ReadonlyArray<Wish<K>>,
): ReadonlyArray<ItemOutcome<K>> =>
  bystanders
    .filter((wish) => !kept(wish))
    .map(({ kind, domain, intent }) => rejected(kind, domain, intent, rejection('lost')))
