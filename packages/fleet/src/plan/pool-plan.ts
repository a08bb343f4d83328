import { domainsOf } from '@mini-domains/core'
import { bilingual, fromKinds, hostOf, listDiff } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type Handling, poolAddresses, poolGoal } from '../desired/list-goal.js'
import { type Selection, type SelectionOptions, poolShare, selectedApps } from '../desired/selection.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors, type RetryContext, openList, retryingList, vendorOf } from '../lists/open-list.js'
import { type BlastRadius, blastRadius } from './blast-radius.js'
import { blocked } from './block-detail.js'
import { type BudgetContext, type Differing, differingLine, inputLine, readAndCompare } from './list-plan.js'
import { type PlanBlocked, type PlanChange } from './plan-line.js'
import { type PlanOptions } from './plan-options.js'
import { hostsOf } from './pool-coverage.js'

/**
 * The plan of one list of a pool: what comes before the apps, and what has to wait until all of them were seen.
 */
export interface PlannedPool {
  readonly address: ListAddress
  readonly same: boolean
  readonly first: PlanChange | PlanBlocked | undefined
  readonly later: { readonly line: PlanChange | PlanBlocked; readonly blast: BlastRadius } | undefined
  /** The hosts of the pool once `first` is done; `undefined` where it could not be read. */
  readonly hosts: ReadonlyArray<string> | undefined
}

const all = (): boolean => true

const leftOut = bilingual(
  'Hosts would leave the pool, and apps that were left out may use them. Plan without an exclusion.',
  '有域名将移出平台域名池，而被排除的小程序可能仍在使用。请不带排除条件重新生成计划。',
)

/**
 * Plans a list of a pool that differs: what is added before the apps, and what is taken away after them.
 */
export const planDifferingPool = async (
  differing: Omit<Differing, 'stage' | 'before'>,
  { stays }: Pick<Handling, 'stays'>,
  budgets: BudgetContext,
  select: Selection | undefined,
): Promise<PlannedPool> => {
  const { address, list, observed, wanted, difference } = differing
  const { kinds } = list.capabilities
  const adding = listDiff(kinds, observed, wanted.domains, all)
  const first =
    adding === undefined
      ? undefined
      : await differingLine({ ...differing, stage: 'pool-add', before: 0, difference: adding }, budgets)
  const reached = adding === undefined || first?.line === 'blocked' ? observed : adding.after
  const planned = { address, same: false, first, hosts: hostsOf(kinds, reached) }
  const share = poolShare(select, address.vendor)
  // Apps that were picked take nothing from a pool.
  if (share === 'none') return { ...planned, same: first === undefined, later: undefined }
  const { deletes } = difference
  if (deletes.length === 0) return { ...planned, later: undefined }
  // Only what is listed then stays wanted: what could not be added is no part of the removal.
  const left = fromKinds(
    kinds.filter((kind) => wanted.domains[kind] !== undefined),
    (kind) => domainsOf(wanted.domains, kind).filter((domain) => domainsOf(reached, kind).includes(domain)),
  )
  const removal = listDiff(kinds, reached, left, stays)
  if (removal === undefined) return { ...planned, later: undefined }
  const blast = blastRadius(deletes.map(({ domain }) => hostOf(domain)))
  if (share !== 'all') return { ...planned, later: { line: blocked(address, 'selection', leftOut), blast } }
  const line = await differingLine(
    {
      ...differing,
      stage: 'pool-remove',
      before: first?.line === 'change' ? first.cost : 0,
      observed: reached,
      difference: removal,
    },
    budgets,
  )
  return { ...planned, later: { line, blast } }
}

type PoolOptions = RetryContext & SelectionOptions & Pick<PlanOptions, 'poolAdditions'>

const planPoolList = async (
  desired: DesiredState,
  vendors: FleetVendors,
  budgets: BudgetContext,
  options: PoolOptions,
  address: ListAddress,
): Promise<PlannedPool | undefined> => {
  const vendor = vendorOf(vendors, address.vendor)
  const only = (line: PlanBlocked, hosts?: PlannedPool['hosts']): PlannedPool => ({
    address,
    same: false,
    first: line,
    later: undefined,
    hosts,
  })
  if (vendor === undefined)
    return only(inputLine(address, `no vendor of the name "${address.vendor}"`, `没有名为“${address.vendor}”的厂商`))
  const list = retryingList(openList(vendor, address), options)
  const goal = poolGoal(desired, list.capabilities, address)
  if (goal === undefined) return undefined
  const compared = await readAndCompare(list, address, goal)
  const { kinds } = list.capabilities
  switch (compared._tag) {
    case 'Unread':
      return only(compared.line)
    case 'Refused':
      return only(compared.line, hostsOf(kinds, compared.observed))
    case 'Same':
      return { address, same: true, first: undefined, later: undefined, hosts: hostsOf(kinds, compared.observed) }
    case 'Differs':
      return planDifferingPool({ ...compared, address, list }, goal.handling, budgets, options.select)
  }
}

/** The vendors of the apps that were picked. Reads no further than until each that has a pool was seen. */
const pickedVendors = async (desired: DesiredState, options: SelectionOptions): Promise<ReadonlySet<string>> => {
  const open = new Set(Object.keys(desired.content.pools ?? {}))
  const picked = new Set<string>()
  for await (const row of selectedApps(desired, options)) {
    if (E.isRight(row) && open.delete(row.right.app.vendor)) picked.add(row.right.app.vendor)
    if (open.size === 0) break
  }
  return picked
}

/**
 * Plans the pools of a desired state, as far as they belong to the apps that were selected; with `poolAdditions`, also what the pools of the
 * vendors of apps that were picked lack.
 */
export const planPools = async (
  desired: DesiredState,
  vendors: FleetVendors,
  budgets: BudgetContext,
  options: PoolOptions,
): Promise<ReadonlyArray<PlannedPool>> => {
  const planned: Array<PlannedPool> = []
  const besides = options.poolAdditions === true ? await pickedVendors(desired, options) : undefined
  for (const address of poolAddresses(desired, options.select, besides)) {
    const found = await planPoolList(desired, vendors, budgets, options, address)
    if (found !== undefined) planned.push(found)
  }
  return planned
}
