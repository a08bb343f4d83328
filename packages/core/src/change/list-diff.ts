import * as E from 'fp-ts/lib/Either.js'
import { type DomainSet, domainsOf, fromKinds, unique } from '../domain/domain-set.js'
import { type Domain } from '../domain/domain.js'
import { type Kind } from '../domain/kind.js'
import { type DomainChange } from './change.js'
import { type KindDomain } from './outcome.js'
import { diffOf, setOf } from './diff.js'

/**
 * How a list differs from what is wanted.
 */
export interface ListDiff<K extends Kind> {
  readonly adds: ReadonlyArray<KindDomain<K>>
  readonly deletes: ReadonlyArray<KindDomain<K>>
  /** The list as it is to be, with every kind. */
  readonly after: DomainSet<K>
}

/**
 * Compares a list with what is wanted, by the same comparison that a change is carried out with; `undefined` where they are the same. A
 * kind that is not wanted is not touched, and a listed domain that `keeps` names stays. Both sets are canonical.
 */
export const listDiff = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  observed: DomainSet<K>,
  wanted: DomainSet<K>,
  keeps: (domain: Domain, kind: K) => boolean,
): ListDiff<K> | undefined => {
  const named = kinds.filter((kind) => wanted[kind] !== undefined)
  const listed = fromKinds(kinds, (kind) => domainsOf(observed, kind))
  const domains = fromKinds(named, (kind) => {
    const asked = new Set(domainsOf(wanted, kind))
    const stays = domainsOf(listed, kind).filter((domain) => asked.has(domain) || keeps(domain, kind))
    return unique([...stays, ...asked])
  })
  const { items, after } = diffOf({ kinds }, { _tag: 'Set', domains, named }, { domains: listed })
  if (items.length === 0) return undefined
  const only = (intent: 'present' | 'absent'): ReadonlyArray<KindDomain<K>> =>
    items.flatMap((item) => (item.intent === intent ? [{ kind: item.kind, domain: item.domain }] : []))
  return { adds: only('present'), deletes: only('absent'), after }
}

/**
 * A change that names its domains.
 */
export type ListEdit<K extends Kind> = Extract<DomainChange<K>, { readonly domains: unknown }>

/**
 * A change, and the modifications that it spends.
 */
export interface PricedChange<K extends Kind> {
  readonly change: ListEdit<K>
  readonly cost: number
}

const overwriting = <K extends Kind>({ adds, deletes, after }: ListDiff<K>): ListEdit<K> => {
  const named = new Set([...adds, ...deletes].map(({ kind }) => kind))
  return { _tag: 'Set', domains: fromKinds([...named], (kind) => domainsOf(after, kind)) }
}

const narrowest = <K extends Kind>(diff: ListDiff<K>): ListEdit<K> => {
  if (diff.deletes.length === 0) return { _tag: 'Add', domains: setOf(diff.adds) }
  return diff.adds.length === 0 ? { _tag: 'Delete', domains: setOf(diff.deletes), asListed: true } : overwriting(diff)
}

/**
 * Finds the one change that makes a difference with the fewest modifications. What only adds or only deletes is priced first, since it can
 * harm nothing that it does not name; a `set` of the kinds that differ is taken only where that is cheaper, or all that the vendor can do.
 */
export const cheapestChange = <K extends Kind, Failure>(
  diff: ListDiff<K>,
  cost: (change: ListEdit<K>) => E.Either<Failure, number>,
): E.Either<Failure, PricedChange<K>> => {
  const priced = (change: ListEdit<K>): E.Either<Failure, PricedChange<K>> =>
    E.map((spent: number) => ({ change, cost: spent }))(cost(change))
  const narrow = narrowest(diff)
  const one = priced(narrow)
  if (narrow._tag === 'Set' || (E.isRight(one) && one.right.cost <= 1)) return one
  const other = priced(overwriting(diff))
  if (E.isLeft(other)) return one
  return E.isLeft(one) || other.right.cost < one.right.cost ? other : one
}
