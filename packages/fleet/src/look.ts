import { type DomainSet, type Kind } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { unread, refusedLine, blocked } from './block-detail.js'
import { type ListAddress } from './list-address.js'
import { type ListDifference, listDifference } from './list-difference.js'
import { type ListGoal } from './list-goal.js'
import { type OpenList } from './open-list.js'
import { type PlanBlocked } from './plan-line.js'
import { type WantedList } from './wanted-list.js'

/**
 * What a look at a list found.
 */
export type Look =
  | { readonly _tag: 'Unread'; readonly line: PlanBlocked }
  | { readonly _tag: 'Refused'; readonly line: PlanBlocked; readonly observed: DomainSet<Kind> }
  | { readonly _tag: 'Same'; readonly observed: DomainSet<Kind> }
  | {
      readonly _tag: 'Differs'
      readonly observed: DomainSet<Kind>
      readonly wanted: WantedList
      readonly difference: ListDifference
    }

/**
 * Reads a list and compares it with its goal.
 */
export const lookAt = async (list: OpenList, address: ListAddress, goal: ListGoal): Promise<Look> => {
  const read = await list.get()
  if (E.isLeft(read)) return { _tag: 'Unread', line: unread(address, read.left) }
  const observed = read.right
  if (goal.wanted === undefined) return { _tag: 'Same', observed }
  if (E.isLeft(goal.wanted)) return { _tag: 'Refused', line: refusedLine(address, goal.wanted.left), observed }
  const wanted = goal.wanted.right
  const difference = listDifference(list.capabilities.kinds, observed.domains, wanted, goal.handling)
  return difference === undefined ? { _tag: 'Same', observed } : { _tag: 'Differs', observed, wanted, difference }
}

/**
 * Makes the blocked line of one list, where something is wrong before it is read.
 */
export const inputLine = (address: ListAddress, en: string, zh: string): PlanBlocked =>
  blocked(address, 'input', { en, zh })
