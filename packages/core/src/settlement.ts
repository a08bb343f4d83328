import { type CheckedEdit } from './check.js'
import { type Domain } from './domain.js'
import { type DomainSet, difference, domainsOf, fromKinds, unique } from './domain-set.js'
import { type WriteOperation, type WriteReply } from './driver.js'
import { type Kind } from './kind.js'
import { type ItemOutcome, accepted, already, rejected } from './outcome.js'
import { type RejectionReason, rejection, rejectionOf } from './rejection.js'

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
  /** What the change does not touch and a `set` could harm. */
  readonly bystanders: ReadonlyArray<Wish<K>>
}

const split = <K extends Kind>(
  kind: K,
  domains: ReadonlyArray<Domain>,
  listed: ReadonlyArray<Domain>,
  intent: 'present' | 'absent',
): { readonly fulfilled: ReadonlyArray<ItemOutcome<K>>; readonly wishes: ReadonlyArray<Wish<K>> } => {
  const known = new Set(listed)
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

// A kind that the vendor did not tell is left out: it is not known to be empty.
const afterOf = <K extends Kind>(
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

const bystandersOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  named: ReadonlyArray<K>,
  observed: DomainSet<K>,
): ReadonlyArray<Wish<K>> =>
  kinds
    .filter((kind) => !named.includes(kind))
    .flatMap((kind) => domainsOf(observed, kind).map((domain) => ({ kind, domain, intent: 'present' })))

/**
 * Compares a change with what was observed: order and duplicates do not matter, and only what differs is written.
 */
export const aimOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: CheckedEdit<K>,
  observed: DomainSet<K>,
): Aim<K> => {
  const intent = change._tag === 'Delete' ? 'absent' : 'present'
  const parts = change.named.flatMap((kind) => {
    const domains = domainsOf(change.domains, kind)
    const listed = domainsOf(observed, kind)
    const wanted = split(kind, domains, listed, intent)
    const extra = change._tag === 'Set' ? split(kind, difference(listed, domains), listed, 'absent') : undefined
    return extra === undefined ? [wanted] : [wanted, extra]
  })
  const wishes = parts.flatMap((part) => part.wishes)
  const after = afterOf(kinds, change, observed)
  return {
    fulfilled: parts.flatMap((part) => part.fulfilled),
    wishes,
    after,
    bystanders: change._tag === 'Set' ? bystandersOf(kinds, change.named, observed) : [],
    operation:
      change._tag === 'Set'
        ? { _tag: 'Set', domains: after, named: change.named, observed }
        : { _tag: change._tag, domains: wishesOf(wishes) },
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

/**
 * Says whether a list is as a wish wants it.
 */
export const isGranted = <K extends Kind>(listed: DomainSet<K>): ((wish: Wish<K>) => boolean) => {
  const sets = new Map<K, ReadonlySet<Domain>>()
  return ({ kind, domain, intent }) => {
    const known = sets.get(kind) ?? new Set(domainsOf(listed, kind))
    sets.set(kind, known)
    return known.has(domain) === (intent === 'present')
  }
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
 * Tells the bystanders of a `set` that are gone after it.
 */
export const lost = <K extends Kind>(
  granted: (wish: Wish<K>) => boolean,
  bystanders: ReadonlyArray<Wish<K>>,
): ReadonlyArray<ItemOutcome<K>> =>
  bystanders
    .filter((wish) => !granted(wish))
    .map(({ kind, domain, intent }) => rejected(kind, domain, intent, rejection('lost')))
