import { type DesiredState } from './desired-state.js'
import { type ListAddress, listNames } from './list-address.js'
import { type ListGoal, listGoal } from './list-goal.js'
import { type OpenList } from './open-list.js'

/**
 * Works out the goal of one list of a pool; `undefined` where nothing is asked of it.
 */
export const poolGoal = (
  { content, at }: DesiredState,
  capabilities: OpenList['capabilities'],
  address: ListAddress,
): ListGoal | undefined => {
  const pool = content.pools?.[address.vendor]
  if (pool === undefined) return undefined
  const place = (path: string): string => at(`pools.${address.vendor}.${path}`)
  const wishes = [{ lists: pool, source: 'pool' as const, name: address.vendor, at: place }]
  const keep = [...(content.keep ?? []), ...(pool.keep ?? [])]
  const goal = listGoal(capabilities, { wishes, keep, policy: pool.policy ?? content.policy ?? 'sync' }, address)
  return goal.wanted === undefined ? undefined : goal
}

/**
 * The addresses of all lists of the pools that a desired state names.
 */
export const poolAddresses = ({ content }: DesiredState): ReadonlyArray<ListAddress> =>
  Object.keys(content.pools ?? {}).flatMap((vendor) => listNames.map((list) => ({ vendor, list })))
