import { type ChangeItem } from './diff.js'
import { type Domain } from '../domain/domain.js'
import { difference, domainsOf } from '../domain/domain-set.js'
import { type WriteReply } from '../provider/driver.js'
import { type Kind } from '../domain/kind.js'
import { type ItemOutcome, accepted, rejected } from './outcome.js'
import { type ListedDomains, listedAnywhere, listedEverywhere } from '../domain/pool-version.js'
import { type RejectionReason, rejection, rejectionOf } from '../error/rejection.js'
/**
 * Resolves the outcome of an item by the reply; `undefined` where it says nothing of it.
 */
export const resolveByReply = <K extends Kind>(reply: WriteReply<K>, count: number) => {
  const taken = new Map<K, ReadonlySet<Domain>>()
  return (item: ChangeItem<K>): ItemOutcome<K> | undefined => {
    const { kind, domain, intent } = item
    const [first, ...others] = reply.rejected
      .filter((each) => each.kind === kind && each.domain === domain)
      .map((each) => rejection(each.reason, each.attribution))
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
  <K extends Kind>(satisfied: (item: ChangeItem<K>) => boolean, otherwise: RejectionReason) =>
  (item: ChangeItem<K>): ItemOutcome<K> => {
    const { kind, domain, intent } = item
    if (satisfied(item)) return accepted(kind, domain, intent)
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
 * Tells the untouched items of a change that are gone after it.
 */
export const lost = <K extends Kind>(
  kept: (item: ChangeItem<K>) => boolean,
  untouched: ReadonlyArray<ChangeItem<K>>,
): ReadonlyArray<ItemOutcome<K>> =>
  untouched
    .filter((item) => !kept(item))
    .map(({ kind, domain, intent }) => rejected(kind, domain, intent, rejection('lost')))
