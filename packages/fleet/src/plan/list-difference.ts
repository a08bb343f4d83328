import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { type Domain, fromKinds } from '@mini-domains/core/adapter'
import { type Handling, type WantedList } from '../desired/list-goal.js'
import { type PlanAction } from '../lists/open-list.js'

/**
 * A domain of a kind.
 */
export interface KindDomain {
  readonly kind: Kind
  readonly domain: Domain
}

/**
 * How a list differs from what is wanted, and the one modification that mends it.
 */
export interface ListDifference {
  readonly adds: ReadonlyArray<KindDomain>
  readonly deletes: ReadonlyArray<KindDomain>
  /** The list as it is to be, with every kind. */
  readonly after: DomainSet<Kind>
  readonly action: PlanAction
  /** What the modification names. */
  readonly domains: DomainSet<Kind>
}

interface KindDifference {
  readonly adds: ReadonlyArray<Domain>
  readonly deletes: ReadonlyArray<Domain>
}

const nothing: KindDifference = { adds: [], deletes: [] }

const kindDifference = (
  listed: ReadonlyArray<Domain>,
  wanted: ReadonlySet<Domain>,
  { policy, keeps }: Handling,
): KindDifference => {
  const others = listed.filter((domain) => !wanted.has(domain))
  const deletes = policy === 'add-only' ? [] : others.filter((domain) => !keeps(domain))
  if (listed.length - others.length === wanted.size) return deletes.length === 0 ? nothing : { adds: [], deletes }
  const known = new Set(listed)
  return { adds: [...wanted].filter((domain) => !known.has(domain)), deletes }
}

const actionOf = (adds: number, deletes: number): PlanAction => {
  if (deletes === 0) return 'add'
  return adds === 0 ? 'delete' : 'set'
}

const afterKind = (listed: ReadonlyArray<Domain>, { adds, deletes }: KindDifference): ReadonlyArray<Domain> => {
  if (adds.length === 0 && deletes.length === 0) return listed
  const gone = new Set(deletes)
  return [...listed.filter((domain) => !gone.has(domain)), ...adds]
}

const tagged = (
  byKind: ReadonlyMap<Kind, KindDifference>,
  pick: (difference: KindDifference) => ReadonlyArray<Domain>,
): ReadonlyArray<KindDomain> =>
  [...byKind].flatMap(([kind, difference]) => pick(difference).map((domain) => ({ kind, domain })))

/**
 * Compares a list with what is wanted; `undefined` where nothing is to be done. All kinds go into one modification: only
 * additions are an `add`, only removals a `delete`, both a `set` of the kinds that change. What is kept stays in the list as it
 * is to be, so nothing after this knows of it.
 */
export const listDifference = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  wanted: WantedList,
  handling: Handling,
): ListDifference | undefined => {
  const byKind = new Map<Kind, KindDifference>()
  for (const [kind, domains] of wanted.domains) {
    const difference = kindDifference(domainsOf(observed, kind), domains, handling)
    if (difference.adds.length > 0 || difference.deletes.length > 0) byKind.set(kind, difference)
  }
  if (byKind.size === 0) return undefined
  const adds = tagged(byKind, (difference) => difference.adds)
  const deletes = tagged(byKind, (difference) => difference.deletes)
  const after = fromKinds(kinds, (kind) => afterKind(domainsOf(observed, kind), byKind.get(kind) ?? nothing))
  return { adds, deletes, after, ...modificationOf(kinds, adds, deletes, after) }
}

/**
 * Gives the one modification that adds and deletes these.
 */
export const modificationOf = (
  kinds: ReadonlyArray<Kind>,
  adds: ReadonlyArray<KindDomain>,
  deletes: ReadonlyArray<KindDomain>,
  after: DomainSet<Kind>,
): { readonly action: PlanAction; readonly domains: DomainSet<Kind> } => {
  const action = actionOf(adds.length, deletes.length)
  const changes = action === 'delete' ? deletes : adds
  const touched = kinds.filter((kind) => [...adds, ...deletes].some((change) => change.kind === kind))
  const named = (kind: Kind): ReadonlyArray<Domain> =>
    action === 'set'
      ? domainsOf(after, kind)
      : changes.filter((change) => change.kind === kind).map(({ domain }) => domain)
  return { action, domains: fromKinds(touched, named) }
}
