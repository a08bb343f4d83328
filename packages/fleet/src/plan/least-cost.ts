import { type DomainError, type DomainSet, type Kind, type ListedDomains, domainsOf } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListDifference } from './list-difference.js'
import { type OpenList, type PlanAction, kindLists } from '../lists/open-list.js'
import { type KindLists } from './plan-line.js'

/**
 * A way to bring a list to what is wanted, as a plan keeps it, and what it spends.
 */
export interface PricedWay {
  readonly action: PlanAction
  readonly domains: KindLists
  readonly cost: number
}

const overwriting = (kinds: ReadonlyArray<Kind>, { adds, deletes, after }: ListDifference): DomainSet<Kind> => {
  const touched = kinds.filter((kind) => [...adds, ...deletes].some((change) => change.kind === kind))
  return fromKinds(touched, (kind) => domainsOf(after, kind))
}

const cheaper = (
  one: E.Either<DomainError, PricedWay>,
  other: E.Either<DomainError, PricedWay>,
): E.Either<DomainError, PricedWay> => {
  if (E.isLeft(other)) return one
  return E.isLeft(one) || other.right.cost < one.right.cost ? other : one
}

/**
 * Finds the way that spends the fewest modifications on a list as it was observed. What only adds or only removes is asked first,
 * since it can harm nothing that it does not name; a `set` of the kinds that change is taken only where that is cheaper, or all
 * that the vendor can do.
 */
export const leastCost = (
  list: OpenList,
  difference: ListDifference,
  observed: ListedDomains<Kind>,
): E.Either<DomainError, PricedWay> => {
  const { kinds } = list.capabilities
  const priced = (action: PlanAction, set: DomainSet<Kind>): E.Either<DomainError, PricedWay> => {
    const domains = kindLists(kinds, set)
    return E.map((cost: number) => ({ action, domains, cost }))(list.cost(action, domains, observed))
  }
  const narrow = priced(difference.action, difference.domains)
  if (difference.action === 'set' || (E.isRight(narrow) && narrow.right.cost <= 1)) return narrow
  return cheaper(narrow, priced('set', overwriting(kinds, difference)))
}
