import {
  type DomainChange,
  type DomainError,
  type DomainList,
  type DomainSet,
  type Kind,
  type Outcome,
  type PoolVersion,
  domainsOf,
} from '@mini-domains/core'
import {
  type ListCapabilities,
  checkChange,
  difference,
  invalidChange,
  listedAnywhere,
  listedEverywhere,
  viewOf,
} from '@mini-domains/core/adapter'
import { type ListAddress, addressName } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'

/**
 * One domain that a change would list or take off, or that is as asked already.
 */
export interface Step {
  readonly kind: string
  readonly domain: string
  readonly intent: 'present' | 'absent'
  readonly verdict: 'to-do' | 'already'
}

/**
 * A change of one list, looked at but not yet made.
 */
export interface ListChange {
  readonly address: ListAddress
  readonly change: 'add' | 'delete' | 'set'
  /** Which versions of a pool it is for, where that was said. */
  readonly version?: PoolVersion
  readonly steps: ReadonlyArray<Step>
  /** Modifications of the month that it would spend. */
  readonly cost: number
  /** `uncounted` where the vendor counts none, so that nobody is told of any. */
  readonly modifications?: 'uncounted'
  /** Makes it. The list as it was seen is given along, so that it is not read twice. */
  readonly make: () => Promise<E.Either<DomainError, Outcome<Kind>>>
}

const steps = (
  kind: string,
  domains: ReadonlyArray<string>,
  intent: Step['intent'],
  verdict: Step['verdict'],
): ReadonlyArray<Step> => domains.map((domain) => ({ kind, domain, intent, verdict }))

/** What a list has of a kind: in force, in every version of a pool, in any. */
interface Listed {
  readonly inForce: ReadonlyArray<string>
  readonly everywhere: ReadonlyArray<string>
  readonly anywhere: ReadonlyArray<string>
}

const kindSteps = (
  change: ListChange['change'],
  kind: string,
  wanted: ReadonlyArray<string>,
  { inForce, everywhere, anywhere }: Listed,
): ReadonlyArray<Step> => {
  const missing = difference(wanted, change === 'delete' ? anywhere : everywhere)
  const there = difference(wanted, missing)
  switch (change) {
    case 'add':
      return [...steps(kind, missing, 'present', 'to-do'), ...steps(kind, there, 'present', 'already')]
    case 'delete':
      return [...steps(kind, there, 'absent', 'to-do'), ...steps(kind, missing, 'absent', 'already')]
    case 'set':
      return [
        ...steps(kind, missing, 'present', 'to-do'),
        ...steps(kind, difference(inForce, wanted), 'absent', 'to-do'),
        ...steps(kind, there, 'present', 'already'),
      ]
  }
}

const domainChange = <K extends Kind>(change: ListChange['change'], domains: DomainSet<K>): DomainChange<K> => {
  switch (change) {
    case 'add':
      return { _tag: 'Add', domains }
    case 'delete':
      return { _tag: 'Delete', domains, asListed: false }
    case 'set':
      return { _tag: 'Set', domains }
  }
}

/**
 * Looks at a list and says what a change of it would do.
 */
export const lookAt = async <K extends Kind>(
  list: DomainList<K>,
  capabilities: ListCapabilities<K>,
  address: ListAddress,
  change: ListChange['change'],
  asked: DomainSet<K>,
  version?: PoolVersion,
): Promise<E.Either<DomainError, ListChange>> => {
  const wanted = domainChange(change, asked)
  const checked = checkChange(capabilities, wanted)
  const where = { vendor: address.vendor, operation: change, subject: addressName(address) }
  if (E.isLeft(checked)) return E.left(invalidChange(where, checked.left))
  const observed = await list.get()()
  if (E.isLeft(observed)) return observed
  const cost = list.cost(wanted, observed.right, version)
  if (E.isLeft(cost)) return cost
  const named = checked.right._tag === 'CopyPool' ? [] : checked.right.named
  const domains: DomainSet<K> = checked.right._tag === 'CopyPool' ? {} : checked.right.domains
  const view = viewOf(capabilities.kinds, version ?? capabilities.versions?.[0], observed.right)
  const listed = (kind: K): Listed => ({
    inForce: domainsOf(view.domains, kind),
    everywhere: listedEverywhere(view, kind),
    anywhere: listedAnywhere(view, kind),
  })
  return E.right({
    address,
    change,
    ...(version === undefined ? {} : { version }),
    cost: cost.right,
    ...(capabilities.modifications === undefined ? {} : { modifications: capabilities.modifications }),
    steps: named.flatMap((kind) => kindSteps(change, kind, domainsOf(domains, kind), listed(kind))),
    make: list.modify(wanted, { observed: observed.right, ...(version === undefined ? {} : { version }) }),
  })
}
