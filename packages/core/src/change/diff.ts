import * as E from 'fp-ts/lib/Either.js'
import { type CheckedEdit, overLimit } from './change.js'
import { type Domain } from '../domain/domain.js'
import {
  type DomainSet,
  type ListedDomains,
  type PoolVersions,
  difference,
  domainsOf,
  fromKinds,
  sizeOf,
  unique,
  listedAnywhere,
  listedEverywhere,
} from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { ofRead } from '../error/applied.js'
import { type Where } from '../error/details.js'
import { type DomainError } from '../error/domain-error.js'
import { bilingual } from '../error/language.js'
import { invalidChange } from '../error/local-failure.js'
import { type Refusal } from '../error/refusal.js'
import { unreadableReply } from '../error/transport-failure.js'
import { type ListCapabilities } from '../provider/capability.js'
import { fact } from '../provider/fact.js'
import { type WriteOperation } from '../provider/driver.js'
import { type Target } from './list-calls.js'
import { type ChangeItem, type ItemOutcome, type KindDomain, already } from './outcome.js'

/**
 * What a change comes to, given what was observed: what is fulfilled already, what is to change, and the one write.
 */
export interface Diff<K extends Kind> {
  readonly fulfilled: ReadonlyArray<ItemOutcome<K>>
  readonly items: ReadonlyArray<ChangeItem<K>>
  readonly operation: WriteOperation<K>
  /** The list as it is to be. */
  readonly after: DomainSet<K>
}

/**
 * Gathers domains by kind.
 */
export const setOf = <K extends Kind>(items: ReadonlyArray<KindDomain<K>>): DomainSet<K> => {
  const set: { [P in K]?: Array<Domain> } = {}
  for (const { kind, domain } of items) (set[kind] ??= []).push(domain)
  return set
}

const edited = (
  change: CheckedEdit<Kind>['_tag'],
  before: ReadonlyArray<Domain>,
  domains: ReadonlyArray<Domain>,
): ReadonlyArray<Domain> => {
  switch (change) {
    case 'Add':
      return unique([...before, ...domains])
    case 'Delete':
      return difference(before, domains)
    case 'Set':
      return domains
  }
}

/**
 * What a list has, and whether a write replaces all of it.
 */
type Written<K extends Kind> = Pick<ListCapabilities<K>, 'kinds' | 'writes'>

const itemOf =
  <K extends Kind>(kind: K) =>
  (domain: Domain): ChangeItem<K> => ({ kind, domain, intent: 'present' })

/**
 * Gives a list as a change would leave it. A kind that the vendor left out and the change does not name stays out: it is not known to be
 * empty.
 */
export const listAfter = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  change: Pick<CheckedEdit<K>, '_tag' | 'domains'>,
  observed: DomainSet<K>,
): DomainSet<K> => {
  const after: { [P in K]?: ReadonlyArray<Domain> } = {}
  for (const kind of kinds) {
    const before = observed[kind]
    const domains = change.domains[kind]
    const left = domains === undefined ? before : edited(change._tag, before ?? [], domains)
    if (left !== undefined) after[kind] = left
  }
  return after
}

/**
 * Gives what a change does not name and could take. A `set` may take from the kinds that it does not name, a write of the whole list from
 * all that it only repeats, and any change of both versions from what only one of them lists.
 */
export const untouchedOf = <K extends Kind>(
  { kinds, writes }: Written<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): ReadonlyArray<ChangeItem<K>> => {
  if (writes === 'whole-list' && change._tag !== 'Set')
    return kinds.flatMap((kind) =>
      difference(domainsOf(observed.domains, kind), domainsOf(change.domains, kind)).map(itemOf(kind)),
    )
  if (change._tag !== 'Set' && observed.versions === undefined) return []
  const others = change._tag === 'Set' ? kinds.filter((kind) => !change.named.includes(kind)) : []
  const apart = observed.versions === undefined ? [] : change.named
  const beside = (kind: K): ReadonlyArray<Domain> =>
    difference(
      difference(listedAnywhere(observed, kind), domainsOf(change.domains, kind)),
      change._tag === 'Set' ? domainsOf(observed.domains, kind) : [],
    )
  return [
    ...others.flatMap((kind) => listedAnywhere(observed, kind).map(itemOf(kind))),
    ...apart.flatMap((kind) => beside(kind).map(itemOf(kind))),
  ]
}

/**
 * Compares a change with what was observed: order and duplicates do not matter, and only what differs is written.
 */
export const diffOf = <K extends Kind>(
  written: Written<K>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): Diff<K> => {
  const { kinds, writes } = written
  const fulfilled: Array<ItemOutcome<K>> = []
  const items: Array<ChangeItem<K>> = []
  const compare = (kind: K, domains: ReadonlyArray<Domain>, intent: ChangeItem<K>['intent']): void => {
    const known = new Set(intent === 'present' ? listedEverywhere(observed, kind) : listedAnywhere(observed, kind))
    for (const domain of domains)
      if (known.has(domain) === (intent === 'present')) fulfilled.push(already(kind, domain, intent))
      else items.push({ kind, domain, intent })
  }
  for (const kind of change.named) {
    const domains = domainsOf(change.domains, kind)
    compare(kind, domains, change._tag === 'Delete' ? 'absent' : 'present')
    if (change._tag === 'Set') compare(kind, difference(domainsOf(observed.domains, kind), domains), 'absent')
  }
  const after = listAfter(kinds, change, observed.domains)
  return {
    fulfilled,
    items,
    after,
    operation:
      change._tag === 'Set' || writes === 'whole-list'
        ? { _tag: 'Set', domains: after, named: change.named, observed }
        : { _tag: change._tag, domains: setOf(items), observed },
  }
}

// What a change of a kind would do, or did, that the vendor's list lacks can neither be planned nor seen.
const missingKind = (where: Where, kind: Kind): DomainError =>
  ofRead(unreadableReply(where, {}, { path: kind, expected: 'the domains of this kind', excerpt: '' }))

/**
 * Takes a list only where it has each of these kinds: one that is left out is not known to be empty, so nothing can be said of what was
 * to be there or to be gone.
 */
export const withKinds = <K extends Kind>(
  where: Where,
  kinds: ReadonlyArray<K>,
  listed: ListedDomains<K>,
): E.Either<DomainError, ListedDomains<K>> => {
  for (const kind of kinds) if (listed.domains[kind] === undefined) return E.left(missingKind(where, kind))
  return E.right(listed)
}

// A list that is over a limit already may be made shorter, and a `set` may do so too.
const excessOf = <K extends Kind>(
  capabilities: ListCapabilities<K>,
  { named }: CheckedEdit<K>,
  before: DomainSet<K>,
  after: DomainSet<K>,
): ReadonlyArray<Refusal> =>
  sizeOf(capabilities.kinds, after) <= sizeOf(capabilities.kinds, before) ? [] : overLimit(capabilities, named, after)

const inTesting = ({ hint, ...rest }: Refusal): Refusal => ({
  ...rest,
  hint: bilingual(`${hint.en} It is the testing version that is full.`, `${hint.zh}已满的是测试版。`),
})

// What the testing version would list: a `set` for both versions leaves there what only that version has.
const testingAfter = <K extends Kind>(
  { kinds }: ListCapabilities<K>,
  change: CheckedEdit<K>,
  testing: DomainSet<K>,
  published: DomainSet<K>,
): DomainSet<K> => {
  const after = listAfter(kinds, change, testing)
  if (change._tag !== 'Set') return after
  return fromKinds(kinds, (kind) =>
    unique([...difference(domainsOf(testing, kind), domainsOf(published, kind)), ...domainsOf(after, kind)]),
  )
}

// Each version that a change writes is a list of its own, and has to hold what it would list.
const excessOfVersions = <K extends Kind>(
  capabilities: ListCapabilities<K>,
  change: CheckedEdit<K>,
  { domains }: ListedDomains<K>,
  { published, testing }: PoolVersions<K>,
  after: DomainSet<K>,
): ReadonlyArray<Refusal> => {
  const excess = excessOf(capabilities, change, domains, after)
  if (excess.length > 0 || published === undefined) return excess
  return excessOf(capabilities, change, testing, testingAfter(capabilities, change, testing, published)).map(inTesting)
}

// A vendor that tells with the list how much it takes knows better than any figure of ours.
const withToldLimit = <K extends Kind>(
  capabilities: ListCapabilities<K>,
  { perKind }: ListedDomains<K>,
): ListCapabilities<K> =>
  perKind === undefined
    ? capabilities
    : {
        ...capabilities,
        limits: { ...capabilities.limits, perKind: fact(perKind, 'the list', '', 'wire') },
      }

/**
 * Says what a checked change comes to on a list as it was observed, or why it cannot be made there. Nothing is sent.
 */
export const checkedDiff = <K extends Kind>(
  { call, capabilities }: Pick<Target<K>, 'call' | 'capabilities'>,
  change: CheckedEdit<K>,
  observed: ListedDomains<K>,
): E.Either<DomainError, Diff<K>> => {
  const { kinds, writes } = capabilities
  // What a write of the whole list does not repeat is gone, so each kind has to be known.
  const whole = withKinds(call, writes === 'whole-list' ? kinds : change.named, observed)
  if (E.isLeft(whole)) return whole
  const gone = change.ifListed?.filter(({ kind, domain }) => !listedAnywhere(observed, kind).includes(domain))
  if (gone !== undefined && gone.length > 0) {
    const refusals = gone.map(({ refusal }) => refusal)
    return E.left(invalidChange(call, refusals))
  }
  const diff = diffOf(capabilities, change, observed)
  if (diff.items.length === 0) return E.right(diff)
  const limited = capabilities.tellsPerKind === true ? withToldLimit(capabilities, observed) : capabilities
  const excess =
    observed.versions === undefined
      ? excessOf(limited, change, observed.domains, diff.after)
      : excessOfVersions(limited, change, observed, observed.versions, diff.after)
  return excess.length > 0 ? E.left(invalidChange(call, excess)) : E.right(diff)
}
