import { type Bilingual } from '@mini-domains/core'
import { type ListAddress } from '../lists/list-address.js'

/**
 * An app of a group: the pool where `app` is left out.
 */
export interface GroupMember {
  readonly vendor: string
  readonly app?: string
  readonly name?: string
}

/**
 * What many lists have in common: a change, a state with its cause, or a failure with its cause.
 */
export interface Group {
  /** What it is, in a few words. */
  readonly title: Bilingual
  /** What exactly, one thing a line. */
  readonly details: ReadonlyArray<Bilingual>
  /** Who must act (an `Actor`), where somebody must. */
  readonly actor?: string
  /** What to do. */
  readonly hint?: Bilingual
  readonly vendor: string
  /** Which list, where they all are the same one. */
  readonly list?: ListAddress['list']
  /** Modifications that each of them spends. */
  readonly cost?: number
}

/**
 * A group with its lists: how many, and the apps of the first of them.
 */
export interface CountedGroup extends Group {
  readonly count: number
  readonly members: ReadonlyArray<GroupMember>
  /** What the list with the least budget has left. */
  readonly left?: number
}

/**
 * Gathers lists into groups, as they come.
 */
export interface GroupBook {
  readonly add: (group: Group, address: ListAddress, name: string | undefined, left?: number) => void
  /** The largest first. */
  readonly groups: () => ReadonlyArray<CountedGroup>
  /** How many lists stand in no group, since there are too many groups. */
  readonly ungrouped: () => number
}

interface Growing {
  readonly group: Group
  count: number
  readonly members: Array<GroupMember>
  left: number | undefined
}

/**
 * Starts gathering: at most so many groups are kept, and so many apps of each are named. Defaults 10,000 and 1,000.
 */
export const groupBook = ({ groups = 10_000, named = 1_000 } = {}): GroupBook => {
  const books = new Map<string, Growing>()
  let ungrouped = 0
  return {
    add: (group, { vendor, app }, name, left) => {
      const key = JSON.stringify(group)
      const known = books.get(key) ?? { group, count: 0, members: [], left: undefined }
      if (known.count === 0) {
        if (books.size >= groups) {
          ungrouped += 1
          return
        }
        books.set(key, known)
      }
      known.count += 1
      if (left !== undefined) known.left = Math.min(left, known.left ?? left)
      if (known.members.length < named)
        known.members.push({ vendor, ...(app === undefined ? {} : { app }), ...(name === undefined ? {} : { name }) })
    },
    groups: () =>
      [...books.values()]
        .map(({ group, count, members, left }): CountedGroup => ({
          ...group,
          count,
          members,
          ...(left === undefined ? {} : { left }),
        }))
        .sort((one, other) => other.count - one.count),
    ungrouped: () => ungrouped,
  }
}
