import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { fromKinds, hostOf } from '@mini-domains/core/adapter'
import { type BlastRadius, blastRadius } from './blast-radius.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type ListAddress } from '../lists/list-address.js'
import { type KindDomain, type ListDifference, modificationOf } from './list-difference.js'
import { poolAddresses, poolGoal } from '../desired/list-goal.js'
import { type Differing, type Purse, differingLine, inputLine, lookAt } from './list-plan.js'
import { type FleetVendors, openList, vendorOf } from '../lists/open-list.js'
import { type Waiting, retryingList } from '../lists/retrying-list.js'
import { type PlanBlocked, type PlanChange } from './plan-line.js'

/**
 * The plan of one list of a pool: what comes before the apps, and what has to wait until all of them were seen.
 */
export interface PlannedPool {
  readonly address: ListAddress
  readonly same: boolean
  readonly first: PlanChange | PlanBlocked | undefined
  readonly later: { readonly line: PlanChange | PlanBlocked; readonly blast: BlastRadius } | undefined
}

const differs = (
  kinds: ReadonlyArray<Kind>,
  adds: ReadonlyArray<KindDomain>,
  deletes: ReadonlyArray<KindDomain>,
  after: DomainSet<Kind>,
): ListDifference => ({ adds, deletes, after, ...modificationOf(kinds, adds, deletes, after) })

const withAdded = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  adds: ReadonlyArray<KindDomain>,
): DomainSet<Kind> =>
  fromKinds(kinds, (kind) => [
    ...domainsOf(observed, kind),
    ...adds.filter((add) => add.kind === kind).map(({ domain }) => domain),
  ])

const planDiffering = async (differing: Omit<Differing, 'stage' | 'before'>, purse: Purse): Promise<PlannedPool> => {
  const { address, list, observed, difference } = differing
  const { kinds } = list.capabilities
  const { adds, deletes, after } = difference
  const between = withAdded(kinds, observed, adds)
  const first =
    adds.length === 0
      ? undefined
      : await differingLine(
          { ...differing, stage: 'pool-add', before: 0, difference: differs(kinds, adds, [], between) },
          purse,
        )
  if (deletes.length === 0) return { address, same: false, first, later: undefined }
  const reached = first?.line === 'blocked' ? observed : between
  const gone = first?.line === 'blocked' ? withoutDeleted(kinds, observed, deletes) : after
  const line = await differingLine(
    {
      ...differing,
      stage: 'pool-remove',
      before: first?.line === 'change' ? first.cost : 0,
      observed: reached,
      difference: differs(kinds, [], deletes, gone),
    },
    purse,
  )
  return {
    address,
    same: false,
    first,
    later: { line, blast: blastRadius(deletes.map(({ domain }) => hostOf(domain))) },
  }
}

const withoutDeleted = (
  kinds: ReadonlyArray<Kind>,
  observed: DomainSet<Kind>,
  deletes: ReadonlyArray<KindDomain>,
): DomainSet<Kind> =>
  fromKinds(kinds, (kind) => {
    const gone = new Set(deletes.filter((item) => item.kind === kind).map(({ domain }) => domain))
    return domainsOf(observed, kind).filter((domain) => !gone.has(domain))
  })

const planPoolList = async (
  desired: DesiredState,
  vendors: FleetVendors,
  purse: Purse,
  waiting: Waiting,
  address: ListAddress,
): Promise<PlannedPool | undefined> => {
  const vendor = vendorOf(vendors, address.vendor)
  const only = (line: PlanBlocked): PlannedPool => ({ address, same: false, first: line, later: undefined })
  if (vendor === undefined)
    return only(inputLine(address, `no vendor of the name "${address.vendor}"`, `没有名为“${address.vendor}”的厂商`))
  const list = retryingList(openList(vendor, address), waiting)
  const goal = poolGoal(desired, list.capabilities, address)
  if (goal === undefined) return undefined
  const look = await lookAt(list, address, goal)
  switch (look._tag) {
    case 'Unread':
    case 'Refused':
      return only(look.line)
    case 'Same':
      return { address, same: true, first: undefined, later: undefined }
    case 'Differs':
      return planDiffering({ ...look, address, list }, purse)
  }
}

/**
 * Plans all pools of a desired state.
 */
export const planPools = async (
  desired: DesiredState,
  vendors: FleetVendors,
  purse: Purse,
  waiting: Waiting,
): Promise<ReadonlyArray<PlannedPool>> => {
  const planned: Array<PlannedPool> = []
  for (const address of poolAddresses(desired)) {
    const found = await planPoolList(desired, vendors, purse, waiting, address)
    if (found !== undefined) planned.push(found)
  }
  return planned
}
